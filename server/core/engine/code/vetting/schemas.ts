import { type Openness, SCHEMA_LIBRARIES, schemaOpenness } from '../../../facts/code/openness.js';
import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, field, unwrap } from '../../../syntax/code-read.js';
import { moduleOf } from '../names/modules.js';
import type { Scopes } from '../names/scopes.js';
import { lastName } from '../names/values.js';
import { wayTo } from '../names/ways.js';

/** Calls that give back what they are given, once they have found it to be in order. */
export const PARSES =
  /^(?:parse|parseAsync|safeParse|safeParseAsync|validate|validateAsync|validateSync|cast|attempt)$/;

/** What the schema that a call hands an object to does with other fields; undefined where that cannot be told, or it refuses them. */
export function opennessOf(call: CodeNode, scopes: Scopes): Openness | undefined {
  const callee = unwrap(field(call, 'function'));
  const schema = field(callee, 'object');
  if (callee === undefined || schema === undefined || !PARSES.test(lastName(scopes.textOf(callee))))
    return undefined;
  const [, options] = argumentsOf(call);
  const openness = opennessIn(schema, scopes);
  return options === undefined || !/strip|strict|unknown/i.test(scopes.textOf(options))
    ? openness
    : undefined;
}

/** What a schema does with fields that it does not name, wherever it is written. */
export function opennessIn(schema: CodeNode, scopes: Scopes): Openness | undefined {
  return schemaOpenness(schema, {
    textOf: (node) => scopes.textOf(node),
    moduleOf: (node) => moduleOf(node, scopes),
    valueOf(name) {
      const declared = scopes.find(name);
      const isWhole = declared?.kind === 'value' && declared.path.length === 0;
      return isWhole ? declared.value : undefined;
    },
    elsewhere(node) {
      const way = wayTo(node, scopes);
      return way && way.module !== '' ? scopes.written(way.module, way.path)?.schema : undefined;
    },
  });
}

/**
 * Whether a call takes no field away: it only builds a schema, or it finds an object to be in order and leaves fields in it
 * that the schema does not name. What it gives back then has them as well, or is not what is put in the object's place.
 */
export function letsThrough(call: CodeNode, scopes: Scopes): boolean {
  const callee = unwrap(field(call, 'function'));
  if (callee === undefined) return false;
  if (!PARSES.test(lastName(scopes.textOf(callee))))
    return SCHEMA_LIBRARIES.test(moduleOf(callee, scopes) ?? '');
  const openness = opennessOf(call, scopes);
  return openness === 'cut' ? !isAssigned(call) : openness !== undefined;
}

function isAssigned(call: CodeNode): boolean {
  let at = call;
  while (at.parent !== undefined && /^(?:await|parenthesized|as|member)_expression$/.test(at.parent.type))
    at = at.parent;
  return (
    at.parent?.type !== 'expression_statement' &&
    at.parent?.type !== 'variable_declarator' &&
    !isCondition(at)
  );
}

/** `if (!Schema.safeParse(req.body).success)`. */
function isCondition(node: CodeNode): boolean {
  let at = node;
  while (at.parent !== undefined && /^(?:unary|parenthesized|binary)_expression$/.test(at.parent.type))
    at = at.parent;
  return at.field === 'condition';
}
