import { siteOfPart } from '../../facts/openapi/facts.js';
import { nodeOfPart } from '../../facts/openapi/parts.js';
import type { Shape } from '../../facts/openapi/shapes.js';
import { referenceOf, type Site, traverse, traverseProse } from '../../facts/openapi/traverse.js';
import type { Part, Role } from '../../facts/openapi/types.js';
import type {
  OperationView,
  ParameterView,
  ProblemView,
  SchemaView,
  SchemeView,
  TextView,
} from '../../rule/views.js';
import { isMap, isSequence, type Node } from '../../syntax/node.js';
import type { CheckEnv, Look } from './env.js';
import { schemaView } from './schema-view.js';
import { operationView, parameterView, schemeView } from './views.js';

/** Takes each subject of a part once, in the order of the text. */
export interface Visitor {
  scheme?(view: SchemeView): void;
  operation?(view: OperationView): void;
  parameter?(view: ParameterView): void;
  schema?(view: SchemaView): void;
  text?(view: TextView): void;
  problem?(view: ProblemView): void;
}

/** Shows a visitor every subject that is declared in a part; what is only referred to is shown where it stands. */
export function walkPart(part: Part, env: CheckEnv, visit: Visitor): void {
  const document = env.document(part.uri);
  const root = document && nodeOfPart(document, part);
  if (!root) return;
  const text = (node: TextView['node'], value: string, kind: TextView['kind'], name: string) =>
    visit.text?.({ node, value, kind, name });
  if (part.role === 'section' || !isMap(root)) {
    for (const server of part.path[0] === 'servers' && isSequence(root) ? root.items : []) {
      if (isMap(server)) traverse({ ...siteOf(server), shape: 'server' }, { text });
    }
    if (part.path[0] !== 'servers') traverseProse(root, { text });
    return;
  }
  const seen = new Set<Node>();
  const top = siteOfPart(root, part);
  traverse(top, {
    enter: (site) => enter({ part, env, site }, top, seen, visit),
    reference: (site, target, ref) => {
      const role = roleOf(site.shape);
      const resolution = role && env.resolve(part.uri, ref, role);
      if (resolution === 'missing' || resolution === 'refused') {
        visit.problem?.({ kind: `reference-${resolution}`, at: target, data: { ref } });
      }
    },
    text,
  });
}

function siteOf(node: Site['node']): Site {
  return {
    node,
    shape: 'section',
    way: 'same',
    outbound: false,
    up: undefined,
    slot: '',
    key: undefined,
    name: '',
  };
}

/** False where what the object holds belongs to another part. */
function enter(look: Look, top: Site, seen: Set<Node>, visit: Visitor): boolean {
  const { part, site } = look;
  if (part.role === 'path' && site.shape === 'operation' && site.up === top) return false;
  if (seen.has(site.node)) return true;
  seen.add(site.node);
  const reference = referenceOf(site.node) !== undefined;
  if (site.shape === 'schema') visit.schema?.(schemaView(look));
  else if (!reference) enterOther(look, visit);
  return true;
}

function enterOther(look: Look, visit: Visitor): void {
  const { site } = look;
  if (site.shape === 'operation' && !site.up) {
    const view = operationView(look);
    if (view) visit.operation?.(view);
  } else if (site.shape === 'parameter') {
    const view = parameterView(look);
    if (view) visit.parameter?.(view);
    // In 2.0 a parameter that is no body describes its own value.
    if (site.node.get('type')) visit.schema?.(schemaView(look));
  } else if (site.shape === 'securityScheme') visit.scheme?.(schemeView(look));
}

function roleOf(shape: Shape): Role | undefined {
  return shape === 'encoding' || shape === 'server' ? undefined : shape;
}
