import { type Registered, registeredIn } from '../../../facts/code/registered.js';
import type { Source } from '../../../facts/frameworks/framework.js';
import type { RecordTold } from '../../../model/code/records/receipts.js';
import type { Written } from '../../../model/code/records/written.js';
import type { CodeNode, CodeRoot } from '../../../syntax/code.js';
import { argumentsOf, field, stringValue, walk } from '../../../syntax/code-read.js';
import { nodesOf, type Statement, statementAround } from '../../../syntax/code-statements.js';
import type { LanguageId } from '../../../text/leaf.js';
import { computed } from '../../../text/multimap.js';
import { Heard } from '../memory/heard.js';
import type { Inquiry } from '../memory/inquiry.js';
import { homesOf, noteRoles, openingOf, ownerOf, placeOf } from '../memory/openings.js';
import type { Evidence, NameBook, World } from '../world.js';
import { functionOf, isCertain, isInside } from './around.js';
import { classesIn } from './file-classes.js';
import { usesAnywhere } from './file-uses.js';
import { PACKAGES } from './idioms.js';
import { type NameUses, usesIn } from './name-uses.js';
import { type Declaration, ScopeNames } from './scope-names.js';

/** What was assigned to a name. */
interface Assigned {
  readonly replaced: CodeNode | undefined;
  readonly added: readonly CodeNode[];
}

/** Names and assignments of one file, looked up on demand. */
export class Scopes implements NameBook {
  readonly text: string;
  readonly root: CodeRoot;
  /** Hears what is asked for the statement that is checked now. */
  inquiry: Inquiry | undefined;
  /** The function that is read, when it alone is remembered and not the whole of its statement. */
  subject: CodeNode | undefined;
  /** Whether a dependency gives the parameter, and no caller. Nothing is known of that before facts are joined. */
  isOwn: (of: CodeNode, index: number) => boolean = () => false;
  /** Whether what a dependency gives the parameter is who is calling. */
  isGivenCaller: (of: CodeNode, index: number) => boolean = () => false;
  /** Whether what a function hands something on to finds out by itself who is calling. */
  isAskedBeyond: (of: CodeNode) => boolean = () => false;
  /** Whether routes are served by a function, or with what it gives back. */
  isServing: (of: CodeNode) => boolean = () => false;
  /** The class of what a dependency gives the parameter, where the name of its type stands for that. */
  givenType: (of: CodeNode, index: number) => string | undefined = () => undefined;
  /** What the class of a record that a handler takes says of it, where it is in sight; `eachIn`: of each of a list. */
  recordIn: (of: CodeNode, index: number) => RecordTold | undefined = () => undefined;
  eachIn: (of: CodeNode, index: number) => RecordTold | undefined = () => undefined;
  /** Fields of a record that a handler takes of which the type leaves no choice of text, where its class is in sight. */
  narrowIn: (of: CodeNode, index: number) => readonly string[] | undefined = () => undefined;
  /** What a method elsewhere, 'OrderService.getOrder', finds by its one parameter, whoever is calling; '' where nothing says how that is called. */
  finder: (name: string) => string | undefined = () => undefined;
  /** What is found by what a call of a function hands on first; '' where nothing is looked up. */
  foundBy: (call: CodeNode, of: CodeNode) => string | undefined = () => undefined;
  /** What another file writes down under these names; '' as the module is this file. */
  written: (module: string, path: readonly string[]) => Written | undefined = () => undefined;
  readonly #scopes: ScopeNames;
  /** What is asked of many statements is worked out once. */
  readonly #around = new Map<CodeNode | undefined, Map<string, Evidence>>();
  readonly #used = new Map<string, Evidence>();
  readonly #heard = new Heard();
  #classes: ReadonlyMap<string, CodeNode> | undefined;

  constructor(root: CodeRoot, text: string) {
    this.root = root;
    this.text = text;
    this.#scopes = new ScopeNames(text, root.language);
  }

  get language(): LanguageId {
    return this.root.language;
  }

  /** What a name stands for by the registrations of the file. */
  registered(name: string): Registered | undefined {
    this.inquiry?.common(`registered ${name}`, ({ root, contents }) =>
      registeredIn(root, contents.leaf.text).get(name),
    );
    return registeredIn(this.root, this.text).get(name);
  }

  heard(of: CodeNode): void {
    noteRoles(of, this.inquiry);
  }

  /** What a parameter holds; `ask` is asked once for a statement. */
  source(of: CodeNode, index: number, ask: () => Source | undefined): Source | undefined {
    const held = computed(this.#heard.by(this.inquiry).held, of, () => new Map<number, Source | undefined>());
    if (!held.has(index)) held.set(index, ask());
    return held.get(index);
  }

  textOf(node: CodeNode): string {
    return this.text.slice(node.start, node.end);
  }

  /** The declaration that a name refers to where it stands. */
  find(identifier: CodeNode): Declaration | undefined {
    const { found } = this.#heard.by(this.inquiry);
    const known = found.get(identifier);
    if (known !== undefined || found.has(identifier)) return known;
    const declared = this.#search(identifier);
    found.set(identifier, declared);
    return declared;
  }

  #search(identifier: CodeNode): Declaration | undefined {
    const name = this.textOf(identifier);
    const home = this.#home(identifier);
    let inner = identifier;
    for (let at = identifier.parent; at !== undefined; inner = at, at = at.parent) {
      if (inner === home) return this.#findAround(home, name);
      const found = this.#scopes.of(at).get(name);
      if (found === undefined) continue;
      this.#leanOn(at, home);
      return found;
    }
    return undefined;
  }

  /** What is declared around the function that is read, in its own statement, may differ as soon as that does. */
  #leanOn(scope: CodeNode, home: CodeNode | undefined): void {
    const { subject } = this;
    if (subject === undefined || isInside(scope, subject) || home !== this.#home(subject)) return;
    this.inquiry?.nodes('home', [home], ({ root }) => [statementAround(subject, root)]);
  }

  /** What a class of Java declares under a name beside one of its members. */
  beside(member: CodeNode, name: string): Declaration | undefined {
    return this.#findAround(member, name);
  }

  /** The declaration among the statements of the file that a name in one of them refers to. */
  #findAround(statement: CodeNode, name: string): Declaration | undefined {
    const found = this.#outer(statement.parent, name);
    this.#noteFound(statement, name);
    return found;
  }

  #noteFound(statement: CodeNode, name: string): void {
    const { inquiry, root } = this;
    const around = statement.parent;
    if (inquiry === undefined || around === undefined) return;
    if (!this.#heard.by(inquiry).isNews(around, name)) return;
    const { anchor, key, scope } = placeOf(statement, root);
    const ask = ({ names, root }: World) => names.declaredFrom(scope(root), name);
    if (anchor !== undefined) return inquiry.commonOf(anchor, `find ${key} ${name}`, ask, name);
    if (scope(root) === undefined) return inquiry.never();
    inquiry.commonNodes(`find ${name}`, ask, name);
  }

  declaredFrom(scope: CodeNode | undefined, name: string): Evidence {
    const around = computed(this.#around, scope, () => new Map<string, Evidence>());
    return computed(around, name, () => this.#evidenceOf(this.#outer(scope, name)));
  }

  #outer(scope: CodeNode | undefined, name: string): Declaration | undefined {
    for (let at = scope; at !== undefined; at = at.parent) {
      const found = this.#scopes.of(at).get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** What a declaration says, with the statement that it stands in. */
  #evidenceOf(found: Declaration | undefined): Evidence {
    if (found === undefined) return [];
    switch (found.kind) {
      case 'import':
        return [found.kind, found.module, found.imported, found.whole === true ? 1 : 0];
      case 'function':
        return [found.kind, found.node, ...this.#homes(found.node)];
      case 'typed':
        return [found.kind, found.type, ...this.#homes(found.type)];
      case 'parameter':
        return [found.kind, ...this.#withHomes([ownerOf(found.of)]), found.index, ...found.path];
      default:
        return [found.kind, found.value, ...this.#homes(found.value), ...found.path];
    }
  }

  #home(node: CodeNode): CodeNode | undefined {
    return statementAround(node, this.root);
  }

  #homes(node: CodeNode): Evidence {
    return homesOf(node, this.root);
  }

  /**
   * What was assigned to a name in the function that holds the node, before it. `replaced`: what it certainly holds
   * since; `added`: what it may hold as well, or was appended to it.
   */
  assignedBefore(identifier: CodeNode): Assigned {
    const all = this.#before(identifier, 'assigned');
    const last = all.findLastIndex((node) => isCertain(node, identifier));
    const replaced = last < 0 ? undefined : field(all[last], 'right');
    return { replaced, added: all.slice(last + 1).flatMap((node) => field(node, 'right') ?? []) };
  }

  /** What was appended to a list or to a builder of text in the function that holds the node, before it. */
  appendedBefore(identifier: CodeNode): readonly CodeNode[] {
    return this.#before(identifier, 'appended').flatMap((call) => argumentsOf(call)[0] ?? []);
  }

  /** Assignments to members of a name in the function that holds the node, before it: `filter.owner = x`. */
  filledBefore(identifier: CodeNode): readonly CodeNode[] {
    return this.#before(identifier, 'filled');
  }

  /** What happens to a name before the node, in the function that holds it, or anywhere when none does. */
  #before(identifier: CodeNode, use: keyof NameUses): readonly CodeNode[] {
    const name = this.textOf(identifier);
    const home = functionOf(identifier);
    const isWide = home === undefined || openingOf(home) !== undefined;
    const all = isWide ? this.#everywhere(use, name) : this.#usesIn(this.#home(identifier), use, name);
    return all.filter((node) => node.end <= identifier.start && (home === undefined || isInside(node, home)));
  }

  #usesIn(statement: CodeNode | undefined, use: keyof NameUses, name: string): readonly CodeNode[] {
    return statement === undefined ? [] : (usesIn(statement, this.text)[use].get(name) ?? []);
  }

  #everywhere(use: keyof NameUses, name: string): readonly CodeNode[] {
    this.inquiry?.commonNodes(`${use} ${name}`, ({ names }) => names.usedAnywhere(use, name), name);
    return this.#collect(use, name);
  }

  usedAnywhere(use: keyof NameUses, name: string): Evidence {
    return computed(this.#used, `${use} ${name}`, () => this.#withHomes(this.#collect(use, name)));
  }

  namesIn(statement: Statement): readonly string[] {
    const uses = usesIn(statement.node, this.text, nodesOf(statement));
    const used = Object.values(uses).flatMap((names) => [...names.keys()]);
    return [...this.#scopes.declaredBy(statement.node).keys(), ...used];
  }

  #collect(use: keyof NameUses, name: string): readonly CodeNode[] {
    return usesAnywhere(this.root, this.text, use, name);
  }

  #withHomes(nodes: readonly CodeNode[]): Evidence {
    return nodes.flatMap((node) => [node, ...this.#homes(node)]);
  }

  /** Calls of a function by its name. */
  callsOf(name: string): readonly CodeNode[] {
    return this.#everywhere('called', name);
  }

  /** A class or an enumeration of this file. */
  classNamed(name: string): CodeNode | undefined {
    this.inquiry?.commonNodes(`class ${name}`, ({ names }) => [names.classDeclared(name)]);
    return this.classDeclared(name);
  }

  classDeclared(name: string): CodeNode | undefined {
    this.#classes ??= classesIn(this.root, this.text);
    return this.#classes.get(name);
  }

  /** Calls in this file of a function with a name. */
  callsTo(of: CodeNode): readonly CodeNode[] {
    const holder = of.parent?.type === 'variable_declarator' ? of.parent : of;
    const name = field(holder, 'name');
    const bare = name?.type === 'identifier' || this.language === 'java';
    return name !== undefined && bare ? this.callsOf(this.textOf(name)) : [];
  }

  /** The import that a name of a type leads to. */
  moduleOfType(type: CodeNode): string | undefined {
    const name = [...walk(type)].find(
      (node) => node.type === 'identifier' || node.type === 'type_identifier',
    );
    const declared = name === undefined ? undefined : this.find(name);
    if (declared === undefined && name !== undefined) return this.packageOf(this.textOf(name));
    return declared?.kind === 'import' ? declared.module : undefined;
  }

  /** The package of a class of Java that came with all of it: `import org.springframework.web.client.*`. */
  packageOf(name: string): string | undefined {
    const holder = this.language === 'java' ? PACKAGES.get(name) : undefined;
    if (holder === undefined) return undefined;
    this.inquiry?.common(`loads ${holder}`, ({ names }) => names.loads(holder));
    return this.loads(holder) ? holder : undefined;
  }

  loads(module: string): boolean {
    return this.root.children.some(
      (one) =>
        one.type === 'import_statement' &&
        one.children.length === 1 &&
        stringValue(field(one, 'source'), this.text) === module,
    );
  }
}
