import { computed } from '../../../text/multimap.js';

/** Something that lasts for an epoch: as long as what was found out of a value stands. */
export function lasting<T extends object>(make: () => T): (about: { readonly epoch: object }) => T {
  const known = new WeakMap<object, T>();
  return ({ epoch }) => computed(known, epoch, make);
}

/** Something that lasts as long as all names mean what they mean, whatever functions do. */
export function meant<T extends object>(make: () => T): (about: { readonly sense: object }) => T {
  const known = new WeakMap<object, T>();
  return ({ sense }) => computed(known, sense, make);
}
