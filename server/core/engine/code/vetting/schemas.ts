import {
  type Openness,
  optionsOpenness,
  SCHEMA_LIBRARIES,
  schemaOpenness,
} from '../../../facts/code/openness.js';
import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, field, isFunction, named, unwrap, walk } from '../../../syntax/code-read.js';
import { homeOf } from '../memory/openings.js';
import { moduleOf } from '../names/modules.js';
import type { Scopes } from '../names/scopes.js';
import { lastName } from '../names/values.js';
import { wayTo } from '../names/ways.js';

/** Calls that give back what they are given, once they have found it to be in order. */
export const PARSES =
  /^(?:parse|parseAsync|safeParse|safeParseAsync|validate|validateAsync|validateSync|cast|attempt)$/;
/** Functions of Joi itself, which take the schema behind the value. */
const BEHIND = /^(?:validate|attempt|assert)$/;
const MAX_LINKS = 4;

/** What the schema that a call hands an object to does with other fields; undefined where that cannot be told, or it refuses them. */
export function opennessOf(call: CodeNode, scopes: Scopes): Openness | undefined {
  const { schema, options } = askedBy(call, scopes) ?? {};
  if (schema === undefined) return undefined;
  const openness = opennessIn(schema, scopes);
  if (options === undefined || isFunction(options) || openness === 'any') return openness;
  const text = optionsText(options, scopes);
  if (text === undefined) return optionsElsewhere(options, scopes);
  return optionsOpenness(text) ?? (/strip|strict|unknown/i.test(text) ? undefined : openness);
}

/** What another file says of the options that a name or a member of a module stands for. */
function optionsElsewhere(options: CodeNode, scopes: Scopes): Openness | undefined {
  const way = wayTo(options, scopes);
  return way && way.module !== '' ? scopes.written(way.module, way.path)?.options : undefined;
}

/** The schema that a call hands an object to, and what else it says: `schema.parse(x, options)`, `Joi.attempt(x, schema, options)`. */
function askedBy(call: CodeNode, scopes: Scopes) {
  const callee = unwrap(field(call, 'function'));
  const on = field(callee, 'object');
  const name = callee === undefined ? '' : lastName(scopes.textOf(callee));
  const [, second, third] = argumentsOf(call);
  if (on !== undefined && BEHIND.test(name) && isJoi(on, scopes)) return { schema: second, options: third };
  return PARSES.test(name) ? { schema: on, options: second } : undefined;
}

/** Whether a name is that of the library, and of no schema that it made. */
function isJoi(node: CodeNode, scopes: Scopes): boolean {
  return /^joi$/i.test(scopes.textOf(node)) && /joi$/.test(moduleOf(node, scopes) ?? '');
}

/** Options as they are written, here or behind a name, with those that are spread into them. */
function optionsText(options: CodeNode, scopes: Scopes, links = 0): string | undefined {
  if (options.type === 'member_expression' || links > MAX_LINKS) return undefined;
  if (options.type !== 'identifier') {
    const spread =
      options.type === 'object' ? named(options).filter(({ type }) => type === 'spread_element') : [];
    const texts = spread.map((one) => named(one)[0]).map((one) => one && optionsText(one, scopes, links + 1));
    return texts.includes(undefined) ? undefined : [scopes.textOf(options), ...texts].join(', ');
  }
  const declared = scopes.find(options);
  // What is required is written elsewhere.
  const isWhole =
    declared?.kind === 'value' && declared.path.length === 0 && declared.value.type === 'object';
  return isWhole ? optionsText(declared.value, scopes, links + 1) : undefined;
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
  if (askedBy(call, scopes) === undefined) return SCHEMA_LIBRARIES.test(moduleOf(callee, scopes) ?? '');
  const openness = opennessOf(call, scopes);
  return openness === 'cut' ? !isAssigned(call) && !isReplaced(call, scopes) : openness !== undefined;
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

/** Whether something is put in the place of what the call was handed, later in its function: `req.body = value`. */
function isReplaced(call: CodeNode, scopes: Scopes): boolean {
  const home = homeOf(call, scopes);
  const [given] = argumentsOf(call);
  if (home === undefined || given === undefined) return false;
  const text = scopes.textOf(given);
  return [...walk(home)].some((node) => {
    const left = node.type === 'assignment_expression' ? field(node, 'left') : undefined;
    return left !== undefined && node.start > call.end && scopes.textOf(left) === text;
  });
}

/** `if (!Schema.safeParse(req.body).success)`. */
function isCondition(node: CodeNode): boolean {
  let at = node;
  while (at.parent !== undefined && /^(?:unary|parenthesized|binary)_expression$/.test(at.parent.type))
    at = at.parent;
  return at.field === 'condition';
}
