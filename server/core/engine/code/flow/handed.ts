import { carriedOf, isNarrowIn, memberCarried, type Received } from '../../../model/code/records/receipts.js';
import type { CodeNode } from '../../../syntax/code.js';
import type { Declaration } from '../names/scope-names.js';
import { type Flow, one, type Parameter } from './pieces.js';

/** What a parameter receives from requests by way of the function's callers. */
export type ReceivedIn = (of: CodeNode, index: number) => readonly Received[];

/** A parameter, as callers in other functions decide its value. */
export function handedIn(
  node: CodeNode,
  { of, index, path }: Extract<Declaration, { readonly kind: 'parameter' }>,
  receivedIn: ReceivedIn,
): Flow {
  const [key] = path;
  const received = receivedIn(of, index);
  const handed = received.find(
    (one) => !one.own && !one.held && !one.each && (one.key === undefined || one.key === key),
  );
  if (handed?.record === true && key === undefined) return recordOf(node, { of, index }, handed, received);
  if (handed?.narrow?.includes(key ?? '') === true) return one(node, 'computed', 'name');
  if (handed !== undefined) {
    const carried = key === handed.key ? carriedOf(handed) : memberCarried(handed);
    const { sql } = key === undefined ? handed : {};
    const via = sql === undefined ? handed.at : { ...handed.at, sql };
    return { ...one(node, 'request', 'name'), via, ...carried };
  }
  const from = key === undefined ? { of, index } : { of, index, key };
  return { ...one(node, 'unknown', 'name'), from, received };
}

/** An object whose fields the caller sent, as a caller in another function hands it over. */
function recordOf(node: CodeNode, from: Parameter, handed: Received, received: readonly Received[]): Flow {
  const { at: via, whole } = handed;
  return {
    ...one(node, 'unknown', 'name'),
    from,
    received,
    record: true,
    via,
    ...(whole === undefined ? {} : { whole }),
  };
}

/** What a method of an object gives that was followed, where it may be a property of a record; else undefined. */
export function gotOf(node: CodeNode, flow: Flow, key: string): Flow | undefined {
  if (flow.record === true) return memberOf(node, flow, key);
  if (flow.from === undefined || flow.from.key !== undefined || flow.origin === 'request') return undefined;
  return { ...one(node, 'unknown', 'name'), from: { ...flow.from, key, got: true } };
}

/** A member of something that was followed. */
export function memberOf(node: CodeNode, flow: Flow, key: string | undefined): Flow {
  const record =
    flow.record === true ? flow.received?.find((one) => one.record && one.key === undefined) : undefined;
  if (record !== undefined && key !== undefined) {
    if (isNarrowIn(record, key)) return one(node, 'computed', 'name');
    return { ...one(node, 'request', 'name'), via: record.at };
  }
  const handed = flow.received?.find((one) => one.key === key);
  if (handed !== undefined) return { ...one(node, 'request', 'name'), via: handed.at, ...carriedOf(handed) };
  if (flow.from !== undefined && flow.from.key === undefined && key !== undefined)
    return { ...one(node, 'unknown', 'name'), from: { ...flow.from, key } };
  // A table that is looked up by what the caller sent answers with its own values.
  const found = one(node, flow.origin === 'request' ? 'request' : 'unknown', 'name');
  return flow.via === undefined ? found : { ...found, via: flow.via, ...memberCarried(flow) };
}
