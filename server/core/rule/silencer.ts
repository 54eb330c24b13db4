import { isNode } from '../syntax/node.js';
import { toPointer } from '../syntax/pointer.js';
import { matchesRule } from '../text/glob.js';
import { append } from '../text/multimap.js';
import type { Range } from '../text/span.js';
import { hasNoDay, isExpired, lacksReason, type Suppression } from './allow.js';
import type { ProblemView } from './problem-view.js';

export interface Day {
  /** UTC, 'YYYY-MM-DD'. */
  readonly today: string;
  /** Ids of the rules that there are. */
  readonly rules: readonly string[];
  /** The rule that somebody may have meant who wrote another name; undefined when none is close. */
  meant?(name: string): string | undefined;
}

/** What decides whether a finding is silenced. */
export interface Said {
  readonly rule: string;
  readonly pointer?: string | undefined;
  /** In code: code is one leaf, so that offsets of the leaf are those of the text. */
  readonly range: Range;
}

/**
 * The suppressions of one text on one day: what they silence, and what is wrong with them. One without a reason still
 * silences: the finding about it is the one to act on. One that has expired silences nothing.
 */
export class Silencer {
  readonly #unknown: ReadonlyMap<Suppression, ProblemView['data']>;
  readonly #current: readonly Suppression[];
  readonly #places = new Map<string, Suppression[]>();
  readonly #inCode: readonly Suppression[];

  constructor(
    readonly suppressions: readonly Suppression[],
    readonly day: Day,
  ) {
    this.#unknown = withoutRule(suppressions, day);
    this.#current = suppressions.filter((one) => !this.#unknown.has(one) && !isExpired(one, day.today));
    this.#inCode = this.#current.filter(({ path }) => path === undefined);
    for (const one of this.#current) if (one.path) append(this.#places, toPointer(one.path), one);
  }

  /** The suppressions that silence a finding, the nearest first. */
  over({ rule, pointer, range }: Said): readonly Suppression[] {
    const above = pointer === undefined ? [] : prefixesOf(pointer);
    const around = [
      ...above.flatMap((place) => this.#places.get(place) ?? []),
      ...this.#inCode.filter(
        ({ covers }) => covers && covers.start <= range.start && range.end <= covers.end,
      ),
    ];
    return around.filter(({ glob }) => matchesRule(glob, rule));
  }

  /** Those that silence nothing, though one of the rules that ran could have said something there. */
  idle(used: ReadonlySet<Suppression>, ran: readonly string[]): readonly Suppression[] {
    return this.#current.filter((one) => !used.has(one) && ran.some((rule) => matchesRule(one.glob, rule)));
  }

  problems(unused: ReadonlySet<Suppression>): readonly ProblemView[] {
    return this.suppressions.flatMap((one) => {
      const fault = this.#faultOf(one);
      if (!unused.has(one)) return fault ?? [];
      const idle = problem('suppression-unused', one, one.covers ? {} : { fault: 'place' });
      return fault ? [fault, idle] : [idle];
    });
  }

  #faultOf(one: Suppression): ProblemView | undefined {
    const lost = this.#unknown.get(one);
    if (lost) return problem('suppression-unused', one, lost);
    if (hasNoDay(one)) return problem('suppression-expired', one, { fault: 'day' });
    if (isExpired(one, this.day.today)) return problem('suppression-expired', one);
    return lacksReason(one) ? problem('suppression-without-reason', one) : undefined;
  }
}

/** What was meant is looked for as often as somebody may have misspelled a name; it takes its time. */
const MOST_MEANT = 50;

/** Those that name no rule, and what is wrong with each. */
function withoutRule(
  suppressions: readonly Suppression[],
  day: Day,
): ReadonlyMap<Suppression, ProblemView['data']> {
  const { rules } = day;
  const names = new Set(rules);
  const found = new Map<Suppression, ProblemView['data']>();
  for (const one of suppressions) {
    const { glob, misshapen } = one;
    if (names.has(glob) || (glob.includes('*') && rules.some((rule) => matchesRule(glob, rule)))) continue;
    const meant = misshapen || found.size >= MOST_MEANT ? undefined : day.meant?.(glob);
    found.set(one, {
      fault: misshapen ? (isNode(one.at) ? 'shape' : 'nameless') : 'unknown',
      ...(meant === undefined ? {} : { meant }),
    });
  }
  return found;
}

/** The pointer itself and those of all that is around it. */
function prefixesOf(pointer: string): readonly string[] {
  const found = [pointer];
  for (let end = pointer.lastIndexOf('/'); end >= 0; end = pointer.lastIndexOf('/', end - 1)) {
    found.push(pointer.slice(0, end));
    if (end === 0) break;
  }
  return found;
}

function problem(
  kind: ProblemView['kind'],
  { at, node, glob, until }: Suppression,
  more: ProblemView['data'] = {},
): ProblemView {
  return { kind, at, data: { rule: glob, ...(until === undefined ? {} : { until }), ...more }, node };
}
