import { rolesOf } from '../../../facts/code/handler-roles.js';
import { FRAMEWORKS } from '../../../facts/frameworks/index.js';
import type { CodeNode, CodeRoot } from '../../../syntax/code.js';
import { field, unwrap, walk } from '../../../syntax/code-read.js';
import { statementsOf } from '../../../syntax/code-statements.js';
import { byText } from '../../../text/order.js';
import { functionOf } from '../names/around.js';
import type { Scopes } from '../names/scopes.js';

/** A field that holds whose an object is, and the pair that compares it with the caller: `ownerId: req.user.id`. */
export interface OwnerPair {
  readonly name: string;
  readonly text: string;
}

/** The same with what it is asked of, 'invoice' of `db.invoice.find()`, and the name of the request. */
interface Written extends OwnerPair {
  readonly of: string;
  readonly request: string;
}

/** Members of the request that somebody in front has put there, down to what identifies a person. */
const CALLER = /^(\w+)[!?]?\.(\w+)((?:[!?]?\.\w+)*)$/;
const IDENTIFIES =
  /^(?:_?id|uid|sub|email|username|\w*(?:[uU]ser|[aA]ccount|[mM]ember|[cC]ustomer|[oO]wner)(?:Id|_id))$/;
const INPUTS: ReadonlySet<string> = new Set(FRAMEWORKS.flatMap(({ inputs }) => inputs));
/** What many callers share. */
const SHARED = /tenant|org|team|company|workspace|group/i;

/** What other places of the file ask of the same kind of object, most often; undefined where none does. */
export function ownerBeside(lookup: CodeNode, scopes: Scopes): OwnerPair | undefined {
  const of = askedOf(lookup, scopes.text);
  const request = requestAround(lookup, scopes);
  if (of === undefined || request === undefined) return undefined;
  const ask = (root: CodeRoot, text: string) => commonest(root, text, of, request);
  scopes.inquiry?.common(`owner ${of} ${request}`, ({ root, contents }) => ask(root, contents.leaf.text));
  return ask(scopes.root, scopes.text);
}

function requestAround(node: CodeNode, scopes: Scopes): string | undefined {
  for (let at = functionOf(node); at !== undefined; at = functionOf(at)) {
    const request = rolesOf(at, scopes)?.request;
    if (request !== undefined) return request;
  }
  return undefined;
}

function commonest(root: CodeRoot, text: string, of: string, request: string): OwnerPair | undefined {
  const counts = new Map<string, { readonly pair: Written; count: number }>();
  for (const { node } of statementsOf(root)) {
    for (const pair of pairsIn(node, text)) {
      if (pair.of !== of || pair.request !== request) continue;
      const known = counts.get(pair.text) ?? { pair, count: 0 };
      known.count += 1;
      counts.set(pair.text, known);
    }
  }
  const [first] = [...counts.values()].sort((a, b) => b.count - a.count || byText(a.pair.text, b.pair.text));
  return first && { name: first.pair.name, text: first.pair.text };
}

/** By statement, which holds the same text wherever it stands. */
const known = new WeakMap<CodeNode, readonly Written[]>();

function pairsIn(statement: CodeNode, text: string): readonly Written[] {
  const before = known.get(statement);
  if (before !== undefined) return before;
  const found = [...walk(statement)].flatMap((node) =>
    node.type === 'pair' ? (written(node, text) ?? []) : [],
  );
  known.set(statement, found);
  return found;
}

function written(pair: CodeNode, text: string): Written | undefined {
  const textOf = (node: CodeNode) => text.slice(node.start, node.end);
  const [key, value] = [field(pair, 'key'), field(pair, 'value')];
  if (key === undefined || value === undefined) return undefined;
  const name = textOf(key).replace(/^['"]|['"]$/g, '');
  const [, request = '', first = '', rest = ''] = CALLER.exec(textOf(value)) ?? [];
  const last = /\w+$/.exec(rest)?.[0] ?? first;
  if (request === '' || INPUTS.has(first) || !IDENTIFIES.test(last) || (rest === '' && /^_?id$/.test(first)))
    return undefined;
  if (!/^\w+$/.test(name) || /^_?id$/.test(name) || SHARED.test(`${name} ${first}`)) return undefined;
  const call = callAround(pair, textOf);
  const of = call && askedOf(call, text);
  return of === undefined ? undefined : { name, text: textOf(pair), of, request };
}

/** The call whose argument the pair stands in, alone or under one of the names that hold conditions and what is stored. */
function callAround(pair: CodeNode, textOf: (node: CodeNode) => string): CodeNode | undefined {
  const holder = pair.parent?.parent;
  const key = holder?.type === 'pair' ? field(holder, 'key') : undefined;
  if (key !== undefined && !/^(?:where|data|filter|defaults|values)$/.test(textOf(key))) return undefined;
  const list = key === undefined ? holder : holder?.parent?.parent;
  return list?.type === 'arguments' ? list.parent : undefined;
}

/** 'invoice' of `db.invoice.find()` and `this.db.invoice.find()`; `db('invoices')` as it is. */
function askedOf(call: CodeNode, text: string): string | undefined {
  const object = unwrap(field(unwrap(field(call, 'function')), 'object'));
  if (object === undefined) return undefined;
  const own = object.type === 'member_expression' ? field(object, 'property') : object;
  return own && text.slice(own.start, own.end);
}
