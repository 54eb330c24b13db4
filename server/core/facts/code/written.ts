import type { CodeNode, CodeRoot } from '../../syntax/code.js';
import { argumentsOf, field, keywordsOf, named, stringValue, unwrap } from '../../syntax/code-read.js';
import { isScript } from '../../text/leaf.js';
import { computed } from '../../text/multimap.js';
import { optionsOpenness, type SchemaNames, schemaOpenness } from './openness.js';
import type { WrittenFact } from './types.js';

/** A text that a file writes down, with its place. */
export interface WrittenText extends WrittenFact {
  readonly node: CodeNode;
}

/** Of other names nobody asks what is written under them. */
const KEYS = /secret|key|jwt|token|sign|pass|private|salt/i;
/** Whoever imports one of these writes schemas. */
const SCHEMAS = /['"](zod(?:\/[^'"]*)?|joi|@hapi\/joi|yup)['"]/g;
/** What options of Joi and yup say of fields that a schema does not name. */
const OPTIONS = /\b(?:allow|strip)Unknown\s*:/;
const DEFAULTS = /^(?:os\.)?(?:getenv|environ\.get)$/;
/** What pydantic keeps a default value in. */
const HOLDS = /^(?:\w+\.)?(?:Field|Secret(?:Str|Bytes)?(?:\[\w+\])?)$/;
const MAX_DEPTH = 4;
const MOST = 100;
const LONGEST = 100;

/**
 * Texts that other files can name and that may be keys, and schemas, in order: what a module exports, fields of its classes and of
 * objects that are made of these. Under one path there may be several, of which the first counts.
 */
export function writtenIn(root: CodeRoot, text: string): readonly WrittenText[] {
  if (!KEYS.test(text) && text.search(SCHEMAS) < 0 && !OPTIONS.test(text)) return [];
  return computed(known, root, () => new Search(root, text).all());
}

const known = new WeakMap<CodeRoot, readonly WrittenText[]>();

class Search {
  readonly #found: WrittenText[] = [];
  /** What the names of the module stand for. */
  readonly #values = new Map<string, CodeNode>();
  readonly #classes = new Map<string, CodeNode>();
  readonly #libraries: readonly string[];
  readonly #names: SchemaNames = {
    textOf: (node) => this.#textOf(node),
    valueOf: (name) => this.#values.get(this.#textOf(name)),
    elsewhere: () => undefined,
    moduleOf: (node) => this.#libraryOf(node),
  };

  constructor(
    private readonly root: CodeRoot,
    private readonly text: string,
  ) {
    const found = isScript(root.language) ? [...text.matchAll(SCHEMAS)] : [];
    this.#libraries = found.flatMap(([, name]) => name ?? []);
  }

  all(): readonly WrittenText[] {
    const statements = this.root.children.flatMap((node) =>
      node.type === 'export_statement' ? [node, ...node.children] : [node],
    );
    for (const node of statements) this.#name(node);
    for (const node of statements) this.#handOut(node);
    for (const [name, value] of this.#values) this.#write(value, [name], 0);
    for (const [name, node] of this.#classes) this.#fields(node, [name]);
    for (const node of statements) this.#give(node);
    return this.#found;
  }

  #name(node: CodeNode): void {
    const own = field(node, 'name');
    if (/^(?:class|abstract_class)_declaration$/.test(node.type)) {
      if (own !== undefined) this.#classes.set(this.#textOf(own), node);
    } else if (/^(?:lexical|variable)_declaration$/.test(node.type)) {
      for (const part of named(node)) {
        const [name, value] = [field(part, 'name'), field(part, 'value')];
        if (name?.type === 'identifier' && value !== undefined) this.#values.set(this.#textOf(name), value);
      }
    }
  }

  /** What a function of Python gives that is called for settings: `def get_settings(): return Settings()`. */
  #give(node: CodeNode): void {
    const name = node.type === 'function_declaration' ? field(node, 'name') : undefined;
    if (name === undefined || this.root.language !== 'python') return;
    const last = named(field(node, 'body')).at(-1);
    if (last?.type === 'return_statement') this.#write(named(last)[0], [this.#textOf(name)], 0);
  }

  /** `module.exports = {...}`, `exports.key = ...`, `export default {...}`. */
  #handOut(node: CodeNode): void {
    if (node.type === 'export_statement') return this.#write(field(node, 'value'), [], 0);
    const assigned = node.type === 'expression_statement' ? named(node)[0] : undefined;
    if (assigned?.type !== 'assignment_expression') return;
    const left = field(assigned, 'left');
    const path = left && /^(?:module\.)?exports(?:\.(\w+))?$/.exec(this.#textOf(left));
    if (path) this.#write(field(assigned, 'right'), path[1] === undefined ? [] : [path[1]], 0);
  }

  #write(given: CodeNode | undefined, path: readonly string[], depth: number): void {
    const node = unwrap(given);
    if (node === undefined || depth > MAX_DEPTH) return;
    const own = stringValue(node, this.text);
    if (own !== undefined) return this.#add(node, own, path, false);
    if (this.#writeSchema(node, path)) return;
    switch (node.type) {
      case 'identifier':
      case 'shorthand_property_identifier':
        return this.#write(this.#values.get(this.#textOf(node)), path, depth + 1);
      case 'object':
        this.#writeOptions(node, path);
        for (const part of named(node)) {
          const key = part.type.startsWith('shorthand') ? part : field(part, 'key');
          const name = key && (stringValue(key, this.text) ?? this.#textOf(key));
          if (name !== undefined) this.#write(field(part, 'value') ?? part, [...path, name], depth + 1);
        }
        return;
      case 'binary_expression':
        if (/^(?:\|\||\?\?|or)$/.test(field(node, 'operator')?.type ?? ''))
          this.#addText(field(node, 'right'), path, true);
        return;
      case 'call_expression':
        return this.#called(node, path, depth);
    }
  }

  /** By the name that it has everywhere; other names are given to what one of them made. */
  #libraryOf(node: CodeNode): string | undefined {
    const [root = ''] = /^\w+/.exec(this.#textOf(node)) ?? [];
    const own = ['zod', 'joi', 'yup'].find(
      (name) => root.toLowerCase() === name || (name === 'zod' && root === 'z'),
    );
    return own === undefined ? this.#libraries[0] : this.#libraries.find((name) => name.includes(own));
  }

  /** Whether it is one. */
  #writeSchema(node: CodeNode, path: readonly string[]): boolean {
    if (this.#libraries.length === 0 || node.type !== 'call_expression') return false;
    const schema = schemaOpenness(node, this.#names);
    const name = path.join('.');
    if (schema === undefined || this.#isFull(name)) return schema !== undefined;
    this.#found.push({ path: name, text: '', schema, node });
    return true;
  }

  #writeOptions(node: CodeNode, path: readonly string[]): void {
    const own = named(node).filter(
      (part) => OPTIONS.test(this.#textOf(part)) && field(part, 'value')?.type !== 'object',
    );
    const options = isScript(this.root.language)
      ? optionsOpenness(own.map((part) => this.#textOf(part)).join())
      : undefined;
    const name = path.join('.');
    if (options !== undefined && !this.#isFull(name))
      this.#found.push({ path: name, text: '', options, node });
  }

  #called(node: CodeNode, path: readonly string[], depth: number): void {
    const callee = field(node, 'function');
    const name = callee === undefined ? '' : this.#textOf(callee);
    const [first, second] = argumentsOf(node);
    if (name === 'Object.freeze') return this.#write(first, path, depth + 1);
    if (DEFAULTS.test(name)) return this.#addText(second, path, true);
    const made = depth < MAX_DEPTH ? this.#classes.get(name) : undefined;
    if (made !== undefined && this.root.language === 'python') this.#fields(made, path);
  }

  /** Fields that can be read of the class, and of its objects in Python, where settings may come from the environment as well. */
  #fields(node: CodeNode, path: readonly string[]): void {
    const heritage = node.children.find(({ type }) => type === 'class_heritage');
    const isSettings = heritage !== undefined && /\bBaseSettings\b/.test(this.#textOf(heritage));
    for (const member of named(field(node, 'body'))) {
      const [name, value] = [field(member, 'name') ?? field(member, 'property'), field(member, 'value')];
      if (name === undefined || value === undefined || !this.#isStatic(member, name)) continue;
      const key = [...path, this.#textOf(name)];
      if (isSettings) this.#addText(this.#defaultOf(value), key, true);
      else this.#write(value, key, MAX_DEPTH);
    }
  }

  /** The text in `Field(default="...")` and `SecretStr("...")`. */
  #defaultOf(given: CodeNode): CodeNode | undefined {
    const value = unwrap(given) ?? given;
    const callee = value.type === 'call_expression' ? field(value, 'function') : undefined;
    if (callee === undefined || !HOLDS.test(this.#textOf(callee))) return value;
    const named = keywordsOf(value, this.text).find(([name]) => name === 'default');
    const held = named?.[1] ?? argumentsOf(value)[0];
    return held && this.#defaultOf(held);
  }

  #isStatic(member: CodeNode, name: CodeNode): boolean {
    if (this.root.language === 'python') return true;
    // Fields of interfaces are static without a word.
    const holder = member.parent?.parent;
    const head = holder === undefined ? '' : this.text.slice(holder.start, field(holder, 'name')?.start);
    return /\binterface\s+$/.test(head) || /\bstatic\b/.test(this.text.slice(member.start, name.start));
  }

  #addText(given: CodeNode | undefined, path: readonly string[], fallback: boolean): void {
    const node = unwrap(given);
    const own = stringValue(node, this.text);
    if (node !== undefined && own !== undefined) this.#add(node, own, path, fallback);
  }

  #add(node: CodeNode, own: string, path: readonly string[], fallback: boolean): void {
    const name = path.join('.');
    if (own === '' || !KEYS.test(name) || this.#isFull(name)) return;
    const text = own.slice(0, LONGEST);
    this.#found.push({ path: name, text, ...(fallback ? { fallback } : {}), node });
  }

  #isFull(name: string): boolean {
    return this.#found.length >= MOST || this.#found.some((one) => one.path === name);
  }

  #textOf({ start, end }: CodeNode): string {
    return this.text.slice(start, end);
  }
}
