import { recordKey } from '../model/code/records/records.js';
import { foldersAbove, type Layout, packageOf } from '../model/layout.js';
import { known, UNKNOWN } from '../model/types.js';
import type { ProblemView } from '../rule/problem-view.js';
import type { RegexVerdict, Rule } from '../rule/rule.js';
import { CONFLICT } from '../syntax/build.js';
import { conflictsIn } from '../syntax/code-merged.js';
import type { Node } from '../syntax/node.js';
import { nodeAt, unitTree } from '../syntax/tree.js';
import type { Anchor } from '../text/span.js';
import type { Asks } from './asks.js';
import { baselineProblems } from './baseline/problems.js';
import type { Task } from './board.js';
import type { StatementMemory } from './code/memory/remembered.js';
import { checkStatements } from './code/memory/statement-checks.js';
import { type CodeState, codePart, isCode } from './code/read.js';
import { spotOf } from './code/spots.js';
import { beginWalk } from './code/walk.js';
import { configProblems } from './config/problems.js';
import type { Settings } from './config/settings.js';
import type { Count } from './counts.js';
import { decisionProblems } from './decisions/problems.js';
import { isGone } from './decisions/where.js';
import { type RuleIndex, Run } from './dispatch.js';
import type { FileState, PartState } from './files.js';
import { type Joined, TODAY } from './joined.js';
import { documentOf } from './openapi/document-view.js';
import { walkPart } from './openapi/walk.js';
import { wholeEnv } from './openapi/whole.js';
import { joinOutcomes, NOTHING, type Outcome, together } from './outcome.js';
import { PartEnv } from './part-env.js';
import { checkProperties } from './properties/check.js';
import { documentVisitor } from './visit.js';

const MESSAGE_LENGTH = 60;

/** Ids of the tasks that are no part of a file's text. */
export const documentTask = (uri: string, rule: string): Task => ({ id: `document:${uri} ${rule}`, uri });
export const endpointTask = (key: string, uri: string): Task => ({ id: `endpoint:${key}`, uri });
export const configTask = (uri: string): Task => ({ id: `config:${uri}`, uri });
export const baselineTask = (uri: string): Task => ({ id: `baseline:${uri}`, uri });
export const decisionsTask = (uri: string): Task => ({ id: `decisions:${uri}`, uri });
export const claimsTask = (uri: string): Task => ({ id: `claims:${uri}`, uri });
export const propertiesTask = (uri: string): Task => ({ id: `properties:${uri}`, uri });
export const faultsTask = (uri: string): Task => ({ id: `faults:${uri}`, uri });

/** What checking needs of the engine. */
export interface Setting {
  readonly index: RuleIndex;
  readonly joined: Joined;
  readonly files: ReadonlyMap<string, FileState>;
  readonly settings: Settings;
  /** What was said of statements of code. */
  readonly memory: StatementMemory;
  layout(): Layout;
  /** How often each rule ran on a unit. */
  counts(unit: string): Count;
  /** Where what has to be known of the outside is asked for. */
  readonly questions: { wantRegex(pattern: string): void; wantPresence(uri: string): void };
}

/**
 * Runs the rules on one task; what it read is recorded under the task's id. Where only some rules have to look again,
 * what the others said and read stands.
 */
export function check(task: Task, before: Outcome | undefined, setting: Setting): Outcome {
  const { rules } = task;
  if (rules) return before ? joinOutcomes(before, look(task, before, setting), rules) : NOTHING;
  // Who has never looked has read nothing; what statements read that are not asked again is still theirs.
  const isStill = task.id === codePart(task.uri) && setting.memory.isStill(task.uri);
  if (before && !isStill) setting.joined.forget(task.id);
  return look(task, before, setting);
}

function look(task: Task, before: Outcome | undefined, setting: Setting): Outcome {
  if (setting.settings.excludes(task.uri)) return NOTHING;
  if (task.id.startsWith('config:')) return checkConfig(task, setting);
  if (task.id.startsWith('baseline:')) return checkBaseline(task, setting);
  if (task.id.startsWith('decisions:')) return checkDecisions(task, setting);
  if (task.id.startsWith('document:')) return checkDocument(task, before, setting);
  if (task.id.startsWith('faults:')) return checkFaults(task, setting);
  if (task.id.startsWith('endpoint:')) return checkEndpoint(task, setting);
  const file = setting.files.get(task.uri);
  if (file?.properties) {
    const begin = (broken: boolean) => newRun(task, `${task.uri}#!properties`, broken, setting);
    const folder = packageOf(task.uri, setting.layout());
    return checkProperties(task, file, { folder, joined: setting.joined }, begin);
  }
  if (file?.code) return checkCode(task, file, file.code, setting);
  const state = file?.parts.get(task.id);
  return file && state ? checkPart(task, file, state, before, setting) : NOTHING;
}

function checkCode(task: Task, file: FileState, code: CodeState, setting: Setting): Outcome {
  const run = newRun(task, task.id, false, setting);
  const env = {
    route: (key: string) => setting.joined.routes.read(key, task.id),
    circle: (key: string) => setting.joined.circles.read(key, task.id),
    path: (uri: string) => uri.slice(packageOf(uri, setting.layout()).length),
    received: (key: string) => setting.joined.received.read(key, task.id) ?? [],
    record: (name: string, uri: string) =>
      setting.joined.records.read(recordKey(uri, name, setting.layout()), task.id),
    shown: (key: string) => setting.joined.records.read(key, task.id),
    finder: (name: string, uri: string) =>
      setting.joined.finders.read(recordKey(uri, name, setting.layout()), task.id),
    written: (key: string) => setting.joined.written.read(key, task.id),
    gives: (key: string) => setting.joined.gives.read(key, task.id),
    member: (name: string, uri: string) =>
      setting.joined.written.read(recordKey(uri, name, setting.layout()), task.id),
    documented: (key: string) => setting.joined.documented.read(key, task.id) ?? [],
    asked: (key: string) => setting.joined.asked.read(key, task.id),
    allowed: (key: string) => setting.joined.allowed.read(key, task.id) ?? [],
    served: (key: string) => setting.joined.handlers.read(key, task.id),
  };
  const failure = setting.joined.failures.read(task.uri, task.id);
  if (failure !== undefined) problemIn(file, failure, run);
  const said: Outcome[] = [];
  try {
    const walk = beginWalk(file.document, code.root, env);
    // What only some rules say of a statement is not what is said of it.
    const memory = task.rules === undefined ? setting.memory : undefined;
    const asks = asksOf(task, setting);
    const begin = (asks: Asks) => newRun(task, task.id, false, setting, asks);
    const tell = (outcome: Outcome) => said.push(outcome);
    if (walk) conflictsTold(file, code, run);
    if (walk) checkStatements(walk, { uri: task.uri, memory, asks, begin }, tell);
  } catch (error) {
    problemIn(file, error instanceof Error ? error.message : String(error), run);
  }
  return together([run.outcome(), ...said]);
}

/** Says at the top of a code file that it, or its package, could not be analyzed. */
function problemIn({ document }: FileState, message: string, run: Run): void {
  const leaf = document.leaves[0];
  if (leaf === undefined) return;
  const at = spotOf({ start: 0, end: Math.max(0, leaf.text.indexOf('\n')) }, leaf);
  const problem = { kind: 'limit' as const, at, data: { message: message.slice(0, MESSAGE_LENGTH) } };
  run.each('problem', at, undefined, (rule, ctx) => rule.check.problem?.(problem, ctx));
}

/** Says where two versions of a code file could not be merged. */
function conflictsTold({ document: { leaves } }: FileState, { root }: CodeState, run: Run): void {
  for (const leaf of leaves)
    for (const range of conflictsIn(leaf.text, root)) {
      const problem = { kind: 'syntax' as const, at: spotOf(range, leaf), data: { message: CONFLICT } };
      run.each('problem', problem.at, undefined, (rule, ctx) => rule.check.problem?.(problem, ctx));
    }
}

/** One endpoint of a document against the code that serves it. */
function checkEndpoint(task: Task, setting: Setting): Outcome {
  const compared = task.id.slice('endpoint:'.length);
  const view = setting.joined.endpoints.read(compared, task.id);
  const at = view?.documented[0]?.at ?? view?.implemented[0]?.at;
  if (!view || !at) return NOTHING;
  const scope = { broken: !view.document.legible, only: task.rules, compared };
  const count = setting.counts(`${task.uri}#!endpoint ${view.key}`);
  const run = new Run(setting.index, asksOf(task, setting), count, scope);
  run.each('endpoint', at, view.key, (rule, ctx) => rule.check.endpoint?.(view, ctx));
  return run.outcome();
}

function checkPart(
  task: Task,
  file: FileState,
  { part, broken }: PartState,
  before: Outcome | undefined,
  setting: Setting,
): Outcome {
  const run = newRun(task, `${task.uri}#${part.unit.id}`, broken, setting);
  const visitor = documentVisitor(run, setting.joined.operations.peek(part.id)?.key);
  walkPart(part, new PartEnv(task, setting), visitor);
  const leaves = new Set(part.leaves);
  for (const problem of unitTree(file.document, part.unit).problems) {
    if (!leaves.has(problem.spot.leaf)) continue;
    visitor.problem?.({ kind: 'syntax', at: problem.spot, data: { message: problem.message } });
  }
  return broken ? withLastGood(run.outcome(), before) : run.outcome();
}

/** Where the text is broken, what was found missing before it broke stands until it can be read again. */
function withLastGood(now: Outcome, before: Outcome | undefined): Outcome {
  if (!before) return now;
  const kept = before.findings.filter(({ rule }) => rule.absence);
  const ids = new Set(kept.map(({ rule }) => rule.id));
  return {
    findings: [...now.findings, ...kept],
    witnesses: [...now.witnesses, ...before.witnesses.filter(({ rule }) => ids.has(rule))],
  };
}

/** All operations of a document, for the one rule that the task is about. */
function checkDocument(task: Task, before: Outcome | undefined, setting: Setting): Outcome {
  const { uri } = task;
  const env = wholeEnv(task.id, setting.joined);
  const at = env.view(uri, 'at');
  if (!at) return NOTHING;
  const id = task.id.slice(task.id.lastIndexOf(' ') + 1);
  if (task.rules?.has(id) === false) return NOTHING;
  const rule = setting.index.all.find((one) => one.id === id);
  const legible = !rule?.absence || (env.view(uri, 'legible') ?? false);
  const run = newRun({ ...task, rules: new Set([id]) }, `${uri}#!document`, !legible, setting);
  const view = documentOf(uri, env);
  run.each('document', at, undefined, (rule, ctx) => rule.check.document?.(view, ctx));
  env.close();
  return legible ? run.outcome() : withLastGood(run.outcome(), before);
}

function checkFaults(task: Task, setting: Setting): Outcome {
  const run = newRun(task, `${task.uri}#!structure`, false, setting);
  for (const { message, path } of setting.joined.faults.read(task.uri, task.id) ?? []) {
    const at: Anchor = { uri: task.uri, path };
    const problem = { kind: 'structure' as const, at, data: { message } };
    run.each('problem', at, undefined, (rule, ctx) => rule.check.problem?.(problem, ctx));
  }
  const file = setting.files.get(task.uri);
  const kind: 'limit' | 'syntax' = file && isCode(file.document) ? 'limit' : 'syntax';
  for (const { spot, message } of file?.loose ?? []) {
    const problem = { kind, at: spot, data: { message } };
    run.each('problem', spot, undefined, (rule, ctx) => rule.check.problem?.(problem, ctx));
  }
  return run.outcome();
}

function checkConfig(task: Task, setting: Setting): Outcome {
  const document = setting.files.get(task.uri)?.document;
  if (!document) return NOTHING;
  const beside = setting.settings.configIn(task.uri.slice(0, task.uri.lastIndexOf('/') + 1));
  const absence = setting.joined.absent.read(task.uri, task.id);
  return checkProblems(task, configProblems(document, setting.index.all, { beside, absence }), setting);
}

function checkBaseline(task: Task, setting: Setting): Outcome {
  const document = setting.files.get(task.uri)?.document;
  return document ? checkProblems(task, baselineProblems(document), setting) : NOTHING;
}

function checkDecisions(task: Task, setting: Setting): Outcome {
  const document = setting.files.get(task.uri)?.document;
  if (!document) return NOTHING;
  const folders = foldersAbove(task.uri, setting.layout());
  const presence = (uri: string) => {
    const seen = setting.joined.presence.read(uri, task.id);
    if (seen === undefined) setting.questions.wantPresence(uri);
    return seen;
  };
  const problems = decisionProblems(document, {
    today: setting.joined.days.read(TODAY, task.id) ?? '',
    absence: setting.joined.absent.read(task.uri, task.id),
    isGone: (where) => isGone(where, { folders, presence }),
  });
  return checkProblems(task, problems, setting);
}

/** What rules say of problems that the engine has found itself. */
export function checkProblems(task: Task, problems: readonly ProblemView[], setting: Setting): Outcome {
  const run = newRun(task, `${task.uri}#!${task.id.slice(0, task.id.indexOf(':'))}`, false, setting);
  for (const problem of problems) {
    run.each('problem', problem.at, undefined, (rule, ctx) => rule.check.problem?.(problem, ctx));
  }
  return run.outcome();
}

function newRun(task: Task, unit: string, broken: boolean, setting: Setting, asks?: Asks): Run {
  const scope = { broken, only: task.rules };
  return new Run(setting.index, asks ?? asksOf(task, setting), setting.counts(unit), scope);
}

function asksOf(task: Task, setting: Setting): Asks {
  return {
    node: (at: Anchor): Node | undefined => {
      const document = setting.files.get(at.uri)?.document;
      return document && !isCode(document) ? nodeAt(document, at.path) : undefined;
    },
    regex: (pattern: string) => {
      const verdict: RegexVerdict | undefined = setting.joined.verdicts.read(pattern, task.id);
      if (verdict) return { known: true as const, value: verdict };
      setting.questions.wantRegex(pattern);
      return undefined;
    },
    today: () => {
      const day = setting.joined.days.read(TODAY, task.id);
      return day === undefined ? UNKNOWN : known(day);
    },
    options: (rule: Rule) => setting.settings.options(rule, task.uri, task.id),
    listed: (rule: Rule) => setting.settings.listed(rule, task.uri, task.id),
    speaks: (rule: Rule, other: Rule) => setting.settings.speaks(rule, other, task.uri, task.id),
  };
}
