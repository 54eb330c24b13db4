import type { CodeNode, CodeParser } from '../../server/core/syntax/code.js';
import { field, walk } from '../../server/core/syntax/code-read.js';
import type { LanguageId } from '../../server/core/text/leaf.js';

/** What every file knows without an import, as far as fixes use it. */
const GLOBAL: Readonly<Partial<Record<LanguageId, RegExp>>> = {
  python:
    /^(?:str|int|float|bool|list|dict|set|tuple|isinstance|len|any|all|repr|None|True|False|Exception)$/,
  java: /^(?:String|Integer|Long|Object|System|Math|Exception|RuntimeException|[a-z][\w.]*)$/,
};
const SCRIPT_GLOBAL =
  /^(?:process|URL|String|Number|Boolean|Array|Object|Math|JSON|Date|Buffer|Error|RegExp|require|undefined|NaN|encodeURIComponent|crypto)$/;

/** Names that a text uses and an earlier one did not, which nothing in it declares or imports. */
export function unknownNames(
  parser: CodeParser,
  language: LanguageId,
  before: string,
  after: string,
): readonly string[] {
  const had = new Set(namesIn(parser.parse(language, before), before).map(({ name }) => name));
  const has = namesIn(parser.parse(language, after), after);
  const bound = new Set(has.filter(({ binds }) => binds).map(({ name }) => name));
  const known = GLOBAL[language] ?? SCRIPT_GLOBAL;
  const isNew = (name: string) => !had.has(name) && !bound.has(name) && !known.test(name);
  return [...new Set(has.map(({ name }) => name).filter(isNew))];
}

interface Named {
  readonly name: string;
  /** It stands where a name is given. */
  readonly binds: boolean;
}

function namesIn(root: CodeNode | undefined, text: string): readonly Named[] {
  if (root === undefined) return [];
  return [...walk(root)].flatMap((node): readonly Named[] => {
    if (!/^(?:type_)?identifier$|^shorthand_property_identifier/.test(node.type) || isMember(node)) return [];
    return [{ name: text.slice(node.start, node.end), binds: isBinding(node) }];
  });
}

/** `b` of `a.b`, of `{ b: 1 }` and of `f(b=1)`. */
function isMember(node: CodeNode): boolean {
  const { parent } = node;
  if (parent === undefined) return false;
  return (
    (parent.type === 'member_expression' && field(parent, 'property') === node) ||
    (/^(?:pair|pair_pattern)$/.test(parent.type) && field(parent, 'key') === node) ||
    (parent.type === 'keyword_argument' && field(parent, 'name') === node)
  );
}

/** In an import, a declaration, a parameter or a pattern of one. */
function isBinding(node: CodeNode): boolean {
  for (let at: CodeNode | undefined = node; at?.parent !== undefined; at = at.parent) {
    const { type } = at.parent;
    if (/import/.test(type) || /parameter/.test(type)) return true;
    if (/_declarator$|_declaration$|_definition$|^catch_clause$/.test(type))
      return at.field === 'name' || at.field === 'parameter';
    if (/^(?:call|binary|assignment)_expression$|statement$/.test(type)) return false;
    if (type === 'arrow_function') return at.field === 'parameter';
  }
  return false;
}
