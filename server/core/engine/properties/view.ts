import { type Property, propertyKey } from '../../facts/config/properties.js';
import { saidKey } from '../../model/properties.js';
import type { PropertyView } from '../../rule/property-view.js';
import type { LanguageId, Leaf } from '../../text/leaf.js';
import { isForDevelopers, isLive } from '../../words/profiles.js';
import type { Task } from '../board.js';
import { spotOf } from '../code/spots.js';
import type { Joined } from '../joined.js';

/** The package that properties belong to, and where others of it are found. */
export interface Home {
  /** Its URI, see `packageOf`. */
  readonly folder: string;
  readonly joined: Pick<Joined, 'said' | 'insides'>;
}

/** What rules see of one property; what they ask of others is recorded under the task. */
export function propertyView(
  { name, key, value, at, keyAt, profile }: Property,
  leaf: Leaf,
  language: LanguageId,
  task: Task,
  { folder, joined }: Home,
): PropertyView {
  const saidOf = (one: string) => joined.said.read(one, task.id) ?? [];
  return {
    name,
    value,
    at: spotOf(at, leaf),
    key: spotOf(keyAt, leaf),
    language,
    get forDevelopers() {
      const isOverridden = () => saidOf(`${folder} ${key}`).some((one) => isLive(one.profile));
      return isForDevelopers(profile) || (profile === undefined && isOverridden());
    },
    // Code that is not read, as that of other languages, may guard anything.
    get insides() {
      return joined.insides.read(folder, task.id)?.all ?? 'unknown';
    },
    get health() {
      return joined.insides.read(folder, task.id)?.health ?? 'unknown';
    },
    is: (...names) => names.some((one) => propertyKey(one) === key),
    other(name) {
      const said = saidOf(saidKey(folder, name));
      const own = said.findLast((one) => one.profile === profile);
      return (own ?? said.findLast((one) => one.profile === undefined))?.value;
    },
  };
}
