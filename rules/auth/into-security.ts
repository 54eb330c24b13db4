import { isOpen } from '../../server/core/rule/access.js';
import type { Change } from '../../server/core/rule/change.js';
import { type Anchor, isMap, isSequence, type Node, stringOf } from '../../server/core/rule/nodes.js';
import type { FixOffer, RuleContext } from '../../server/core/rule/rule.js';
import type { DocumentView, OperationFact } from '../../server/core/rule/views.js';
import { operationAt } from '../responses.js';
import { type IgnoredParameter, takenOut } from './ignored-parameters.js';

type NodeAt = RuleContext<unknown>['node'];

/**
 * Lets operations ask for a token in `security` instead of by parameters: where they or their path items list these,
 * written there or by reference, and ask for nothing else.
 */
export function intoSecurity(
  ignored: readonly IgnoredParameter[],
  document: DocumentView,
  node: NodeAt,
): readonly FixOffer[] {
  const uses = ignored.flatMap(({ at, users }) => users.map((user) => ({ at, user, users })));
  const isMovable = ({ user, ...use }: Use) =>
    user.security.known && isOpen(user.security.value) && entryOf({ user, ...use }, node) !== undefined;
  if (!uses.every(isMovable)) return [];
  const bearer = [...document.schemes].find(([, scheme]) => scheme.known && scheme.value.scheme === 'bearer');
  const name = bearer?.[0] ?? 'bearerAuth';
  const changes = (): readonly Change[] => {
    const root = node({ uri: document.uri, path: [] });
    if (root === undefined) return [];
    const component = { section: 'securitySchemes', name, to: { type: 'http', scheme: 'bearer' } } as const;
    // What a path item says to several operations stands there once.
    const entries = new Set(uses.map((use) => entryOf(use, node)));
    return [
      ...(bearer ? [] : [{ component, inFile: root }]),
      ...[...entries].flatMap(takenOut),
      ...uses.flatMap(({ user }) => secured(node(operationAt(user)), name)),
    ];
  };
  return [{ fix: 'scheme', changes }];
}

/** A parameter, one operation that takes it, and all that do. */
interface Use extends Pick<IgnoredParameter, 'at' | 'users'> {
  readonly user: OperationFact;
}

/** What stands for the parameter in a list; a reference into another file is not followed. */
function entryOf(use: Use, node: NodeAt): Node | undefined {
  const { at, user } = use;
  if (user.at.uri !== at.uri) return undefined;
  const own = entryIn(operationAt(user), at, node);
  if (own) return own;
  const item = { uri: at.uri, path: user.at.path.slice(0, -1) };
  return isTakenByAll(item, use, node) ? entryIn(item, at, node) : undefined;
}

function entryIn(holder: Anchor, at: Anchor, node: NodeAt): Node | undefined {
  const held = node(holder);
  const list = isMap(held) ? held.get('parameters') : undefined;
  if (!isSequence(list)) return undefined;
  const own = [...holder.path, 'parameters'];
  const isInline = at.path.length === own.length + 1 && own.every((step, index) => step === at.path[index]);
  if (isInline) return node(at);
  const reference = `#/${at.path.join('/')}`;
  return list.items.find((item) => isMap(item) && stringOf(item.get('$ref')) === reference);
}

/** Whether every operation of a path item takes the parameter: the maps in it are its operations. */
function isTakenByAll({ uri, path }: Anchor, { users }: Use, node: NodeAt): boolean {
  const item = node({ uri, path });
  if (!isMap(item) || path.length !== 2) return false;
  const isUser = (key: string) =>
    users.some(
      ({ at }) => at.uri === uri && at.path.length === 3 && at.path[1] === path[1] && at.path[2] === key,
    );
  const keys = item.entries.filter(({ value }) => isMap(value)).map(({ key }) => String(key.value));
  return item.get('$ref') === undefined && keys.filter((key) => !key.startsWith('x-')).every(isUser);
}

function secured(operation: Node | undefined, scheme: string): readonly Change[] {
  return isMap(operation) ? [{ set: operation, key: 'security', to: [{ [scheme]: [] }] }] : [];
}
