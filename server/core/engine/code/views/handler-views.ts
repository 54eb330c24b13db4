import type { Endpoint } from '../../../facts/api.js';
import { functionIndex, functionKey } from '../../../facts/code/function-nodes.js';
import { rolesOf } from '../../../facts/code/handler-roles.js';
import type { HandlerView } from '../../../rule/handler-view.js';
import type { CodeNode, CodeRoot } from '../../../syntax/code.js';
import { argumentsOf, field, walk } from '../../../syntax/code-read.js';
import type { CodeEnv } from '../env.js';
import { fieldsIn } from '../flow/readings.js';
import { lasting, noteAll } from '../memory/openings.js';
import { functionOf } from '../names/around.js';
import { calledName } from '../names/called-name.js';
import type { Scopes } from '../names/scopes.js';
import { frontOf, frontsOf } from '../vetting/fronts.js';
import { opennessIn } from '../vetting/schemas.js';

/** The function around a node that a request reaches: by its parameters, or because a registration names it. */
export function handlerAround(
  node: CodeNode,
  uri: string,
  scopes: Scopes,
  env: CodeEnv,
): HandlerView | undefined {
  const nearest = functionOf(node);
  for (let at = nearest; at !== undefined; at = functionOf(at)) {
    const roles = rolesOf(at, scopes);
    const served = servedBy(at, uri, scopes, env);
    if (roles === undefined && served === undefined) continue;
    noteAll(at, scopes.inquiry);
    const endpoints = served ?? [];
    const passes = passesOn(at, roles?.next, scopes);
    const kind = roles?.onError === true ? 'errors' : passes ? 'middleware' : 'handler';
    const home = at;
    return {
      kind,
      direct: at === nearest,
      request: roles?.request,
      response: roles?.response,
      endpoints,
      get fronts() {
        return frontsOf(home).map((one) => scopes.textOf(one));
      },
      get fields() {
        return fieldsIn(home, scopes);
      },
      get schemas() {
        return schemasBefore(home, scopes);
      },
      get front() {
        return frontOf(home, scopes);
      },
    };
  }
  return undefined;
}

/** `validate(Wish)`: by what, and how open that leaves the body. */
function schemasBefore(of: CodeNode, scopes: Scopes): HandlerView['schemas'] {
  return frontsOf(of).flatMap((front) => {
    if (front.type !== 'call_expression') return [];
    const [openness] = argumentsOf(front).flatMap((one) => opennessIn(one, scopes) ?? []);
    return openness === undefined ? [] : [{ by: calledName(front, scopes), openness }];
  });
}

/** What the function serves, as far as the facts tell of it; what is asked is noted. */
export function servedBy(
  of: CodeNode,
  uri: string,
  scopes: Scopes,
  env: CodeEnv,
): readonly Endpoint[] | undefined {
  const now = lasting(of);
  const serves = (root: CodeRoot, env: CodeEnv) => {
    const index = functionIndex(root, now());
    return index === undefined ? undefined : env.served?.(functionKey(uri, index));
  };
  const served = serves(scopes.root, env);
  scopes.inquiry?.plain(
    `served ${of.start}-${of.end}`,
    served,
    (world) => serves(world.root, world.env),
    'joined',
  );
  return served;
}

/** Whether it lets requests on: it calls `next` with nothing. */
function passesOn(node: CodeNode, next: string | undefined, scopes: Scopes): boolean {
  if (next === undefined) return false;
  for (const part of walk(node)) {
    const callee = part.type === 'call_expression' ? field(part, 'function') : undefined;
    if (callee !== undefined && scopes.textOf(callee) === next && argumentsOf(part).length === 0) return true;
  }
  return false;
}
