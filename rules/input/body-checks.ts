import type { HandlingView, InputView } from '../../server/core/rule/handling.js';
import type { FixOffer } from '../../server/core/rule/rule.js';
import { listed } from '../../server/core/words/text.js';
import { tokensOf, vocabulary } from '../../server/core/words/tokens.js';
import { quoted } from '../code-text.js';
import { refuse } from '../refusal.js';

const MOST = 1000;
const MOST_FIELDS = 12;
const NAME = /^[A-Za-z_$][\w$]*$/;
/** What may be asked of a text. */
const TEXTUAL = 'trim|toLowerCase|toUpperCase|length|normalize|charAt|split|startsWith|endsWith|replace';
/** Names of numbers, switches, lists and objects: a check for text would turn honest callers away. */
const NO_TEXT = vocabulary(`
  count, quantity, qty, amount, price, cost, total, sum, age, number, num, size, limit, offset, year, month, width, height,
  weight, rating, score, rate, balance, lat, lng, latitude, longitude, duration, port, percent, position, order, index,
  is, has, can, should, enabled, disabled, active, flag, checked, done, completed, complete, published, public, private,
  read, accepted, confirmed, items, tags, ids, list, array, options, settings, config, data, meta, metadata, payload,
  address, user, file, files, image, images, permissions, roles, values, params, filter, filters, products, members`);
const ZOD =
  /^\s*(?:import\s+(?:\*\s+as\s+z|\{[^}]*\bz\b[^}]*\}|z)\s+from|const\s+(?:z|\{[^}]*\bz\b[^}]*\})\s*=\s*(?:require\())/m;

/**
 * Refuses a body whose fields are no texts, or too long ones, before any of them is read. `schema` and `check` are keys of
 * the rule's fixes: the first where the file has zod. None where a field is or may be something else than a text.
 */
export function checkBody(handling: HandlingView): readonly FixOffer[] {
  const handler = handling.calls.find((call) => call.handler?.direct)?.handler;
  const inputs = handling.inputs.filter(({ path }) => path[0] === 'body');
  const statement = inputs[0]?.statement;
  const { language } = handling;
  if (language === 'python' || language === 'java' || statement === undefined) return [];
  if (handler?.request === undefined || handler.response === undefined) return [];
  const fields = [...new Set(inputs.map(({ path }) => path[1] ?? ''))];
  if (fields.length > MOST_FIELDS || !fields.every((field) => isText(field, handling.node.text))) return [];
  const body = `${handler.request}.body`;
  const place = { statement, language, response: handler.response };
  const offer = (fix: string, condition: string): readonly FixOffer[] => {
    const changes = refuse(place, condition);
    return changes === undefined
      ? []
      : [{ fix, data: { fields: listed(fields, 30) }, changes: () => changes }];
  };
  const { text } = statement.leaf;
  const hasZod = ZOD.test(text) && /['"]zod(?:\/v4)?['"]/.test(text);
  return [
    ...(hasZod ? offer('schema', schemaFails(fields, body)) : []),
    ...offer('check', checkFails(fields, body, quoted('string', statement, language))),
  ];
}

/** Refuses what a chain of express-validator has found something in. `result` is the key of the rule's fix. */
export function askResult({ calls, language }: HandlingView, { statement }: InputView): readonly FixOffer[] {
  const handler = calls.find((call) => call.handler?.direct)?.handler;
  if (statement === undefined || handler?.request === undefined) return [];
  const place = { statement, language, response: handler.response };
  const refusal = refuse(place, `!validationResult(${handler.request}).isEmpty()`);
  if (refusal === undefined) return [];
  const name = { importName: 'validationResult', from: 'express-validator', inFile: statement };
  return [{ fix: 'result', changes: () => [...refusal, name] }];
}

/** Whether the name of a field says of nothing else than a text. */
export function isTextual(field: string): boolean {
  return NAME.test(field) && NO_TEXT.find(tokensOf(field)) === undefined;
}

/** Neither its name nor what the handler asks of it says that the field is something else than a text. */
function isText(field: string, handler: string): boolean {
  if (!isTextual(field)) return false;
  const name = field.replaceAll('$', '\\$');
  return !new RegExp(`\\b${name}(?:\\?\\.|\\.(?!(?:${TEXTUAL})\\b)|\\[|\\s*:\\s*[{[])`).test(handler);
}

function schemaFails(fields: readonly string[], body: string): string {
  const keys = fields.map((field) => `${field}: z.string().max(${MOST})`).join(', ');
  return `!z.object({ ${keys} }).safeParse(${body}).success`;
}

/** `type` is the literal 'string' as the file quotes it. */
function checkFails(fields: readonly string[], body: string, type: string): string {
  const fails = (value: string) => `typeof ${value} !== ${type} || ${value}.length > ${MOST}`;
  const values = fields.map((field) => `${body}.${field}`);
  const [only, ...more] = values;
  return only !== undefined && more.length === 0
    ? fails(only)
    : `[${values.join(', ')}].some((value) => ${fails('value')})`;
}
