import {
  type Comparison,
  DATA_CLASSES,
  type DataClass,
  type Expression,
  type FactValue,
  type Literal,
  type Truth,
} from './types.js';

/** The value of a condition in Kleene's strong logic: `no and unknown` is no, `yes or unknown` is yes. */
export function evaluate(expression: Expression, read: (fact: string) => FactValue): Truth {
  switch (expression.kind) {
    case 'constant':
      return expression.value;
    case 'fact':
      return truthOf(read(expression.name));
    case 'compare':
      return compare(read(expression.name), expression.by, expression.to);
    case 'not':
      return negate(evaluate(expression.of, read));
    default:
      return combine(expression.of, expression.kind === 'and' ? 'no' : 'yes', read);
  }
}

/** `decisive` settles the whole whatever the rest is; else one unknown part leaves it unknown. */
function combine(
  parts: readonly Expression[],
  decisive: 'yes' | 'no',
  read: (fact: string) => FactValue,
): Truth {
  let result: Truth = decisive === 'yes' ? 'no' : 'yes';
  for (const part of parts) {
    const value = evaluate(part, read);
    if (value === decisive) return decisive;
    if (value === 'unknown') result = 'unknown';
  }
  return result;
}

function negate(truth: Truth): Truth {
  if (truth === 'unknown') return 'unknown';
  return truth === 'yes' ? 'no' : 'yes';
}

function truthOf(value: FactValue): Truth {
  return value === 'yes' || value === 'no' ? value : 'unknown';
}

function compare(value: FactValue, by: Comparison, to: Literal): Truth {
  if (by === '!=') return negate(compare(value, '==', to));
  if (to === 'yes' || to === 'no') {
    const truth = truthOf(value);
    return truth === 'unknown' || by !== '==' ? 'unknown' : decide(truth === to);
  }
  const range = rangeOf(value);
  if (range === undefined) return 'unknown';
  const limit = DATA_CLASSES.indexOf(to);
  if (by === '>=') return within(range, (rank) => rank >= limit);
  if (by === '<=') return within(range, (rank) => rank <= limit);
  return within(range, (rank) => rank === limit);
}

/** Ranks that the value may have. */
function rangeOf(value: FactValue): readonly number[] | undefined {
  if (typeof value === 'object') return ranksFrom(value.atLeast);
  if (value === 'yes' || value === 'no' || value === 'unknown') return undefined;
  return [DATA_CLASSES.indexOf(value)];
}

function ranksFrom(least: DataClass): readonly number[] {
  return DATA_CLASSES.flatMap((_, rank) => (rank >= DATA_CLASSES.indexOf(least) ? [rank] : []));
}

/** What all of the possible ranks agree on; unknown when they do not. */
function within(ranks: readonly number[], test: (rank: number) => boolean): Truth {
  const passing = ranks.filter(test).length;
  if (passing === ranks.length) return 'yes';
  return passing === 0 ? 'no' : 'unknown';
}

function decide(value: boolean): Truth {
  return value ? 'yes' : 'no';
}
