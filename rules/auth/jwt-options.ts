import type { FixOffer, Report } from '../../server/core/rule/rule.js';
import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { terms } from '../../server/core/words/tokens.js';

export type Fault = Pick<Report, 'at' | 'message' | 'fixes'>;

/** What is told once how the tokens of requests are verified. */
export const SETS_UP: readonly string[] = terms(
  'new JwtStrategy, new Strategy, expressjwt, expressJwt, jwt, createVerifier',
);

/** What options say that no check of a token may leave out. */
export function optionFault(call: CallView): Fault | undefined {
  const options = optionsOf(call).filter((one) => one !== undefined);
  const late = options.map((one) => one.property('ignoreExpiration')).find((one) => one?.literal === 'true');
  if (late !== undefined) return { at: late, message: 'expired', fixes: flip(late, 'false') };
  return options.map((one) => unsigned(one.property('algorithms'))).find((one) => one !== undefined);
}

/** What says how tokens are verified, by the call or by what it sets up. */
function optionsOf(call: CallView): readonly (ValueView | undefined)[] {
  const [first, second, third] = call.arguments;
  if (/^(?:verify|jwtVerify)$/.test(call.name)) return [second, third];
  if (call.name === 'verifyAsync') return [second];
  if (call.name === 'register') return [first?.property('verifyOptions')];
  return SETS_UP.includes(call.name) ? [first, first?.property('jsonWebTokenOptions')] : [];
}

/** Of packages that read the tokens of requests. */
export function isMiddleware({ module = '', name }: CallView): boolean {
  return /^(?:passport-jwt|express-jwt)$/.test(module) && SETS_UP.includes(name);
}

/** The list names the algorithm that signs nothing. */
export function unsigned(algorithms: ValueView | undefined): Fault | undefined {
  const names = [...(algorithms?.text.matchAll(/['"]([\w-]+)['"]/g) ?? [])].map((match) => match[1] ?? '');
  if (algorithms === undefined || !names.some((name) => name.toLowerCase() === 'none')) return undefined;
  const rest = names.filter((name) => name.toLowerCase() !== 'none');
  const quote = algorithms.text.includes('"') ? '"' : "'";
  const by = `[${rest.map((name) => quote + name + quote).join(', ')}]`;
  const fixes =
    rest.length === 0
      ? []
      : [{ fix: 'pin', data: { algorithm: rest.join(', ') }, changes: () => [{ text: algorithms, by }] }];
  return { at: algorithms, message: 'unsigned', fixes };
}

export function flip(value: ValueView, to: string): readonly FixOffer[] {
  return [{ fix: 'flip', changes: () => [{ text: value, by: to }] }];
}
