import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, field, isFunction, keywordsOf, named, unwrap } from '../../../syntax/code-read.js';
import { stoodFor } from '../names/aliases.js';
import { FORMATS, KEEPS_PARTS, KEEPS_TEXT, PASSES, STREAMS } from '../names/idioms.js';
import { moduleOf } from '../names/modules.js';
import type { Scopes } from '../names/scopes.js';
import { isTextual, lastName } from '../names/values.js';
import { composed, type Flow, one, pieces } from './pieces.js';

/** Follows a part of a text. */
export type Trace = (node: CodeNode) => Flow;

export function concatenated(node: CodeNode, nodes: readonly CodeNode[], trace: Trace): Flow {
  return composed(
    node,
    'concatenation',
    nodes.flatMap((part) => pieces(trace(part), part)),
  );
}

/** What a function gives that hands on its first argument, as it is or in another form; undefined of others. */
export function keptFlow(
  node: CodeNode,
  name: string,
  args: readonly CodeNode[],
  trace: Trace,
): Flow | undefined {
  const [first] = args;
  if (first === undefined) return undefined;
  if (PASSES.test(name) || (KEEPS_PARTS.test(name) && args.length === 1)) return { ...trace(first), node };
  if (STREAMS.test(name)) return composed(node, 'stream', pieces(trace(first), first));
  return KEEPS_TEXT.test(name) ? one(node, trace(first).origin, 'call') : undefined;
}

/** A text with places that values are put into; what is no text is a number. */
export function filled(
  node: CodeNode,
  pattern: CodeNode | undefined,
  values: readonly CodeNode[],
  trace: Trace,
): Flow {
  const flow = pattern === undefined ? undefined : trace(pattern);
  if (pattern === undefined || flow === undefined || unwrap(pattern)?.type === 'number')
    return one(node, 'computed', 'call');
  const parts = values.flatMap((value) => pieces(trace(value), value));
  return composed(node, 'concatenation', [...pieces(flow, pattern), ...parts]);
}

/** What `format` of a package makes of a text; undefined when the call is another one, or leaves no value as it is. */
export function formatted(node: CodeNode, callee: CodeNode, scopes: Scopes, trace: Trace): Flow | undefined {
  const called = lastName(scopes.textOf(callee));
  if (!/format/i.test(called) || /^(?:java|python)$/.test(scopes.language)) return undefined;
  const module = moduleOf(callee, scopes);
  const known = module !== undefined && Object.hasOwn(FORMATS, module) ? FORMATS[module] : undefined;
  const name = stoodFor(callee, scopes)?.name ?? called;
  const [pattern, ...values] = argumentsOf(node);
  const text = pattern && trace(pattern).literal;
  if (known === undefined || text === undefined || (name !== 'format' && module !== 'pg-format'))
    return undefined;
  const places = text.replaceAll('%%', '').match(known.all) ?? [];
  // What has no place of its own stands behind all others.
  const raw = values.filter((_, i) => known.raw.test(places[i] ?? 's'));
  return raw.length === 0 ? undefined : filled(node, pattern, raw, trace);
}

/** Arguments with and without a name. */
export function allGiven(call: CodeNode, scopes: Scopes): readonly CodeNode[] {
  return [...argumentsOf(call), ...keywordsOf(call, scopes.text).map(([, value]) => value)];
}

/** `list.join(', ')`, and `', '.join(list)` where the text has the method. */
export function joined(node: CodeNode, receiver: CodeNode, first: CodeNode | undefined, trace: Trace): Flow {
  const list = unwrap(isTextual(receiver) ? first : receiver) ?? receiver;
  if (list.type !== 'array') return one(node, trace(list).origin, 'call');
  return concatenated(node, named(list), trace);
}

/** A text with a value in place of another; what takes something out of the caller's text may make it harmless. */
export function replaced(
  node: CodeNode,
  receiver: CodeNode,
  args: readonly CodeNode[],
  scopes: Scopes,
  trace: Trace,
): Flow {
  const [pattern, value] = args;
  const text = trace(receiver);
  if (value === undefined || isFunction(unwrap(value))) return one(node, 'unknown', 'call');
  if (text.origin === 'request' && !isOneCharacter(unwrap(pattern), scopes))
    return one(node, 'unknown', 'call');
  return composed(node, 'concatenation', [...pieces(text, receiver), ...pieces(trace(value), value)]);
}

/** Whether what is replaced is one text, or one character that delimits no text and no part of a path: `/;/g`, `/\s+/g`. */
function isOneCharacter(pattern: CodeNode | undefined, scopes: Scopes): boolean {
  if (pattern?.type !== 'regex') return pattern?.type === 'string';
  return /^\/(?:[\w\s,;:#@%&!<>=~-]|\\s\+?)\/\w*$/.test(scopes.textOf(pattern));
}

/** `ids.map(() => '?')` is made of what the callback gives back. */
export function mapped(node: CodeNode, callback: CodeNode, trace: Trace): Flow {
  const body = field(unwrap(callback), 'body');
  if (body === undefined || body.type === 'statement_block') return one(node, 'unknown', 'call');
  return one(node, trace(body).origin, 'call');
}
