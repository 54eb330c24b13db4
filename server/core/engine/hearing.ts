import type { Endpoint } from '../facts/api.js';
import type { Outcome } from '../model/threats/evidence.js';
import { toPointer } from '../syntax/pointer.js';
import type { Anchor, PathStep } from '../text/span.js';
import type { Board, Task } from './board.js';
import { endpointTask } from './check.js';
import { routeWitnesses } from './code/route-witnesses.js';
import type { FileState } from './files.js';
import { placeOf } from './locate.js';
import type { Witness } from './outcome.js';

/** Where the steps to an operation or a component end: paths, the path, the method. */
const DEPTH = 3;
/** Under which is kept what is said of no operation alone. */
const ALL = '';

export interface HearingSetting {
  /** The document. */
  readonly uri: string;
  readonly board: Board;
  readonly files: ReadonlyMap<string, FileState>;
  /** What is checked of the document as a whole. */
  readonly whole: readonly Task[];
  /** Rules that are listened to; undefined: all. */
  readonly rules?: ReadonlySet<string> | undefined;
}

/** What rules said, by what they said it of; each place is looked up once, however many operations share it. */
export class Hearing {
  readonly #parts = new Map<string, readonly Outcome[]>();
  #document: ReadonlyMap<string, readonly Outcome[]> | undefined;

  constructor(private readonly about: HearingSetting) {}

  ofPart(id: string): readonly Outcome[] {
    const known = this.#parts.get(id);
    if (known) return known;
    const made = this.#outcomes(this.about.board.outcome(id)?.witnesses ?? []);
    this.#parts.set(id, made);
    return made;
  }

  /**
   * Of the document as a whole, and of this operation and the parts that it reaches where what they say was looked at
   * together with others.
   */
  ofDocument(operation: readonly PathStep[], parts: readonly string[]): readonly Outcome[] {
    this.#document ??= this.#readDocument();
    const found = this.#document;
    const own = `${this.about.uri}#${toPointer(operation.slice(0, DEPTH))}`;
    return [ALL, ...new Set([own, ...parts])].flatMap((place) => found.get(place) ?? []);
  }

  /** Where document and code meet, and of the routes themselves. */
  ofCode(key: string, routes: readonly Endpoint[]): readonly Outcome[] {
    const { uri, board, files } = this.about;
    const own = routes.flatMap((route) => this.#outcomes(routeWitnesses(route, board, files), route.at));
    return [...this.ofPart(endpointTask(`${uri} ${key}`, uri).id), ...own];
  }

  #readDocument(): ReadonlyMap<string, readonly Outcome[]> {
    const { whole, board } = this.about;
    const found = new Map<string, Outcome[]>();
    for (const witness of whole.flatMap(({ id }) => board.outcome(id)?.witnesses ?? [])) {
      const { uri, path } = witness.seen;
      const isOfOne = (path?.[0] === 'paths' || path?.[0] === 'components') && path.length >= DEPTH;
      const key = isOfOne ? `${uri}#${toPointer(path.slice(0, DEPTH))}` : ALL;
      const list = found.get(key) ?? [];
      found.set(key, list);
      list.push(...this.#outcomes([witness]));
    }
    return found;
  }

  /** `near` stands for places that have no path of their own. */
  #outcomes(witnesses: readonly Witness[], near?: Anchor): readonly Outcome[] {
    const { files, rules } = this.about;
    return witnesses.flatMap(({ rule, effect, seen }): readonly Outcome[] => {
      const place = !rules || rules.has(rule) ? placeOf(seen, files) : undefined;
      if (!place) return [];
      const { uri, path, key } = seen;
      const anchor = path ? { uri, path, key } : near;
      return [{ rule, effect, place, ...(anchor ? { anchor } : {}) }];
    });
  }
}
