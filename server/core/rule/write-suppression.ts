import { child, isMap, isSequence, type MapNode, type Node, stringOf } from '../syntax/node.js';
import type { Spot } from '../syntax/spot.js';
import { nodeAt } from '../syntax/tree.js';
import type { Document } from '../text/document.js';
import type { PathStep } from '../text/span.js';
import { ALLOW_KEY, writeAllowance } from './allow.js';
import type { Change } from './change.js';

/** What stands at a place, as far as it decides whether an extension may stand there too. */
type Ground =
  /** An object of the specification. */
  | 'object'
  /** Its keys are names, not keywords. */
  | 'names'
  /** The Components Object: an object whose members are all maps of names. */
  | 'components'
  /** Names of expressions, each of which holds a Path Item. */
  | 'callbacks'
  /** Somebody's data, a requirement, or an object that the specification closes. */
  | 'closed';

/** Keywords whose value maps names to objects. */
const NAMES = new Set([
  'paths',
  'webhooks',
  'properties',
  'patternProperties',
  '$defs',
  'definitions',
  'dependentSchemas',
  'responses',
  'securityDefinitions',
  'headers',
  'links',
  'content',
  'encoding',
  'variables',
  'additionalOperations',
]);

/** Keywords whose value is data, a requirement, a map of plain values, or an object without extensions. */
const CLOSED = new Set([
  'security',
  'example',
  'examples',
  'default',
  'enum',
  'const',
  'required',
  'scopes',
  'mapping',
  'discriminator',
  'dependentRequired',
  'dependencies',
  'value',
  'type',
]);

/**
 * The changes that silence a rule at a finding's place: a comment above the node in YAML and above the statement in
 * code; in JSON an entry in the nearest enclosing object that may hold extensions. Undefined when there is no such place.
 */
export function writeSuppression(
  document: Document,
  place: { readonly path: readonly PathStep[] | undefined; readonly spot: Spot | undefined },
  rule: string,
  reason: string,
): readonly Change[] | undefined {
  const text = writeAllowance({ glob: rule, reason, until: undefined });
  // What has no path in a document is its text, as a syntax error is: nothing could cover it.
  if (place.path === undefined)
    return place.spot?.leaf.syntax === 'code' ? [{ comment: place.spot, text }] : undefined;
  const node = nodeAt(document, place.path);
  if (node !== undefined && place.path.length > 0 && node.leaf.syntax === 'yaml')
    return [{ comment: node, text }];
  return writeExtension(document, place.path, rule, reason);
}

/** The changes that silence a rule by an entry in the nearest enclosing object that may hold extensions. */
export function writeExtension(
  document: Document,
  path: readonly PathStep[],
  rule: string,
  reason: string,
): readonly Change[] | undefined {
  const holder = holderOf(document, path);
  if (holder === undefined) return undefined;
  const known = holder.get(ALLOW_KEY);
  if (isMap(known)) return [{ set: known, key: rule, to: reason }];
  return [{ set: holder, key: ALLOW_KEY, to: { [rule]: reason } }];
}

/** The innermost object on the way to the path that may hold extensions. */
function holderOf(document: Document, path: readonly PathStep[]): MapNode | undefined {
  let node: Node | undefined = nodeAt(document, []);
  let ground: Ground = 'object';
  let holder = holds(node, ground) ? node : undefined;
  for (const step of path) {
    const from: Node | undefined = node;
    node = child(from, isSequence(from) ? Number(step) : step);
    if (!isSequence(from)) ground = groundBelow(ground, String(step), node);
    if (ground === 'closed' || node === undefined) break;
    if (holds(node, ground)) holder = node;
  }
  return isMap(holder) ? holder : undefined;
}

function holds(node: Node | undefined, ground: Ground): node is MapNode {
  const open = ground === 'object' || ground === 'components';
  return open && isMap(node) && stringOf(node.get('$ref')) === undefined;
}

function groundBelow(ground: Ground, step: string, node: Node | undefined): Ground {
  if (ground === 'closed') return 'closed';
  if (ground === 'components') return step === 'callbacks' ? 'callbacks' : 'names';
  if (ground === 'names') return 'object';
  if (ground === 'callbacks') return 'names';
  if (step.startsWith('x-') || CLOSED.has(step)) return 'closed';
  if (step === 'components') return 'components';
  if (step === 'callbacks') return 'callbacks';
  // Lists of parameters hold objects; 2.0 keeps a map of them at the root, and a Link's are plain values.
  return NAMES.has(step) || (step === 'parameters' && isMap(node)) ? 'names' : 'object';
}
