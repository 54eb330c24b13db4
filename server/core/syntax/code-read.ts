import type { CodeNode } from './code.js';

/** Nodes around an expression that change its type and not its value. */
const WRAPPERS: ReadonlySet<string> = new Set([
  'parenthesized_expression',
  'as_expression',
  'satisfies_expression',
  'non_null_expression',
  'type_assertion',
  'await_expression',
]);

/** Arguments with a name. */
const KEYWORDS: ReadonlySet<string> = new Set(['keyword_argument', 'keyword_spread']);

const FUNCTIONS: ReadonlySet<string> = new Set([
  'arrow_function',
  'function_expression',
  'function_declaration',
  'generator_function',
  'generator_function_declaration',
  'method_definition',
]);

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  '0': '\0',
};

/** The first child that fills a field. */
export function field(node: CodeNode | undefined, name: string): CodeNode | undefined {
  if (node === undefined) return undefined;
  for (const child of node.children) if (child.field === name) return child;
  return undefined;
}

/** Children that are neither comments nor errors. */
export function named(node: CodeNode | undefined): readonly CodeNode[] {
  return node === undefined
    ? []
    : node.children.filter((child) => child.type !== 'comment' && child.type !== 'ERROR');
}

export function isFunction(node: CodeNode | undefined): boolean {
  return node !== undefined && FUNCTIONS.has(node.type);
}

/** The expression inside parentheses, `await`, `as`, `satisfies` and `!`. */
export function unwrap(node: CodeNode | undefined): CodeNode | undefined {
  let at = node;
  while (at !== undefined && WRAPPERS.has(at.type)) {
    at = at.type === 'type_assertion' ? named(at).at(-1) : named(at)[0];
  }
  return at;
}

/** Arguments of a call or of `new`, in order; those that are given by name are left out. */
export function argumentsOf(call: CodeNode): readonly CodeNode[] {
  const list = field(call, 'arguments');
  return list?.type === 'arguments' ? named(list).filter(({ type }) => !KEYWORDS.has(type)) : [];
}

/** Arguments that a call names: `f(limit=10)`, `@Get(path = "/x")`. */
export function keywordsOf(call: CodeNode, text: string): readonly (readonly [string, CodeNode])[] {
  return named(field(call, 'arguments')).flatMap((part) => {
    const name = part.type === 'keyword_argument' ? field(part, 'name') : undefined;
    const value = field(part, 'value');
    if (name === undefined || value === undefined) return [];
    return [[text.slice(name.start, name.end), value] as const];
  });
}

/** Expressions that decorate or annotate a declaration, as written from the top down. */
export function decoratorsOf(node: CodeNode): readonly CodeNode[] {
  return node.children.flatMap((child) => (child.type === 'decorator' ? (named(child)[0] ?? []) : []));
}

/** Text of a string, or of a template without substitutions; undefined for anything else. */
export function stringValue(node: CodeNode | undefined, text: string): string | undefined {
  if (node === undefined) return undefined;
  if (node.type !== 'string' && node.type !== 'template_string') return undefined;
  if (node.children.some((child) => child.type === 'template_substitution')) return undefined;
  return node.children.map((part) => fragmentValue(part, text)).join('');
}

/** Text of a piece of a string. */
export function fragmentValue(part: CodeNode, text: string): string {
  const raw = text.slice(part.start, part.end);
  return part.type === 'raw_fragment' ? raw : unescape(raw);
}

/** Text of a piece of a string: escapes are read, anything else stays as it is. */
export function unescape(raw: string): string {
  return raw.replace(
    /\\(u\{[0-9a-fA-F]{1,6}\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\r?\n|[\s\S])/g,
    (_, code: string) => {
      if (/^[ux]./.test(code)) return codePoint(code.replace(/[ux{}]/g, ''));
      return code.endsWith('\n') ? '' : (ESCAPES[code] ?? code);
    },
  );
}

function codePoint(hex: string): string {
  const point = Number.parseInt(hex, 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : '';
}

/** Every node, parents first, in the order of the text; without those that are left out and what is in them. */
export function walk(root: CodeNode, isLeftOut?: (node: CodeNode) => boolean): IterableIterator<CodeNode> {
  return new Walk(root, isLeftOut);
}

/** Its own results, one after the other: nodes are walked by the thousand at every key. */
class Walk implements IterableIterator<CodeNode> {
  value: CodeNode;
  done = false;
  /** Code may be nested deeper than calls can be. */
  readonly #stack: CodeNode[];

  constructor(
    root: CodeNode,
    private readonly isLeftOut?: (node: CodeNode) => boolean,
  ) {
    this.value = root;
    this.#stack = [root];
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): this {
    for (let node = this.#stack.pop(); node !== undefined; node = this.#stack.pop()) {
      if (this.isLeftOut?.(node)) continue;
      this.value = node;
      for (let i = node.children.length - 1; i >= 0; i -= 1) {
        const child = node.children[i];
        if (child !== undefined) this.#stack.push(child);
      }
      return this;
    }
    this.done = true;
    return this;
  }
}
