import type { LanguageId } from '../text/leaf.js';
import type { CodeSpot } from './views.js';

/** A property with which an application of Spring runs, in the file that sets it; what a later line overrides is none. */
export interface PropertyView {
  /** As written, the whole way to it: 'server.error.includeStacktrace', 'users[0].password'. */
  readonly name: string;
  /** As text, without quotes and escapes; the items of a list with commas between them. */
  readonly value: string;
  /** The value as it is written. */
  readonly at: CodeSpot;
  readonly key: CodeSpot;
  readonly language: LanguageId;
  /** It is in force only where somebody develops or tests: under such profiles, or until a profile of production says else. */
  readonly forDevelopers: boolean;
  /** Whether anybody may see how the server runs, as the rules about access in the code of its package have it. */
  readonly insides: 'open' | 'guarded' | 'unknown';
  /** The same of whether it is well. */
  readonly health: 'open' | 'guarded' | 'unknown';
  /** Whether it is one of these, however it is spelled. */
  is(...names: readonly string[]): boolean;
  /** What its package says of another property where this one is in force; undefined where nobody says anything. */
  other(name: string): string | undefined;
}
