import { remembered } from './remembered.js';
import { hasWord, isExactly, terms, tokensOf } from './tokens.js';

/** Whether a field of this name says how much is bought, paid or moved, which is nothing at the least. */
export const isAmountName = remembered((name: string): boolean => {
  const tokens = tokensOf(name);
  const last = tokens.at(-1) ?? '';
  if (hasWord(tokens, DIFFERENCES)) return false;
  return isExactly(tokens, QUANTITIES) || (last === 'price' && tokens.length <= 3) || isExactly(tokens, SUMS);
});

/** Whether a field of this name holds money; 'perhaps' where `amount` or `total` may count something else as well. */
export const moneyName = remembered((name: string): 'yes' | 'perhaps' | 'no' => {
  const tokens = tokensOf(name);
  const last = tokens.at(-1) ?? '';
  if (hasWord(tokens, NO_MONEY)) return 'no';
  if (isExactly(tokens, MONEY) || (last === 'price' && tokens.length <= 3)) return 'yes';
  return MONEY_OR_NOT.has(last) && tokens.length <= 3 ? 'perhaps' : 'no';
});

/** Whether prose about an amount says that it may be below zero, or that it may not be. */
export function saysSign(text: string): boolean {
  return SIGN.test(text);
}

/** Whether prose about a sum says that it is a share of one. */
export function saysPercentage(text: string): boolean {
  return /\bpercent|%|\brate\b/i.test(text);
}

const SIGN =
  /\b(?:negative|positive|non-?negative|below zero|(?:greater|more|larger|higher|less|lower) than|at least|minimum|signed|credit(?:s|ed)?|refund(?:s|ed)?|minus|plus|increment|decrement|adjust)\b|[<>≥≤]=?\s*0/i;

const QUANTITIES: ReadonlySet<string> = new Set(
  terms('quantity, qty, order quantity, item quantity, ordered quantity, number of tickets, ticket count'),
);

const SUMS: ReadonlySet<string> = new Set(
  terms(`amount, unit amount, total amount, payment amount, transfer amount, withdrawal amount, deposit amount,
    payout amount, purchase amount, order amount, charge amount, transaction amount, refund amount, tip amount,
    order total, amount cents, amount in cents, price cents, price in cents`),
);

/** What is added to something may as well be taken from it. */
const DIFFERENCES: ReadonlySet<string> = new Set(
  terms(
    'delta, difference, diff, change, adjustment, adjust, offset, correction, min, max, from, to, gt, lt',
  ),
);

const MONEY: ReadonlySet<string> = new Set(
  terms(`total price, grand total, order total, total amount, payment amount, refund amount, transfer amount,
    withdrawal amount, deposit amount, payout amount, transaction amount, invoice amount, invoice total, tax amount,
    discount amount, net amount, gross amount, amount paid, amount due, paid amount, due amount, account balance,
    wallet balance, available balance, credit limit, salary, shipping cost, shipping fee, delivery fee, service fee`),
);

const MONEY_OR_NOT: ReadonlySet<string> = new Set(
  terms(
    'amount, total, subtotal, cost, fee, tax, balance, discount, payment, refund, deposit, income, revenue',
  ),
);

const NO_MONEY: ReadonlySet<string> = new Set(
  terms(
    `rate, percent, percentage, ratio, count, factor, multiplier, index, change, tokens, level, weight, score, id`,
  ),
);
