import type { ExposedView } from '../../rule/handling.js';
import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, decoratorsOf, field, named, unwrap, walk } from '../../syntax/code-read.js';
import type { CallSetting } from './calls.js';
import { type Origin, recordIn } from './record-queries.js';
import { functionOf } from './scopes.js';
import { spotOf } from './spots.js';
import { returnsOf } from './values.js';

/** Stored records with a password in them that a handler answers with, or with a part of. `response`: what it calls that. */
export function exposedIn(
  node: CodeNode,
  body: CodeNode,
  response: string | undefined,
  setting: CallSetting,
): readonly ExposedView[] {
  const { language } = setting.scopes;
  if (language === 'java') return statedBy(node, body, setting);
  const sent = language === 'python' ? returnedBy(node, body, setting) : sentBy(body, response, setting);
  return sent.flatMap((value) => {
    const origin = recordIn(value, setting.scopes);
    if (origin === undefined) return [];
    const whole = origin.whole && !isChanged(value, body, setting);
    return viewOf(value, { ...origin, whole }, setting);
  });
}

function viewOf(
  at: CodeNode,
  { name, whole, query }: Origin,
  { scopes, env, leaf }: CallSetting,
): readonly ExposedView[] {
  const record = env.record?.(name, leaf.uri);
  scopes.inquiry?.common(`record ${name}`, (world) => world.env.record?.(name, leaf.uri));
  if (record === undefined) return [];
  const { secrets, selects } = record;
  const slot = selects && query && spotOf({ start: query.end, end: query.end }, leaf);
  return [{ at: spotOf(at, leaf), record: name, secrets, whole, slot }];
}

/** What Spring turns into JSON is what the method says that it gives back: `ResponseEntity<List<User>>`. */
function statedBy(node: CodeNode, body: CodeNode, setting: CallSetting): readonly ExposedView[] {
  const type = field(node, 'return_type');
  const text = setting.scopes.textOf(body);
  const isViewed = decoratorsOf(node).some((one) => /^JsonView\b/.test(setting.scopes.textOf(one)));
  if (type === undefined || isViewed || /\.set\w*Pass\w*\(\s*(?:null|"[*\s]*")/.test(text)) return [];
  const names =
    /^(?:(?:ResponseEntity|List|Optional|Iterable|Collection|Set|Page|Mono|Flux)\s*<\s*)*(\w+)[\s>]*$/.exec(
      setting.scopes.textOf(type),
    );
  return names?.[1] === undefined ? [] : viewOf(type, { name: names[1], whole: true }, setting);
}

/** What FastAPI turns into JSON, unless a model says what of it is shown. */
function returnedBy(node: CodeNode, body: CodeNode, { scopes }: CallSetting): readonly CodeNode[] {
  const shown = decoratorsOf(node).some((one) => /\bresponse_(?:model|class)/.test(scopes.textOf(one)));
  if (shown || field(node, 'return_type') !== undefined) return [];
  return returnsOf(body, node).flatMap(parts);
}

const SENDS = /^(?:json|send|jsonp)$/;

/** What Express is told to send: `res.status(200).json({ user })`. */
function sentBy(body: CodeNode, response: string | undefined, { scopes }: CallSetting): readonly CodeNode[] {
  return [...walk(body)].flatMap((node) => {
    const callee = node.type === 'call_expression' ? unwrap(field(node, 'function')) : undefined;
    const method = field(callee, 'property');
    if (callee === undefined || method === undefined || !SENDS.test(scopes.textOf(method))) return [];
    const root = /^\w+/.exec(scopes.textOf(callee))?.[0];
    return root === undefined || root !== response ? [] : argumentsOf(node).slice(0, 1).flatMap(parts);
  });
}

/** The value, or what an object literal puts together, an object deep at the most: `{ data: { user }, token }`. */
function parts(given: CodeNode, depth = 0): readonly CodeNode[] {
  const node = unwrap(given);
  if (node === undefined) return [];
  if (node.type !== 'object') return [node];
  if (depth > 1) return [];
  return named(node).flatMap((part) => {
    const value =
      part.type === 'pair' ? field(part, 'value') : part.type.startsWith('shorthand') ? part : undefined;
    return value === undefined ? [] : parts(value, depth + 1);
  });
}

/** Whether the handler takes something out of the record before it is sent: `delete user.password`. */
function isChanged(given: CodeNode, body: CodeNode, { scopes }: CallSetting): boolean {
  const node = unwrap(given);
  if (node === undefined || !/identifier$/.test(node.type)) return false;
  const name = scopes.textOf(node).replace(/\$/g, '\\$&');
  const home = functionOf(node) ?? body;
  const pattern = `\\bdel(?:ete)?\\s+${name}\\b|\\b${name}(?:\\.\\w+)*\\.\\w*(?:pass|pwd)\\w*\\s*=[^=]|\\b(?:delattr|unset|expunge|pop)\\(|\\b${name}\\.(?:set|unset|depopulate)\\(`;
  return new RegExp(pattern, 'i').test(scopes.textOf(home));
}
