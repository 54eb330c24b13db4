import type { Source } from '../../../facts/frameworks/framework.js';
import type { CodeNode } from '../../../syntax/code.js';
import { computed } from '../../../text/multimap.js';
import type { Declaration } from '../names/scope-names.js';
import type { Inquiry } from './inquiry.js';

/**
 * What one inquiry has heard already: a statement asks for the same again and again. What was heard for one statement has
 * to be heard for another as well.
 */
export class Heard {
  /** What names stand for of which it has heard all, by where they stand. */
  readonly found = new Map<CodeNode, Declaration | undefined>();
  /** What parameters hold of which it has heard all, by their function and their place. */
  readonly held = new Map<CodeNode, Map<number, Source | undefined>>();
  /** Names by where they were looked up. */
  readonly #names = new Map<CodeNode, Set<string>>();
  #hearer: Inquiry | undefined;

  by(inquiry: Inquiry | undefined): this {
    if (this.#hearer === inquiry) return this;
    this.#hearer = inquiry;
    this.found.clear();
    this.held.clear();
    this.#names.clear();
    return this;
  }

  /** Whether it has not heard of the name there; it has from now on. */
  isNews(scope: CodeNode, name: string): boolean {
    const names = computed(this.#names, scope, () => new Set<string>());
    if (names.has(name)) return false;
    names.add(name);
    return true;
  }
}
