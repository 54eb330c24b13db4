import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, field, unwrap } from '../../syntax/code-read.js';

/**
 * What a schema does with fields that it does not name: 'any' where it names none and takes all, 'open' where it lets them
 * through, 'cut' where what it gives back lacks them and the object stays as it is.
 */
export type Openness = 'any' | 'open' | 'cut';

/** What is known of names where a schema stands. */
export interface SchemaNames {
  textOf(node: CodeNode): string;
  /** What a name of the file stands for, all of it. */
  valueOf(name: CodeNode): CodeNode | undefined;
  /** What another file says of the schema that a name or a member of a module stands for. */
  elsewhere(node: CodeNode): Openness | undefined;
  /** The module from which the root of a chain comes. */
  moduleOf(node: CodeNode): string | undefined;
}

export const SCHEMA_LIBRARIES = /^(?:zod(?:\/.*)?|joi|@hapi\/joi|yup)$/;
const ROOTS = /^(?:z|zod|Joi|joi|yup|Yup)$/;
/** Of an object that is left as open as it was. */
const KEEPS =
  /^(?:extend|safeExtend|partial|deepPartial|required|omit|pick|optional|nullable|nullish|default|describe|catch|brand|readonly|keys|label|meta|setKey|shape|concat)$/;
const OPENS = /^(?:passthrough|loose|unknown|catchall)$/;
/** Calls by which Joi takes options into a schema. */
const TAKES_OPTIONS = /^(?:options|prefs|preferences)$/;
const MAX_LINKS = 8;

/** Undefined where it is no schema of these libraries, refuses fields that it does not name, or cannot be told. */
export function schemaOpenness(given: CodeNode, names: SchemaNames, links = 0): Openness | undefined {
  const node = unwrap(given);
  if (node === undefined || links > MAX_LINKS) return undefined;
  if (node.type === 'identifier') {
    const value = names.valueOf(node);
    return value === undefined ? names.elsewhere(node) : schemaOpenness(value, names, links + 1);
  }
  if (node.type === 'member_expression') return names.elsewhere(node);
  const callee = node.type === 'call_expression' ? unwrap(field(node, 'function')) : undefined;
  const before = unwrap(field(callee, 'object'));
  const method = field(callee, 'property');
  if (before === undefined || method === undefined) return undefined;
  const name = names.textOf(method);
  if (before.type === 'identifier' && ROOTS.test(names.textOf(before))) {
    const module = names.moduleOf(before);
    return module !== undefined && SCHEMA_LIBRARIES.test(module)
      ? ofRoot(name, argumentsOf(node), module, names)
      : undefined;
  }
  if (KEEPS.test(name)) return schemaOpenness(before, names, links + 1);
  if (TAKES_OPTIONS.test(name)) return withOptions(before, argumentsOf(node)[0], names, links);
  return opens(name, argumentsOf(node)[0], names) && isSchema(before, names, links) ? 'open' : undefined;
}

/** What options of Joi and yup say of fields that a schema does not name; undefined where they say nothing of them. */
export function optionsOpenness(options: string): Openness | undefined {
  if (/\bstripUnknown\s*:\s*(?!false\b)/.test(options)) return 'cut';
  return /\ballowUnknown\s*:\s*true\b/.test(options) ? 'open' : undefined;
}

/** `Joi.object({ ... }).options({ allowUnknown: true })`; options that are out of sight may say anything. */
function withOptions(
  schema: CodeNode,
  given: CodeNode | undefined,
  names: SchemaNames,
  links: number,
): Openness | undefined {
  const options = given?.type === 'identifier' ? names.valueOf(given) : given;
  if (options === undefined || !isSchema(schema, names, links)) return undefined;
  return optionsOpenness(names.textOf(options)) ?? schemaOpenness(schema, names, links + 1);
}

/** `passthrough()`, `unknown(true)`; `catchall(z.never())` refuses. */
function opens(name: string, given: CodeNode | undefined, names: SchemaNames): boolean {
  return OPENS.test(name) && (given === undefined || !/never|false/.test(names.textOf(given)));
}

function isSchema(node: CodeNode, names: SchemaNames, links: number): boolean {
  return (
    SCHEMA_LIBRARIES.test(names.moduleOf(node) ?? '') || schemaOpenness(node, names, links + 1) !== undefined
  );
}

/** Of a schema that is made by the library itself, with what it is given. */
function ofRoot(
  name: string,
  given: readonly CodeNode[],
  module: string,
  names: SchemaNames,
): Openness | undefined {
  switch (name) {
    case 'any':
    case 'unknown':
      return 'any';
    case 'looseObject':
      return 'open';
    case 'object':
      // Joi refuses what it does not know, and yup gives it back.
      return /joi/.test(module) ? undefined : module === 'yup' ? 'open' : 'cut';
    case 'record':
      return ofRecord(given, names);
    default:
      return undefined;
  }
}

/** Of keys and values, or of values alone; keys of an enumeration are named. */
function ofRecord(given: readonly CodeNode[], names: SchemaNames): Openness | undefined {
  const [keys, values] = given.length > 1 ? given : [undefined, given[0]];
  if (keys !== undefined && !/^\w+\.(?:string|any|unknown)\b/.test(names.textOf(keys))) return undefined;
  return values !== undefined && /^\w+\.(?:any|unknown)\(\)$/.test(names.textOf(values)) ? 'any' : 'open';
}
