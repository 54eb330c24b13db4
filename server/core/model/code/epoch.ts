/** Something that lasts for an epoch: as long as what was found out of a value stands. */
export function lasting<T extends object>(make: () => T): (about: { readonly epoch: object }) => T {
  const known = new WeakMap<object, T>();
  return ({ epoch }) => {
    const made = known.get(epoch) ?? make();
    known.set(epoch, made);
    return made;
  };
}
