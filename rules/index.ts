import type { Rule } from '../server/core/rule/rule.js';

/** Every rule. Generated from the files beside it: run `npm run generate`. */
export const RULES: readonly Rule[] = [
];
