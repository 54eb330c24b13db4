import type { Flows, SentCall } from '../../../facts/code/flows.js';
import { paramsOf } from '../../../facts/code/params.js';
import type { Sent } from '../../../facts/code/types.js';
import { UNKNOWN } from '../../../model/types.js';
import type { CodeNode, CodeRoot } from '../../../syntax/code.js';
import { field, keywordsOf, unwrap, walk } from '../../../syntax/code-read.js';
import { isScript, type Leaf } from '../../../text/leaf.js';
import { NARROWING } from '../../../words/narrowing.js';
import { readsAsSql } from '../../../words/statements.js';
import { type AnswersOfFile, continuedAnswers } from '../memory/answers-of-file.js';
import { Inquiry } from '../memory/inquiry.js';
import { literalOf } from '../names/objects.js';
import { Scopes } from '../names/scopes.js';
import { statedType } from '../names/stated-types.js';
import { findingOf, isChosenId } from '../records/finding.js';
import { isScalar } from '../vetting/scalars.js';
import type { World } from '../world.js';
import { unpackedBy } from './called.js';
import { calleeOf, callsIn, nameIn, runBy } from './callees.js';
import { Tracer } from './flow.js';
import { recordGiven } from './gives.js';
import { inputOf } from './inputs.js';
import type { Flow } from './pieces.js';

/** What may be asked of the flows of a text, and who hears it. */
interface Asked {
  readonly world: World;
  readonly scopes: Scopes;
  readonly answers: AnswersOfFile;
  /** How many values were made in the course of others. */
  inner: number;
}

const asked = new WeakMap<Flows, Asked>();

/** Follows what the functions of a file hand on. `before`: the tree of its text before. */
export function flowsOf(root: CodeRoot, leaf: Leaf, before?: CodeRoot): Flows {
  const scopes = new Scopes(root, leaf.text);
  const tracer = new Tracer(scopes);
  const flows: Flows = {
    sentBy: (call, of) => sentBy(call, of, scopes, tracer),
    callsOf: (of) => callsIn(of, scopes),
    recordOf: (of) => recordGiven(of, scopes)?.name,
    findingOf: (of) => findingOf(of, scopes),
    noted(of, make) {
      const inquiry = new Inquiry(own.answers);
      const around = [scopes.inquiry, scopes.subject] as const;
      scopes.inquiry = inquiry;
      scopes.subject = of;
      const value = make();
      [scopes.inquiry, scopes.subject] = around;
      lean(own, inquiry);
      return { value, stands: (later) => standsIn(asked.get(later), inquiry) };
    },
  };
  const world = worldOf(root, leaf, scopes);
  const own: Asked = { world, scopes, answers: continuedAnswers(root, before, world), inner: 0 };
  asked.set(flows, own);
  return flows;
}

function standsIn(now: Asked | undefined, inquiry: Inquiry): boolean {
  if (now === undefined || !inquiry.stands(now.world)) return false;
  lean(now, inquiry);
  return true;
}

/** What is made at the moment, of a function around this one, stands on the same. */
function lean(on: Asked, inquiry: Inquiry): void {
  on.inner += 1;
  on.scopes.inquiry?.plain(`inner ${on.inner}`, true, (world) => inquiry.stands(world));
}

/** Before facts are joined nothing is known but names. */
function worldOf(root: CodeRoot, leaf: Leaf, names: Scopes): World {
  const contents = {
    root,
    leaf,
    statements: [],
    whole: [],
    sites: new Map(),
    registrations: new Map(),
    functions: new Map(),
  };
  const nothing = () => undefined;
  const asks = {
    regex: nothing,
    today: () => UNKNOWN,
    options: nothing,
    listed: () => () => false,
    speaks: () => false,
  };
  return { root, contents, names, env: { route: nothing }, asks };
}

function sentBy(call: CodeNode, of: CodeNode, scopes: Scopes, tracer: Tracer): SentCall | undefined {
  const run = runBy(call, scopes);
  const { args } = run;
  const named = keywordsOf(call, scopes.text);
  const unpacked = unpackedBy(call);
  if (args.length + named.length + unpacked.length === 0) return undefined;
  const callee = calleeOf(run.callee, of, scopes);
  if (callee === undefined) return undefined;
  const sent = [
    ...args.flatMap((argument, i) => sentIn(argument, i, of, scopes, tracer)),
    ...named.flatMap(([name, value]) =>
      wholeOf(value, -1, of, scopes, tracer).map((one) => ({ ...one, name })),
    ),
    ...unpacked.flatMap((value) => unpackedOf(value, of, scopes, tracer)),
  ];
  return sent.length === 0 ? undefined : { ...callee, sent };
}

/** A table that becomes arguments with names, and so the table that the function makes of those. */
function unpackedOf(value: CodeNode, of: CodeNode, scopes: Scopes, tracer: Tracer): readonly Sent[] {
  return wholeOf(value, -1, of, scopes, tracer).flatMap((one) =>
    one.from === 'body' || (typeof one.from === 'object' && one.from.whole === true)
      ? [{ ...one, name: '**', key: '*' }]
      : [],
  );
}

function sentIn(
  argument: CodeNode,
  i: number,
  of: CodeNode,
  scopes: Scopes,
  tracer: Tracer,
): readonly Sent[] {
  const literal = unwrap(argument)?.type === 'object' ? literalOf(argument, scopes) : undefined;
  if (literal === undefined) return wholeOf(argument, i, of, scopes, tracer);
  return [
    ...literal.pairs.flatMap(([key, value]) =>
      isScript(scopes.language)
        ? wholeOf(value, i, of, scopes, tracer).map((one) => ({ ...one, key }))
        : originsOf(tracer.trace(value), of).map((from) => ({ i, key, from })),
    ),
    ...literal.spreads.flatMap((value) => wholeOf(value, i, of, scopes, tracer)),
  ];
}

/** Under what the caller sent all of a body: 'json,*' is a table of Python, or a list of those. */
const WHOLE: ReadonlySet<string> = new Set(['body', 'json,*']);

/** What an argument is made of, and whether it is all of the body. */
function wholeOf(value: CodeNode, i: number, of: CodeNode, scopes: Scopes, tracer: Tracer): readonly Sent[] {
  const flow = tracer.trace(value);
  const uncut = flow.parts.length === 0 && flow.form === 'name' && !narrows(of, scopes);
  // What a function checks or cuts is no longer as the caller sent it.
  if (flow.record === true && flow.from === undefined) return uncut ? [recordIn(value, i, scopes)] : [];
  const origins = originsOf(flow, of);
  if (origins.length === 0 && scopes.language === 'python' && isChosenId(value, scopes))
    return [{ i, from: 'id' }];
  const by = holderOf(flow, of, scopes);
  const sql = isStatement(flow) ? ({ sql: true } as const) : {};
  return origins.map((from): Sent => {
    if (from === 'request' && uncut && WHOLE.has(inputOf(value, scopes)?.join() ?? ''))
      return { i, from: 'body' };
    if (from === 'request' && by !== undefined) return { i, from, by, ...sql };
    if (!uncut) return { i, from, ...sql };
    if (from === 'request') return { i, from: sentAs(value, scopes) };
    const whole = typeof from === 'object' && from.key === undefined && !isScalar(value, scopes);
    return { i, from: whole ? { ...from, whole: true } : from };
  });
}

/** Whether a value was put together to a statement of SQL. */
function isStatement({ parts }: Flow): boolean {
  return parts.length > 1 && readsAsSql(parts.map(({ literal }) => literal ?? ' ? ').join(''));
}

/** A member of the body that JSON may have made anything, all of the query, or another value. */
function sentAs(value: CodeNode, scopes: Scopes): 'member' | 'query' | 'request' {
  const path = isScript(scopes.language) ? inputOf(value, scopes) : undefined;
  if (path?.join() === 'query') return 'query';
  return path?.[0] === 'body' && !isScalar(value, scopes) ? 'member' : 'request';
}

function recordIn(value: CodeNode, i: number, scopes: Scopes): Sent {
  const node = unwrap(value);
  const stated = node?.type === 'identifier' ? statedType(scopes.find(node)) : undefined;
  const type = stated && nameIn(stated, scopes);
  const by = node === undefined ? undefined : parameterAt(node, scopes)?.index;
  return {
    i,
    from: 'record',
    ...(type === undefined ? {} : { type: scopes.textOf(type) }),
    ...(by === undefined ? {} : { by }),
  };
}

/** The one parameter of a function of Python, of a type with a name, out of which all is taken that the caller sent. */
function holderOf(flow: Flow, of: CodeNode, scopes: Scopes): number | undefined {
  if (scopes.language !== 'python') return undefined;
  const sent = [flow, ...flow.parts].filter((one) => one.origin === 'request' && one.parts.length === 0);
  const holders = new Set(
    sent.map((one) => {
      const held = parameterAt(one.node, scopes);
      const type = held?.of === of ? field(paramsOf(of)[held.index], 'type') : undefined;
      return type !== undefined && /^\w+$/.test(scopes.textOf(type)) ? held?.index : undefined;
    }),
  );
  const [only] = holders;
  return holders.size === 1 ? only : undefined;
}

/** The parameter that a chain of members begins with. */
function parameterAt(
  node: CodeNode,
  scopes: Scopes,
): { readonly of: CodeNode; readonly index: number } | undefined {
  let at = unwrap(node);
  while (at !== undefined && /^(?:member|subscript)_expression$/.test(at.type))
    at = unwrap(field(at, 'object'));
  const declared = at?.type === 'identifier' ? scopes.find(at) : undefined;
  return declared?.kind === 'parameter' ? declared : undefined;
}

const narrowing = new WeakMap<CodeNode, boolean>();

/** Whether something in the function may check or cut what it is handed. */
function narrows(of: CodeNode, scopes: Scopes): boolean {
  const known = narrowing.get(of);
  if (known !== undefined) return known;
  const found = [...walk(of)].some((node) => {
    const callee = node.type === 'call_expression' ? field(node, 'function') : undefined;
    return callee !== undefined && NARROWING.test(scopes.textOf(callee));
  });
  narrowing.set(of, found);
  return found;
}

/** Where the value and its pieces come from, each once: the request, or parameters of the function. */
function originsOf(flow: Flow, of: CodeNode): readonly Sent['from'][] {
  const flows = [flow, ...flow.parts];
  if (flows.some(({ origin }) => origin === 'request')) return ['request'];
  const params = paramsOf(of).length;
  const found = new Map<string, Sent['from']>();
  for (const { from } of flows) {
    if (from?.of !== of || from.index >= params) continue;
    const { index: i, key, got } = from;
    found.set(`${i} ${key ?? ''}`, key === undefined ? { i } : { i, key, ...(got ? { got } : {}) });
  }
  return [...found.values()];
}
