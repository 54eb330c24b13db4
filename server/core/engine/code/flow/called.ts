import type { CodeNode, CodeRoot } from '../../../syntax/code.js';
import { argumentsOf, decoratorsOf, field, unwrap, walk } from '../../../syntax/code-read.js';
import { nodesOf, openedStatements, type Statement, statementsOf } from '../../../syntax/code-statements.js';
import { computed } from '../../../text/multimap.js';
import { mayOpenDatabase } from '../../../words/databases.js';
import { mayBeAwsSecret, mayHoldSecret } from '../../../words/secrets.js';
import { homesOf, noteOf, openingOf } from '../memory/openings.js';
import { functionOf, isInside } from '../names/around.js';
import type { Scopes } from '../names/scopes.js';
import type { Evidence, NameBook } from '../world.js';

/** Secrets of all kinds are longer, and most texts of code are shorter. */
const LEAST_TEXT = 14;
/** Functions that make another of one, which does the same and gives a promise. */
const PROMISES = /^(?:promisify|pify)$/;
/** Annotations by which what is given back is the answer itself. */
const BODIES = /^@?(?:RestController|ResponseBody)\b/;
const EQUALS = /^[=!]==?$/;

/** What is called, under the name by which rules look for it; '[]=' where a member is filled whose name a variable holds. */
export interface Called {
  readonly target: CodeNode;
  readonly name: string;
  readonly args: readonly CodeNode[];
}

/**
 * A call, a `new`, an assignment to a member, a decorator that takes nothing or a method that Java declares; undefined
 * for anything else. `promisify(exec)(text)` calls `exec`.
 */
export function calledBy(node: CodeNode, scopes: Pick<NameBook, 'root' | 'textOf'>): Called | undefined {
  switch (node.type) {
    case 'call_expression': {
      const target = unwrap(field(node, 'function'));
      if (target?.type === 'import') return { target, name: 'import', args: argumentsOf(node) };
      return target?.type === 'super'
        ? named(madeBySuper(node), argumentsOf(node), made, scopes)
        : named(promisedBy(target, scopes) ?? target, argumentsOf(node), (name) => name, scopes);
    }
    case 'new_expression':
      return named(unwrap(field(node, 'constructor')), argumentsOf(node), made, scopes);
    case 'assignment_expression': {
      const target = unwrap(field(node, 'left'));
      const value = field(node, 'right');
      if (value === undefined) return undefined;
      const key = target && scopes.root.language !== 'python' ? textKey(target, scopes) : undefined;
      if (target && key !== undefined) return { target, name: `${key}=`, args: [value] };
      const index = target?.type === 'subscript_expression' ? unwrap(field(target, 'index')) : undefined;
      if (target && index?.type === 'identifier') return { target, name: '[]=', args: [index, value] };
      return target?.type === 'member_expression'
        ? named(target, [value], (name) => `${name}=`, scopes)
        : undefined;
    }
    case 'method_definition': {
      if (scopes.root.language !== 'java') return undefined;
      return named(field(node, 'name'), [], (name) => `def ${name}`, scopes);
    }
    case 'identifier':
      return node.parent?.type === 'decorator' ? named(node, [], (name) => name, scopes) : undefined;
    default:
      return undefined;
  }
}

/** An equality as a call of '==' with its two sides, so that rules find it under that name; undefined for anything else. */
export function comparedBy(node: CodeNode): Called | undefined {
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  const isEquality = node.type === 'binary_expression' && EQUALS.test(field(node, 'operator')?.type ?? '');
  return isEquality && left !== undefined && right !== undefined
    ? { target: node, name: '==', args: [left, right] }
    : undefined;
}

/** What a method of Java answers with the name of a page, as a call of 'return' with it; undefined where a body is meant. */
export function answeredBy(node: CodeNode, scopes: Pick<NameBook, 'root' | 'textOf'>): Called | undefined {
  if (node.type !== 'return_statement' || scopes.root.language !== 'java') return undefined;
  const [value] = node.children.filter(({ type }) => !/^(?:return|;|comment)$/.test(type));
  const method = functionOf(node);
  if (value === undefined || method?.type !== 'method_definition') return undefined;
  const marks = [method, method.parent?.parent].flatMap((one) =>
    one === undefined ? [] : decoratorsOf(one),
  );
  return marks.some((one) => BODIES.test(scopes.textOf(one)))
    ? undefined
    : { target: node, name: 'return', args: [value] };
}

/** A text that may hold a secret, or open a database for all to read along, as a call of '""' with it, so that rules find it; what nothing reads is a comment. */
export function toldBy(node: CodeNode, names: Pick<NameBook, 'textOf'>): Called | undefined {
  const isText = node.type === 'string' || node.type === 'template_string';
  if (!isText || node.end - node.start < LEAST_TEXT) return undefined;
  if (node.parent?.type === 'expression_statement') return undefined;
  const text = names.textOf(node);
  const inner = text.slice(1, -1);
  return mayHoldSecret(text) || mayBeAwsSecret(inner) || mayOpenDatabase(inner)
    ? { target: node, name: '""', args: [node] }
    : undefined;
}

/** The function that is made one of promises where it is called. */
function promisedBy(target: CodeNode | undefined, names: Pick<NameBook, 'textOf'>): CodeNode | undefined {
  if (target?.type !== 'call_expression') return undefined;
  const maker = unwrap(field(target, 'function'));
  const name = maker?.type === 'member_expression' ? field(maker, 'property') : maker;
  const [of] = argumentsOf(target);
  return name !== undefined && PROMISES.test(names.textOf(name)) ? unwrap(of) : undefined;
}

function made(name: string): string {
  return `new ${name}`;
}

/** The class that `super(...)` sets up: the one extended, or the one that a function makes it of: `PassportStrategy(Strategy)`. */
function madeBySuper(call: CodeNode): CodeNode | undefined {
  let holder = call.parent;
  while (holder !== undefined && !/^(?:abstract_)?class(?:_declaration)?$/.test(holder.type))
    holder = holder.parent;
  const heritage = holder?.children.find(({ type }) => type === 'class_heritage');
  const [clause] = heritage?.children.filter(isWritten) ?? [];
  const base = unwrap(field(clause, 'value') ?? clause);
  return base?.type === 'call_expression' ? unwrap(argumentsOf(base)[0]) : base;
}

function isWritten({ type }: CodeNode): boolean {
  return type !== 'extends';
}

function named(
  target: CodeNode | undefined,
  args: readonly CodeNode[],
  spell: (name: string) => string,
  scopes: Pick<NameBook, 'textOf'>,
): Called | undefined {
  const last = target?.type === 'member_expression' ? field(target, 'property') : target;
  if (target === undefined || last === undefined || !/identifier$/.test(last.type)) return undefined;
  return { target, name: spell(scopes.textOf(last)), args };
}

/** The name of a member that is written as a text: `env['PORT']`. */
function textKey(target: CodeNode, scopes: Pick<NameBook, 'textOf'>): string | undefined {
  const index = target.type === 'subscript_expression' ? field(target, 'index') : undefined;
  return index?.type === 'string' ? index.children.map((part) => scopes.textOf(part)).join('') : undefined;
}

/** What a call unpacks into arguments with a name: `f(**table)`. */
export function unpackedBy(call: CodeNode): readonly CodeNode[] {
  const parts = field(call, 'arguments')?.children ?? [];
  return parts.flatMap((part) => (part.type === 'keyword_spread' ? part.children.slice(-1) : []));
}

type OneCall = readonly [CodeNode, Called];

/** Callees of the calls around a node, in its function (`beyond`: in the one around a callback) or outside of all; 'cookie.secure=' for an assignment. */
export function neighborsOf(node: CodeNode, scopes: Scopes, beyond: boolean): readonly string[] {
  const own = functionOf(node);
  const home = beyond && own?.parent?.type === 'arguments' ? (functionOf(own) ?? own) : own;
  if (home === undefined) scopes.inquiry?.common('callees', ({ names }) => calleesIn(undefined, names));
  noteIn(home, 'callees', scopes, (now, names) => [JSON.stringify(calleesIn(now, names))]);
  return around(node, home, scopes).map((one) => calleeOf(one, scopes));
}

/** The calls around a node that have the name; of '==' the equalities there. */
export function nearbyOf(node: CodeNode, name: string, scopes: Scopes): readonly CodeNode[] {
  const home = functionOf(node);
  if (name === '==') return equalitiesAround(home, scopes);
  if (home === undefined)
    scopes.inquiry?.commonNodes(`nearby ${name}`, ({ names }) => callsNamed(name, undefined, names));
  noteIn(home, `nearby ${name}`, scopes, (now, names) => callsNamed(name, now, names));
  return around(node, home, scopes).flatMap(([one, called]) => (called.name === name ? [one] : []));
}

function around(node: CodeNode, home: CodeNode | undefined, names: NameBook): readonly OneCall[] {
  return callsAround(home, names).filter(([one]) => one !== node);
}

/** The equalities around a node, in its function or outside of all. */
function equalitiesAround(home: CodeNode | undefined, scopes: Scopes): readonly CodeNode[] {
  if (home === undefined) scopes.inquiry?.commonNodes('equalities', ({ root }) => equalitiesOf(root, root));
  noteIn(home, 'equalities', scopes, (now, { root }) => equalitiesOf(now, root));
  return equalitiesIn(home ?? scopes.root);
}

function equalitiesIn(top: CodeNode): readonly CodeNode[] {
  return [...walk(top)].filter((node) => comparedBy(node) !== undefined);
}

/** With the statements that hold them. */
function equalitiesOf(top: CodeNode, root: CodeRoot): Evidence {
  return equalitiesIn(top).flatMap((node) => [node, ...homesOf(node, root)]);
}

/** Notes what is asked of the calls in a function that is opened. */
function noteIn(
  home: CodeNode | undefined,
  key: string,
  { inquiry }: Scopes,
  ask: (now: CodeNode, names: NameBook) => Evidence,
): void {
  const opening = inquiry && openingOf(home);
  if (opening !== undefined) noteOf(opening, inquiry, key, (now, { names }) => ask(now, names));
}

function calleeOf([node, { target }]: OneCall, names: NameBook): string {
  return names.textOf(target) + (node.type === 'assignment_expression' ? '=' : '');
}

function calleesIn(home: CodeNode | undefined, names: NameBook): readonly string[] {
  return callsAround(home, names).map((one) => calleeOf(one, names));
}

/** With the statements that hold them. */
function callsNamed(name: string, home: CodeNode | undefined, names: NameBook): Evidence {
  return callsAround(home, names).flatMap(([node, called]) =>
    called.name === name ? [node, ...homesOf(node, names.root)] : [],
  );
}

/** Those of a function, or of the whole file. */
function callsAround(home: CodeNode | undefined, names: NameBook): readonly OneCall[] {
  if (home === undefined) return callsOf(statementsOf(names.root), names);
  const opening = openingOf(home);
  if (opening === undefined) return computed(inFunction, home, () => callsIn(walk(home), names));
  return callsOf(openedStatements(opening), names).filter(([one]) => isInside(one, home));
}

function callsOf(statements: readonly Statement[], names: NameBook): readonly OneCall[] {
  return computed(inStatements, statements, () =>
    statements.flatMap((one) => computed(known, one.node, () => callsIn(nodesOf(one), names))),
  );
}

/** By all statements of one version, which stay as they are. */
const inStatements = new WeakMap<readonly Statement[], readonly OneCall[]>();
/** By the statement that holds them. Invariant: a node that a later tree takes over holds the calls that it held. */
const known = new WeakMap<CodeNode, readonly OneCall[]>();
/** The same by the function around them, as long as that is not opened. */
const inFunction = new WeakMap<CodeNode, readonly OneCall[]>();

function callsIn(nodes: Iterable<CodeNode>, names: NameBook): readonly OneCall[] {
  return [...nodes].flatMap((node): readonly OneCall[] => {
    const called = node.type === 'method_definition' ? undefined : calledBy(node, names);
    return called === undefined ? [] : [[node, called]];
  });
}
