import type { Rule } from '../../rule/rule.js';
import type { Asks } from '../asks.js';
import type { Run } from '../dispatch.js';
import type { Outcome } from '../outcome.js';
import { codeVisitor } from '../visit.js';
import { Inquiry, type World } from './inquiry.js';
import type { Part, StatementMemory } from './remembered.js';
import { type CodeVisitor, type CodeWalk, walkStatement } from './walk.js';

/** What checking the statements of one file needs of the engine. */
export interface StatementSetting {
  readonly uri: string;
  /** Undefined: every statement is checked, and nothing is kept of it. */
  readonly memory: StatementMemory | undefined;
  readonly asks: Asks;
  begin(asks: Asks): Run;
}

/** What rules say of each statement, in the order of the text; only those are checked of which something may differ. */
export function* checkStatements(walk: CodeWalk, setting: StatementSetting): Generator<Outcome> {
  const { contents, setting: shared } = walk;
  const { uri, memory, asks } = setting;
  const { scopes, env } = shared;
  const world: World = { root: contents.root, contents, names: scopes, env, asks };
  for (const statement of contents.statements) {
    for (const part of PARTS) {
      const about = { uri, part, statement };
      const known = memory?.recall(about, world);
      if (known !== undefined) {
        yield known;
        continue;
      }
      const inquiry = new Inquiry();
      const run = setting.begin(noted(asks, inquiry));
      scopes.inquiry = inquiry;
      walkStatement(statement.node, walk, visitorOf(part, run));
      scopes.inquiry = undefined;
      const outcome = run.outcome();
      yield memory?.keep(about, inquiry, outcome, world) ?? outcome;
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
      inquiry.plain('node', true, () => false);
      return asks.node(at);
    },
    regex: (pattern) => {
      const verdict = asks.regex(pattern);
      inquiry.plain(`regex ${pattern}`, verdict, (world) => world.asks.regex(pattern));
      return verdict;
    },
    today: () => {
      const day = asks.today();
      inquiry.plain('today', day, (world) => world.asks.today());
      return day;
    },
    options: (rule: Rule) => {
      const options = asks.options(rule);
      inquiry.plain(`options ${rule.id}`, options, (world) => world.asks.options(rule));
      return options;
    },
    listed: (rule: Rule) => {
      const listed = asks.listed(rule);
      inquiry.plain(`listed ${rule.id}`, listed, (world) => world.asks.listed(rule));
      return listed;
    },
    speaks: (rule: Rule, other: Rule) => {
      const speaks = asks.speaks(rule, other);
      inquiry.plain(`speaks ${rule.id} ${other.id}`, speaks, (world) => world.asks.speaks(rule, other));
      return speaks;
    },
  };
}
