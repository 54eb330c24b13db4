import type { Rule } from '../../../rule/rule.js';
import type { Asks } from '../../asks.js';
import type { Run } from '../../dispatch.js';
import type { Outcome } from '../../outcome.js';
import { codeVisitor } from '../../visit.js';
import { type CodeVisitor, type CodeWalk, walkStatement } from '../walk.js';
import type { World } from '../world.js';
import { AnswersOfFile } from './answers-of-file.js';
import { Inquiry } from './inquiry.js';
import type { Part, StatementMemory } from './remembered.js';

/** What checking the statements of one file needs of the engine. */
export interface StatementSetting {
  readonly uri: string;
  /** Undefined: every statement is checked, and nothing is kept of it. */
  readonly memory: StatementMemory | undefined;
  readonly asks: Asks;
  begin(asks: Asks): Run;
}

/** Tells what rules say of each statement, in the order of the text; only those are checked of which something may differ. */
export function checkStatements(
  walk: CodeWalk,
  setting: StatementSetting,
  tell: (outcome: Outcome) => void,
): void {
  const { contents, setting: shared } = walk;
  const { uri, memory, asks } = setting;
  const { scopes, env } = shared;
  const world: World = { root: contents.root, contents, names: scopes, env, asks };
  const answers = memory?.answersIn(uri, world) ?? new AnswersOfFile(world);
  for (const statement of contents.statements) {
    for (const part of PARTS) {
      const about = { uri, part, statement };
      const known = memory?.recall(about, world);
      if (known !== undefined) {
        tell(known);
        continue;
      }
      const inquiry = new Inquiry(answers);
      const run = setting.begin(noted(asks, inquiry));
      scopes.inquiry = inquiry;
      walkStatement(statement, walk, visitorOf(part, run));
      scopes.inquiry = undefined;
      const outcome = run.outcome();
      tell(memory?.keep(about, inquiry, outcome, world) ?? outcome);
    }
  }
}

const PARTS: readonly Part[] = ['routes', 'calls'];

function visitorOf(part: Part, run: Run): CodeVisitor {
  const { route, handling, call } = codeVisitor(run);
  if (part === 'calls') return { ...(handling && { handling }), ...(call && { call }) };
  return route === undefined ? {} : { route };
}

/** The same answers, noted with their questions. */
function noted(asks: Asks, inquiry: Inquiry): Asks {
  return {
    node: (at) => {
      // A tree of another file cannot be compared: what stood on it is checked again.
      inquiry.never();
      return asks.node(at);
    },
    regex: (pattern) => {
      inquiry.common(`regex ${pattern}`, (world) => world.asks.regex(pattern));
      return asks.regex(pattern);
    },
    today: () => {
      inquiry.common('today', (world) => world.asks.today());
      return asks.today();
    },
    options: (rule: Rule) => {
      inquiry.common(`options ${rule.id}`, (world) => world.asks.options(rule));
      return asks.options(rule);
    },
    listed: (rule: Rule) => {
      inquiry.common(`listed ${rule.id}`, (world) => world.asks.listed(rule));
      return asks.listed(rule);
    },
    speaks: (rule: Rule, other: Rule) => {
      inquiry.common(`speaks ${rule.id} ${other.id}`, (world) => world.asks.speaks(rule, other));
      return asks.speaks(rule, other);
    },
  };
}
