import type { Known } from '../core/model/types.js';
import type { Plain } from '../core/syntax/node.js';
import { canonicalUri, pathOfUri } from './uris.js';
import { makeCaller } from './worker.js';
import type { StructureRequest } from './workers/structure.js';

/** The rule that says what the structure check has found: where it is not shown, nobody has to check. */
export const STRUCTURE_RULE = 'testing/invalid-document';

/** Largest text, in UTF-16 units, whose structure is checked unless somebody asks for more: it takes 2 s at 10 MB. */
export const STRUCTURE_LIMIT = 2 * 1024 * 1024;

/** A second opinion on the structure of whole documents. */
export interface StructureChecker {
  /** A list of { message, path }; unknown where it cannot be judged. */
  check(uri: string): Promise<Known<Plain>>;
  close(): Promise<void>;
}

const UNKNOWN: Known<Plain> = { known: false };
/** Milliseconds; a document of 13 MB takes 2,000. */
const LIMIT = 60_000;

/** Asks swagger-parser, in a worker that reads nothing by itself: `readText` gives it every file, or undefined. */
export function makeStructureChecker(readText: (uri: string) => string | undefined): StructureChecker {
  const ask = (question: unknown) => {
    const uri = wantedUri(question);
    return uri === undefined ? undefined : readText(uri);
  };
  const caller = makeCaller<StructureRequest>({ name: 'structure', limit: LIMIT, ask });
  return {
    async check(uri) {
      const file = pathOfUri(uri);
      return file === undefined ? UNKNOWN : toKnown(await caller.call({ file }));
    },
    close: () => caller.close(),
  };
}

function wantedUri(question: unknown): string | undefined {
  const uri = field(question, 'uri');
  return typeof uri === 'string' ? canonicalUri(uri) : undefined;
}

function toKnown(verdict: unknown): Known<Plain> {
  const faults = field(verdict, 'faults');
  return isPlain(faults) && Array.isArray(faults) ? { known: true, value: faults } : UNKNOWN;
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}

function isPlain(value: unknown): value is Plain {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return true;
  return typeof value === 'object' && Object.values(value).every(isPlain);
}
