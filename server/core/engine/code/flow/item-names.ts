import { paramsOf } from '../../../facts/code/params.js';
import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, field, named, unwrap } from '../../../syntax/code-read.js';
import { keysOf } from '../names/objects.js';
import type { Declaration } from '../names/scope-names.js';
import type { Scopes } from '../names/scopes.js';
import { lastName } from '../names/values.js';
import { type Flow, one } from './pieces.js';
import { heldBy } from './requests.js';
import type { Trace } from './texts.js';

const MAX_LINKS = 3;

/** What `Object.keys(table)` and the like give; undefined for other calls. */
export function tableParts(node: CodeNode, name: string, scopes: Scopes, trace: Trace): Flow | undefined {
  const part = /^Object\.(keys|values|entries)$/.exec(name)?.[1];
  const [table] = argumentsOf(node);
  if (part === undefined || table === undefined) return undefined;
  if (part === 'keys' && keysOf(table, scopes) !== undefined) return one(node, 'computed', 'call');
  return one(node, trace(table).origin, 'call');
}

type Item = Extract<Declaration, { readonly kind: 'item' | 'parameter' }>;

/** A name that stands for the items of something, one after the other, of which it is known where it comes from. */
export function itemFlow(
  node: CodeNode,
  declared: Item,
  items: CodeNode,
  { origin, whole }: Flow,
  scopes: Scopes,
): Flow {
  const fixed = origin === 'request' && isFixedKey(node, declared, items, scopes);
  const item = one(node, fixed ? 'computed' : origin, 'name');
  // Of a list that handlers of Python hand over as it came, each item is a table as it came.
  const isRow = whole !== undefined && scopes.language === 'python' && declared.path.length === 0;
  return isRow ? { ...item, whole } : item;
}

/** Whether the items are keys of a table which the code decides. */
function isFixedKey(node: CodeNode, declared: Item, items: CodeNode, scopes: Scopes): boolean {
  const param = declared.kind === 'parameter' ? paramsOf(declared.of)[declared.index] : undefined;
  const pattern = declared.kind === 'item' ? field(items.parent, 'left') : (field(param, 'pattern') ?? param);
  const first = pattern?.type === 'array_pattern' ? named(pattern)[0] : undefined;
  const isFirst = first !== undefined && scopes.textOf(first) === scopes.textOf(node);
  const call = unwrap(items);
  const callee = call?.type === 'call_expression' ? unwrap(field(call, 'function')) : undefined;
  const name = callee === undefined ? '' : scopes.textOf(callee);
  if (name === 'Object.entries') return isFirst && isFixed(argumentsOf(call ?? items)[0], scopes);
  if (scopes.language !== 'python') return false;
  if (lastName(name) === 'items') return isFirst && isFixed(field(callee, 'object'), scopes);
  if (declared.path.length > 0) return false;
  return isFixed(lastName(name) === 'keys' ? field(callee, 'object') : items, scopes);
}

/** Whether the keys of a table are written down: in an object, or as the fields of a record that keeps no others. */
function isFixed(given: CodeNode | undefined, scopes: Scopes, links = 0): boolean {
  const node = unwrap(given);
  if (node === undefined || links > MAX_LINKS) return false;
  if (keysOf(node, scopes) !== undefined) return true;
  const declared = node.type === 'identifier' ? scopes.find(node) : undefined;
  if (declared?.kind === 'value')
    return declared.path.length === 0 && isFixed(declared.value, scopes, links + 1);
  const callee = node.type === 'call_expression' ? unwrap(field(node, 'function')) : undefined;
  const record = unwrap(field(callee, 'object'));
  if (callee === undefined || heldBy(record, scopes) !== 'record') return false;
  if (!/^(?:model_dump|dict)$/.test(lastName(scopes.textOf(callee)))) return false;
  const held = record?.type === 'identifier' ? scopes.find(record) : undefined;
  return held?.kind === 'parameter' && scopes.recordIn(held.of, held.index)?.open !== true;
}
