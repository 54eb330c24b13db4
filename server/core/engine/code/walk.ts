import { isGenerated, isLeftOut, isTest } from '../../facts/code/exclude.js';
import { functionIndex, functionKey } from '../../facts/code/function-nodes.js';
import type { HandlingView } from '../../rule/handling.js';
import type { CallView, RouteView } from '../../rule/views.js';
import type { CodeRoot } from '../../syntax/code.js';
import { walk } from '../../syntax/code-read.js';
import type { Document } from '../../text/document.js';
import { callView } from './calls.js';
import type { CodeEnv } from './env.js';
import { Tracer } from './flow.js';
import type { ReceivedIn } from './handed.js';
import { handlings } from './handlings.js';
import { routeViews } from './route-views.js';
import { Scopes } from './scopes.js';

export interface CodeVisitor {
  route?(view: RouteView): void;
  handling?(view: HandlingView): void;
  call?(view: CallView): void;
}

const CALLS = /^(?:call_expression|new_expression|assignment_expression|identifier)$/;

/** What the parameters of a file's functions hold because of their callers. */
function receivedIn(uri: string, env: CodeEnv): ReceivedIn {
  return (of, parameter) => {
    const index = functionIndex(of);
    const all = index === undefined ? [] : (env.received?.(functionKey(uri, index)) ?? []);
    return all.filter((one) => one.parameter === parameter);
  };
}

/** Hands every route, handler and call of a code file to the visitor, in the order of the text. */
export function walkCode(document: Document, root: CodeRoot, env: CodeEnv, visit: CodeVisitor): void {
  const leaf = document.leaves[0];
  if (leaf === undefined) return;
  const path = env.path?.(document.uri) ?? document.uri.slice(document.uri.lastIndexOf('/') + 1);
  if (!isTest(path) && (isLeftOut(path) || isGenerated(leaf.text))) return;
  if (visit.route !== undefined) {
    for (const view of routeViews(root, leaf, env)) visit.route(view);
  }
  const scopes = new Scopes(root, leaf.text);
  const setting = {
    leaf,
    scopes,
    tracer: new Tracer(scopes, receivedIn(document.uri, env)),
    env,
    inTest: isTest(path),
  };
  if (visit.handling !== undefined) {
    for (const view of handlings(root, setting)) visit.handling(view);
  }
  if (visit.call === undefined) return;
  for (const node of walk(root)) {
    const view = CALLS.test(node.type) && !node.broken ? callView(node, setting) : undefined;
    if (view !== undefined) visit.call(view);
  }
}
