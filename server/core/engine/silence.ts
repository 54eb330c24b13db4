import { type Day, Silencer } from '../rule/silencer.js';
import type { Suppression } from '../rule/suppressions.js';
import { sameMembers } from '../text/members.js';
import { silencing } from './gathered.js';
import type { Block } from './locate.js';
import { Sieve, type Sifted } from './sieve.js';

export interface Silenced extends Sifted<readonly Suppression[]> {
  readonly silencer: Silencer;
  /** Suppressions that silence something. */
  readonly used: ReadonlySet<Suppression>;
}

/** What the suppressions of one file leave of its blocks. While they are the same, only blocks that are new are looked at. */
export class Silence {
  #silencer: Silencer | undefined;
  #sieve = new Sieve<readonly Suppression[]>(() => undefined);

  over(blocks: readonly Block[], suppressions: readonly Suppression[], day: Day): Silenced {
    const silencer = this.#silencerOf(suppressions, day);
    const sifted = this.#sieve.sift(blocks);
    return { ...sifted, silencer, used: new Set(sifted.taken.flatMap(({ by }) => by)) };
  }

  #silencerOf(suppressions: readonly Suppression[], day: Day): Silencer {
    const before = this.#silencer;
    if (before && before.day.today === day.today && sameMembers(before.suppressions, suppressions))
      return before;
    const silencer = new Silencer(suppressions, day);
    this.#silencer = silencer;
    this.#sieve = new Sieve((entry, begin) => {
      const by = silencing(entry, begin, silencer);
      return by.length > 0 ? by : undefined;
    });
    return silencer;
  }
}
