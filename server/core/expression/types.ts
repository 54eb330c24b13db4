/** Three values of Kleene's strong logic: what we cannot see stays unknown until something decides it. */
export type Truth = 'yes' | 'no' | 'unknown';

/** Classes of data, least sensitive first. */
export const DATA_CLASSES = ['public', 'internal', 'confidential', 'restricted'] as const;
export type DataClass = (typeof DATA_CLASSES)[number];

/** What a fact may hold; `atLeast` when part of what it sums up cannot be seen. */
export type FactValue = Truth | DataClass | { readonly atLeast: DataClass };

/** Whether a fact is asked alone and with `==`, or on the scale of data classes. */
export type FactKind = 'flag' | 'class';

export type Comparison = '==' | '!=' | '>=' | '<=';
export type Literal = 'yes' | 'no' | DataClass;

/** `start` and `end` are UTF-16 offsets in the text that was parsed. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

export type Expression =
  | { readonly kind: 'constant'; readonly value: 'yes' | 'no' }
  | (Place & { readonly kind: 'fact'; readonly name: string })
  | (Place & {
      readonly kind: 'compare';
      readonly name: string;
      readonly by: Comparison;
      readonly to: Literal;
    })
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Expression[] };

/** Why a text is no expression; the words are in `EXPRESSION_ERRORS`. */
export type Fault =
  | 'unexpected-end'
  | 'unexpected'
  | 'character'
  | 'literal'
  | 'too-long'
  | 'too-deep'
  | 'fact'
  | 'not-ordered'
  | 'needs-comparison'
  | 'wrong-literal';

export interface ExpressionError extends Place {
  readonly fault: Fault;
  /** What stands there. */
  readonly found: string;
}

/** '{found}' is filled with the text at the place. */
export const EXPRESSION_ERRORS: Readonly<Record<Fault, string>> = {
  'unexpected-end': 'The condition ends where a fact was expected.',
  unexpected: "'{found}' cannot stand here.",
  character: "'{found}' has no meaning in a condition.",
  literal: "'{found}' is no value: write yes, no, public, internal, confidential or restricted.",
  'too-long': 'The condition is too long.',
  'too-deep': 'The condition is nested too deeply.',
  fact: "Nothing is known under the name '{found}'.",
  'not-ordered': "'{found}' has no order: compare it with == or !=.",
  'needs-comparison': "'{found}' is a class of data: compare it with one.",
  'wrong-literal': "'{found}' can never be that value.",
};
