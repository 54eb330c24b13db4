import type { CodeRoot } from '../../syntax/code.js';
import { isFunction } from '../../syntax/code-read.js';
import type { Leaf } from '../../text/leaf.js';
import type { Framework } from '../frameworks/framework.js';
import { FRAMEWORKS } from '../frameworks/index.js';
import { classFact } from './classes.js';
import { isGenerated, isLeftOut } from './exclude.js';
import type { Reading } from './expression.js';
import type { Flows } from './flows.js';
import { type Asked, remembered } from './function-memory.js';
import { keepFunction } from './function-nodes.js';
import { functionFact, isFollowed } from './functions.js';
import { Ledger } from './ledger.js';
import { prune } from './prune.js';
import { recordsOf } from './records.js';
import { registeredIn } from './registered.js';
import { sitesOf } from './sites.js';
import { stepsOf } from './steps.js';
import type { CodeFacts, Expr, Step } from './types.js';
import { writtenIn } from './written.js';

/** Of a file that is no part of the product. */
const NO_FACTS = { skipped: true, modules: [], steps: [], functions: new Map(), classes: new Map() };

/** What a code file tells the rest of the workspace. `root` is the tree of the leaf's text. */
export function codeFacts(
  root: CodeRoot,
  leaf: Leaf,
  frameworks: readonly Framework[] = FRAMEWORKS,
  flows?: Flows,
): CodeFacts {
  const { language } = root;
  if (isLeftOut(leaf.uri.slice(leaf.uri.lastIndexOf('/') + 1)) || isGenerated(leaf.text))
    return { ...NO_FACTS, language };
  const ledger = new Ledger(root);
  const { functions, classes } = ledger;
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
  const steps = stepsOf(root, reading);
  for (const [node, number] of ledger.numbers) if (isFunction(node)) keepFunction(root, node, number);
  const facts = { skipped: false, language, modules: modulesOf(steps), steps, functions, classes };
  return withDeclared(language === 'java' ? facts : prune(facts), root, leaf);
}

function withDeclared(facts: CodeFacts, root: CodeRoot, { text }: Leaf): CodeFacts {
  const records = recordsOf(root, text);
  const written = writtenIn(root, text).map(({ node: _, ...fact }) => fact);
  return {
    ...facts,
    ...(records.length === 0 ? {} : { records }),
    ...(written.length === 0 ? {} : { written }),
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
