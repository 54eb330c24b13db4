import type { Known } from '../model/types.js';
import type { RegexVerdict, Rule } from '../rule/rule.js';
import type { Node } from '../syntax/node.js';
import type { Anchor } from '../text/span.js';
import type { NameTest } from '../words/sensitive.js';

/** What a check may ask beyond its subject. */
export interface Asks {
  node(at: Anchor): Node | undefined;
  regex(pattern: string): Known<RegexVerdict> | undefined;
  today(): Known<string>;
  options(rule: Rule): unknown;
  listed(rule: Rule): NameTest;
  /** Whether findings of the second rule are shown; asked on behalf of the first. */
  speaks(rule: Rule, other: Rule): boolean;
}
