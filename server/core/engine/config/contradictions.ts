import type { ConfigFacts, RuleEntry } from '../../facts/config/portcullis.js';
import type { Rule } from '../../rule/rule.js';
import { child, isMap, type Node } from '../../syntax/node.js';
import type { Spot } from '../../syntax/spot.js';
import { matchesRule } from '../../text/glob.js';
import { matchesPath, readGlob } from '../../text/path-glob.js';
import type { PathStep } from '../../text/span.js';
import type { ConfigFault } from './fault.js';

/** A path that no glob means by accident. */
const ANY_FILE = ['\u0001', '\u0001/\u0001'];

/** What a configuration says and takes back, or says of nothing; each entry can be read by itself. */
export function* contradictions(
  root: Node,
  facts: ConfigFacts,
  rules: readonly Rule[],
): Generator<ConfigFault> {
  yield* ruleFaults(root, ['rules'], facts.rules, rules);
  yield* globFaults(root, ['exclude'], facts.exclude);
  yield* excludesAll(root, facts);
  const settled = new Map<string, number>();
  for (const [index, override] of facts.overrides.entries()) {
    yield* ruleFaults(root, ['overrides', index, 'rules'], override.rules, rules);
    yield* globFaults(root, ['overrides', index, 'files'], override.files);
    const { files } = override;
    if (files.length > 0 && files.every((file) => facts.exclude.includes(file))) {
      yield* at(root, ['overrides', index, 'files'], 'excluded');
    }
    if (override.profile === undefined && override.rules.length === 0) {
      yield* at(root, ['overrides', index], 'idle');
    }
    for (const name of saidBy(override)) settled.set(`${sameFiles(files)} ${name}`, index);
  }
  yield* overridden(root, facts, settled);
}

/** An entry of a list of rules that later ones replace for each rule that it names, and options that nobody reads. */
function* ruleFaults(
  root: Node,
  path: readonly PathStep[],
  entries: readonly RuleEntry[],
  rules: readonly Rule[],
): Generator<ConfigFault> {
  const by = new Map<string, string>();
  for (const { name, level } of entries) if (level !== undefined && !name.includes('*')) by.set(name, name);
  for (const { name, level, options } of [...entries].reverse()) {
    if (level === 'off' && options) yield* at(root, [...path, name, 'options'], 'off-options');
    if (level === undefined || !name.includes('*')) continue;
    const named = rules.filter(({ id }) => matchesRule(name, id)).map(({ id }) => id);
    const others = new Set(named.map((id) => by.get(id)));
    const [other] = others;
    if (named.length > 0 && other !== undefined && !others.has(undefined)) {
      yield* at(root, [...path, name], 'replaced', { by: other });
    }
    for (const id of named) if (!by.has(id)) by.set(id, name);
  }
}

function* globFaults(
  root: Node,
  path: readonly PathStep[],
  globs: readonly string[],
): Generator<ConfigFault> {
  for (const [index, text] of globs.entries()) {
    const glob = readGlob(text);
    if (typeof glob === 'string') yield* at(root, [...path, index], glob, { name: text });
  }
}

function* excludesAll(root: Node, { exclude }: ConfigFacts): Generator<ConfigFault> {
  for (const [index, text] of exclude.entries()) {
    const glob = readGlob(text);
    if (typeof glob === 'string' || !ANY_FILE.every((path) => matchesPath(glob, path))) continue;
    yield* at(root, ['exclude', index], 'everything');
  }
}

/** What an override says of the same files that a later one says otherwise. */
function* overridden(
  root: Node,
  { overrides }: ConfigFacts,
  settled: ReadonlyMap<string, number>,
): Generator<ConfigFault> {
  for (const [index, override] of overrides.entries()) {
    for (const name of saidBy(override)) {
      if (settled.get(`${sameFiles(override.files)} ${name}`) === index) continue;
      const place = name === 'profile' ? ['profile'] : ['rules', name];
      yield* at(root, ['overrides', index, ...place], 'replaced', { by: name });
    }
  }
}

function saidBy({ profile, rules }: ConfigFacts['overrides'][number]): readonly string[] {
  const said = rules.filter(({ level }) => level !== undefined).map(({ name }) => name);
  return profile === undefined ? said : ['profile', ...said];
}

function sameFiles(files: readonly string[]): string {
  return JSON.stringify([...files].sort());
}

/** The key of the entry at a path, or the item there. */
function* at(
  root: Node,
  path: readonly PathStep[],
  fault: string,
  data: ConfigFault['data'] = {},
): Generator<ConfigFault> {
  const spot = spotAt(root, path);
  if (spot) yield { fault, at: spot, data };
}

function spotAt(root: Node, path: readonly PathStep[]): Spot | undefined {
  const step = path.at(-1);
  let above: Node | undefined = root;
  for (const each of path.slice(0, -1)) above = child(above, each);
  if (step === undefined) return undefined;
  const node = child(above, step);
  if (isMap(above)) return above.entry(String(step))?.key;
  return isMap(node) ? (node.entries[0]?.key ?? node) : node;
}
