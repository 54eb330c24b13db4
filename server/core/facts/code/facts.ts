import type { CodeRoot } from '../../syntax/code.js';
import type { Leaf } from '../../text/leaf.js';
import type { Framework } from '../frameworks/framework.js';
import { FRAMEWORKS } from '../frameworks/index.js';
import { classFact } from './classes.js';
import { isGenerated, isLeftOut } from './exclude.js';
import type { Reading } from './expression.js';
import type { Flows } from './flows.js';
import { type Asked, type Circumstances, remembered } from './function-memory.js';
import { keepFunctions } from './function-nodes.js';
import { functionFact, isFollowed } from './functions.js';
import { Ledger } from './ledger.js';
import { numbersOf } from './numbers.js';
import { prune } from './prune.js';
import { recordsOf } from './records.js';
import { registeredIn } from './registered.js';
import { rowsOf } from './rows.js';
import { sitesOf } from './sites.js';
import { rememberedStatement, type Said, saysTheSame } from './statement-memory.js';
import { inOrder, stepsIn, stepsOf } from './steps.js';
import type { CodeFacts, Expr, Step } from './types.js';
import { writtenIn } from './written.js';

/** What takes operators of MongoDB out of what callers send, wherever it stands. */
const SANITIZES = /\bmongo-sanitize\b|\bsanitizeFilter\b/;
/** Of a file that is no part of the product. */
const NO_FACTS = { skipped: true, modules: [], steps: [], functions: new Map(), classes: new Map() };

/** What is known of the text before: its tree, and what tells whether two values say the same. */
export interface Earlier {
  readonly root: CodeRoot;
  same(a: unknown, b: unknown): boolean;
}

/**
 * What a code file tells the rest of the workspace. `root` is the tree of the leaf's text. Where the statements of a
 * program say what those of the text before said, the facts are the very same.
 */
export function codeFacts(
  root: CodeRoot,
  leaf: Leaf,
  frameworks: readonly Framework[] = FRAMEWORKS,
  flows?: Flows,
  earlier?: Earlier,
): CodeFacts {
  const { language } = root;
  if (isLeftOut(leaf.uri.slice(leaf.uri.lastIndexOf('/') + 1)) || isGenerated(leaf.text))
    return { ...NO_FACTS, language };
  const ledger = new Ledger(root);
  const { reading, about } = begin(root, leaf, frameworks, ledger, flows);
  // A class of Java is no statement but holds them.
  const facts =
    about === undefined || language === 'java'
      ? joined(stepsOf(root, reading), ledger, reading)
      : byStatement(root, ledger, reading, about, earlier);
  keepFunctions(root, ledger.numbers);
  return withDeclared(facts, root, leaf);
}

interface Begun {
  readonly reading: Reading;
  /** Undefined where nothing is remembered. */
  readonly about: Circumstances | undefined;
}

function begin(
  root: CodeRoot,
  leaf: Leaf,
  frameworks: readonly Framework[],
  ledger: Ledger,
  flows: Flows | undefined,
): Begun {
  const { language } = root;
  const all = sitesOf(root, leaf.text, frameworks);
  const sites = new Map([...all].map(([number, { call }]) => [call, number] as const));
  const names = registeredIn(root, leaf.text);
  const asked: Asked[] = [];
  const about = flows && {
    asked,
    names,
    flows,
    frameworks,
    sites: all,
    ordinals: sites,
    followed: isFollowed(language, leaf.text),
    generation: numbersOf(root).generation,
  };
  const reading: Reading = {
    text: leaf.text,
    language,
    sites,
    flows,
    registered(name) {
      asked.push([name, names.get(name)]);
      return names.get(name);
    },
    functionOf: (node) =>
      ledger.functionOf(node, () => {
        const make = () => functionFact(node, reading, frameworks);
        return about === undefined ? make() : remembered(node, ledger, about, make);
      }),
    classOf: (node) => ledger.classOf(node, () => classFact(node, reading)),
  };
  return { reading, about };
}

function joined(steps: readonly Step[], { functions, classes }: Ledger, { language }: Reading): CodeFacts {
  const facts = { skipped: false, language, modules: modulesOf(steps), steps, functions, classes };
  return language === 'java' ? facts : prune(facts);
}

/** What the statements of a program said, and the facts that were made of it. */
interface Told {
  readonly said: readonly Said[];
  readonly facts: CodeFacts;
}

const told = new WeakMap<CodeRoot, Told>();

function byStatement(
  root: CodeRoot,
  ledger: Ledger,
  reading: Reading,
  about: Circumstances,
  earlier: Earlier | undefined,
): CodeFacts {
  const numbers = numbersOf(root);
  const said = root.children.map((node) =>
    rememberedStatement(node, numbers.ofStatement(node), ledger, about, () => stepsIn(node, reading)),
  );
  const facts = sameFacts(said, earlier) ?? joined(stepsOfAll(said, reading), ledger, reading);
  told.set(root, { said, facts });
  return facts;
}

function sameFacts(said: readonly Said[], earlier: Earlier | undefined): CodeFacts | undefined {
  const before = earlier && told.get(earlier.root);
  return before && saysTheSame(before.said, said, earlier.same) ? before.facts : undefined;
}

function stepsOfAll(said: readonly Said[], reading: Reading): readonly Step[] {
  return inOrder(
    said.flatMap(({ steps }) => steps),
    reading,
  );
}

function withDeclared(facts: CodeFacts, root: CodeRoot, { text }: Leaf): CodeFacts {
  const records = recordsOf(root, text);
  const written = writtenIn(root, text).map(({ node: _, ...fact }) => fact);
  const rows = rowsOf(root, text);
  const sanitizes = SANITIZES.test(text);
  if (records.length + written.length + rows.length === 0 && !sanitizes) return facts;
  return {
    ...facts,
    ...(sanitizes ? { sanitizes } : {}),
    ...(records.length === 0 ? {} : { records }),
    ...(written.length === 0 ? {} : { written }),
    ...(rows.length === 0 ? {} : { rows }),
  };
}

function modulesOf(steps: readonly Step[]): readonly string[] {
  const found = new Set<string>();
  for (const step of steps) {
    if (step.s === 'import' || step.s === 'pass') found.add(step.from);
    else if (step.s === 'let') required(step.is, found);
    else if (step.s === 'do' || step.s === 'export') required(step.e, found);
  }
  return [...found].sort();
}

function required(e: Expr, found: Set<string>): void {
  if (e.k === 'get') required(e.of, found);
  if (e.k !== 'call') return;
  const [name] = e.a;
  if (e.f.k === 'name' && (e.f.n === 'require' || e.f.n === 'import') && name?.k === 'text')
    found.add(name.v);
  required(e.f, found);
  for (const argument of e.a) required(argument, found);
}
