import { fillsModel } from '../../../facts/code/attributes.js';
import { contextIn } from '../../../facts/code/handler-roles.js';
import type { HandlerView } from '../../../rule/handler-view.js';
import type { HandlingView, InputView, LookupView } from '../../../rule/handling.js';
import type { CallView, CodeSpot } from '../../../rule/views.js';
import type { CodeNode } from '../../../syntax/code.js';
import { decoratorsOf, field, walk } from '../../../syntax/code-read.js';
import { callersIn } from '../callers/callers.js';
import { decisionsIn } from '../callers/decisions.js';
import type { Contents } from '../contents.js';
import { readingsIn, validationsIn } from '../flow/readings.js';
import type { Scopes } from '../names/scopes.js';
import { returnsOf } from '../names/values.js';
import { exposedIn } from '../records/exposed.js';
import { leftAs } from '../records/left-for.js';
import { type Lookup, lookupOf } from '../records/lookups.js';
import { openBodiesIn } from '../records/open-bodies.js';
import { ownerBeside } from '../records/owner-pairs.js';
import { unaskedIn, untypedIn } from '../records/unasked.js';
import { spotOf } from '../spots.js';
import { callView } from './calls.js';
import { handlesFaults } from './faults.js';
import { handlerAround, servedBy } from './handler-views.js';
import type { CallSetting } from './setting.js';
import { siblingsOf } from './siblings.js';
import { statementIn } from './statements.js';
import { valueView } from './value-views.js';

/** Functions of a statement that answer the requests of routes, in the order of the text. */
export function* handlings(
  { functions }: Contents,
  statement: CodeNode,
  setting: CallSetting,
): Generator<HandlingView> {
  const { leaf, scopes, env } = setting;
  const evidence = (all: Contents['functions']) => (all.get(statement) ?? []).flat();
  scopes.inquiry?.nodes(
    'functions',
    evidence(functions),
    ({ contents }) => evidence(contents.functions),
    'joined',
  );
  for (const [node] of functions.get(statement) ?? []) {
    const served = servedBy(node, leaf.uri, scopes, env);
    const answers = served !== undefined || isOfFaults(node, scopes);
    const view = node.broken || !answers ? undefined : handlingOf(node, setting);
    if (view !== undefined) yield view;
  }
}

function isOfFaults(node: CodeNode, scopes: Scopes): boolean {
  return scopes.language === 'java' && handlesFaults(node, scopes);
}

/** `@ExceptionHandler(Exception.class)` serves no route. */
const OF_FAULTS: Pick<HandlerView, 'kind' | 'response' | 'endpoints'> = {
  kind: 'handler',
  response: undefined,
  endpoints: [],
};

/** What it answers; undefined for what leaves that to another. */
function answeredBy(
  node: CodeNode,
  body: CodeNode,
  { leaf, scopes, env }: CallSetting,
): typeof OF_FAULTS | undefined {
  if (isOfFaults(node, scopes)) return OF_FAULTS;
  const around = handlerAround(body, leaf.uri, scopes, env);
  // A helper that is handed the request alone leaves the answer to the one that calls it.
  const isHelper =
    around?.response === undefined &&
    !/^(?:python|java)$/.test(scopes.language) &&
    contextIn(node, scopes) === undefined;
  return around?.kind === 'errors' || isHelper ? undefined : around;
}

function handlingOf(node: CodeNode, setting: CallSetting): HandlingView | undefined {
  const { leaf, scopes } = setting;
  const body = field(node, 'body');
  const around = body && answeredBy(node, body, setting);
  if (body === undefined || around === undefined) return undefined;
  const spots = (nodes: readonly CodeNode[]) => nodes.map((one) => spotOf(one, leaf));
  const calls = lazy(() => callsIn(body, setting, CALLS));
  const fills = lazy(() => callsIn(body, setting, FILLS));
  const lookups = lazy(() => lookupsIn(node, body, setting));
  const decisions = lazy(() => spots(decisionsIn(node, scopes)));
  const callers = lazy(() => spots(callersIn(body, scopes)));
  const inputs = lazy(() => inputsIn(node, body, setting));
  const validations = lazy(() => spots(validationsIn(body, scopes)));
  return {
    ...headingOf(node, body, setting),
    passesOn: around.kind === 'middleware' || isDependency(node, scopes) || isFiller(node, scopes),
    ofFaults: around === OF_FAULTS,
    endpoints: around.endpoints,
    siblings: (endpoint) => siblingsOf(endpoint, setting.env, scopes.inquiry),
    unasked: spots(unaskedIn(node, scopes)),
    untyped: spots(untypedIn(node, scopes)),
    get calls() {
      return calls();
    },
    get fills() {
      return fills();
    },
    get returns() {
      return returnsOf(body, node).map((one) => valueView(setting.tracer.trace(one), one, setting));
    },
    get lookups() {
      return lookups();
    },
    get decisions() {
      return decisions();
    },
    get callers() {
      return callers();
    },
    get inputs() {
      return inputs();
    },
    get exposed() {
      return exposedIn(node, body, around.response, setting);
    },
    get validations() {
      return validations();
    },
  };
}

type Heading = Pick<HandlingView, 'at' | 'node' | 'name' | 'language'>;

function headingOf(node: CodeNode, body: CodeNode, { leaf, scopes }: CallSetting): Heading {
  const name = field(node, 'name') ?? field(node.parent, 'name');
  return {
    at: spotOf(name ?? headOf(node, body), leaf),
    node: spotOf(node, leaf),
    name: name === undefined ? undefined : scopes.textOf(name),
    language: scopes.language,
  };
}

/** What a handler of Python depends on hands its answer to it. */
function isDependency(node: CodeNode, { language }: Scopes): boolean {
  return language === 'python' && decoratorsOf(node).length === 0;
}

function isFiller(node: CodeNode, { language, text }: Scopes): boolean {
  return language === 'java' && fillsModel(node, text);
}

/** What stands before the body: the parameters of an arrow function. */
function headOf(node: CodeNode, body: CodeNode): { readonly start: number; readonly end: number } {
  const params = field(node, 'parameters') ?? field(node, 'parameter');
  return { start: node.start, end: params?.end ?? body.start };
}

const CALLS = /^call_expression$/;
const FILLS = /^(?:new|assignment)_expression$/;

function callsIn(body: CodeNode, setting: CallSetting, types: RegExp): readonly CallView[] {
  return [...walk(body)].flatMap((node) => (types.test(node.type) ? (callView(node, setting) ?? []) : []));
}

function inputsIn(of: CodeNode, body: CodeNode, { leaf, scopes }: CallSetting): readonly InputView[] {
  return [...openBodiesIn(of, scopes), ...readingsIn(body, scopes)].map(({ node, path }) => ({
    ...spotOf(node, leaf),
    path,
    statement: statementIn(body, node, leaf),
  }));
}

function lookupsIn(of: CodeNode, body: CodeNode, setting: CallSetting): readonly LookupView[] {
  const found: Lookup[] = [];
  for (const node of walk(body)) {
    const lookup = node.type === 'call_expression' ? lookupOf(node, setting.scopes) : undefined;
    if (lookup !== undefined) found.push(lookup);
  }
  return found.map((one) => ({
    node: spotOf(one.node, setting.leaf),
    key: spotOf(one.key, setting.leaf),
    from: one.from,
    resource: one.resource,
    writes: one.writes,
    hidden: one.hidden || setting.scopes.isAskedBeyond(of),
    get left() {
      return leftAs(one.node, of, setting.scopes);
    },
    slot: slotOf(one, setting),
    owner: () => ownerBeside(one.node, setting.scopes),
  }));
}

function slotOf({ pair }: Lookup, { leaf }: CallSetting): CodeSpot | undefined {
  const isPair = pair?.type === 'pair' || pair?.type === 'shorthand_property_identifier';
  return isPair ? spotOf({ start: pair.end, end: pair.end }, leaf) : undefined;
}

/** A value that is worked out when it is first asked for. */
function lazy<T>(make: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: make() };
    return known.value;
  };
}
