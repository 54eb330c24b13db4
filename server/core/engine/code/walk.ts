import { isGenerated, isLeftOut, isTest } from '../../facts/code/exclude.js';
import { functionIndex, functionKey } from '../../facts/code/function-nodes.js';
import { sendOf } from '../../facts/code/sends.js';
import type { Received } from '../../model/code/records/receipts.js';
import { reachKey } from '../../model/code/running/reached.js';
import type { HandlingView } from '../../rule/handling.js';
import type { CallView, RouteView } from '../../rule/views.js';
import type { CodeRoot } from '../../syntax/code.js';
import { nodesOf, type Statement } from '../../syntax/code-statements.js';
import type { Document } from '../../text/document.js';
import { type Contents, contentsOf } from './contents.js';
import type { CodeEnv } from './env.js';
import { Tracer } from './flow/flow.js';
import type { ReceivedIn } from './flow/handed.js';
import { lasting } from './memory/openings.js';
import { Scopes } from './names/scopes.js';
import { callView, textView } from './views/calls.js';
import { servedBy } from './views/handler-views.js';
import { handlings } from './views/handlings.js';
import { routeViews } from './views/route-views.js';
import type { CallSetting } from './views/setting.js';

export interface CodeVisitor {
  route?(view: RouteView): void;
  handling?(view: HandlingView): void;
  call?(view: CallView): void;
}

/** A code file that can be walked, statement by statement. */
export interface CodeWalk {
  readonly contents: Contents;
  readonly setting: CallSetting;
}

const CALLS =
  /^(?:call_expression|new_expression|assignment_expression|identifier|method_definition|binary_expression|return_statement)$/;

/** Undefined for a file that nobody wrote, or that is no part of the product. */
export function beginWalk(document: Document, root: CodeRoot, env: CodeEnv): CodeWalk | undefined {
  const leaf = document.leaves[0];
  if (leaf === undefined) return undefined;
  const path = env.path?.(document.uri) ?? document.uri.slice(document.uri.lastIndexOf('/') + 1);
  const inTest = isTest(path);
  if (!inTest && (isLeftOut(path) || isGenerated(leaf.text))) return undefined;
  const scopes = new Scopes(root, leaf.text);
  const received = receivedIn(document.uri, scopes, env);
  scopes.isOwn = (of, index) => received(of, index).some(({ own }) => own === true);
  scopes.isGivenCaller = (of, index) => received(of, index).some(({ caller }) => caller === true);
  scopes.isAskedBeyond = (of) => received(of, -1).some(({ asking }) => asking === true);
  scopes.foundBy = (call, of) => {
    const place = sendOf(of, call);
    if (place === undefined) return undefined;
    return received(of, -1).find(({ finds, at }) => finds !== undefined && at.path.at(-1) === place)?.finds;
  };
  scopes.isServing = (of) => servedBy(of, document.uri, scopes, env) !== undefined;
  scopes.givenType = (of, index) => received(of, index).find(({ own }) => own === true)?.type;
  scopes.recordIn = (of, index) => received(of, index).find(({ held }) => held === true);
  scopes.eachIn = (of, index) => received(of, index).find(({ each }) => each === true);
  scopes.narrowIn = (of, index) => received(of, index).find(({ held }) => held === true)?.narrow;
  scopes.finder = (name) => {
    scopes.inquiry?.common(`finder ${name}`, (world) => world.env.finder?.(name, document.uri), 'joined');
    return env.finder?.(name, document.uri);
  };
  scopes.written = (module, path) => {
    const look = (env: CodeEnv) =>
      root.language === 'java'
        ? env.member?.(path.join('.'), document.uri)
        : env.written?.(reachKey(document.uri, module, path));
    const found = look(env);
    scopes.inquiry?.plain(`written ${module} ${path.join('.')}`, found, (world) => look(world.env), 'joined');
    return found;
  };
  const tracer = new Tracer(scopes, received);
  const setting: CallSetting = { leaf, scopes, tracer, env, inTest, callAt: (at) => callView(at, setting) };
  return { contents: contentsOf(root, leaf), setting };
}

/** What the parameters of a file's functions hold because of their callers; what is asked is noted. */
function receivedIn(uri: string, scopes: Scopes, env: CodeEnv): ReceivedIn {
  return (of, parameter) => {
    const now = lasting(of);
    const receives = (root: CodeRoot, env: CodeEnv): readonly Received[] => {
      const index = functionIndex(root, now());
      return index === undefined ? [] : (env.received?.(functionKey(uri, index)) ?? []);
    };
    const all = receives(scopes.root, env);
    scopes.inquiry?.plain(
      `received ${of.start}-${of.end}`,
      all,
      (world) => receives(world.root, world.env),
      'joined',
    );
    return all.filter((one) => one.parameter === parameter);
  };
}

/** Hands every route, handler and call of a code file to the visitor. */
export function walkCode(document: Document, root: CodeRoot, env: CodeEnv, visit: CodeVisitor): void {
  const begun = beginWalk(document, root, env);
  for (const statement of begun?.contents.statements ?? []) if (begun) walkStatement(statement, begun, visit);
}

/** The same for one statement, in the order of the text. */
export function walkStatement(
  statement: Statement,
  { contents, setting }: CodeWalk,
  visit: CodeVisitor,
): void {
  if (visit.route !== undefined) {
    for (const view of routeViews(contents, statement.node, setting)) visit.route(view);
  }
  if (visit.handling !== undefined) {
    for (const view of handlings(contents, statement.node, setting)) visit.handling(view);
  }
  if (visit.call === undefined) return;
  for (const node of nodesOf(statement)) {
    if (node.broken) continue;
    const view = CALLS.test(node.type) ? callView(node, setting) : textView(node, setting);
    if (view !== undefined) visit.call(view);
  }
}
