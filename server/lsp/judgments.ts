import type { Engine, Want } from '../core/engine/types.js';
import { UNKNOWN } from '../core/model/types.js';
import { wantKey } from '../host/settle.js';
import type { Outside } from './parts.js';

/** Judgments that take their time: of a pattern, of the structure of a document. */
export interface Judgments {
  /** Starts those that are not under way yet. */
  start(wanted: readonly Want[]): void;
  underway(): boolean;
}

export interface JudgmentsSetting {
  readonly engine: Engine;
  world(): Outside;
  /** An answer has arrived. */
  ready(): void;
  problem(what: string, problem: unknown): void;
}

export function createJudgments(setting: JudgmentsSetting): Judgments {
  const underway = new Set<string>();
  return {
    start(wanted) {
      for (const want of wanted) {
        const key = wantKey(want);
        if (underway.has(key)) continue;
        underway.add(key);
        judge(want, setting)
          .catch((problem) => setting.problem(key, problem))
          .finally(() => {
            underway.delete(key);
            setting.ready();
          });
      }
    },
    underway: () => underway.size > 0,
  };
}

async function judge(want: Want, { engine, world }: JudgmentsSetting): Promise<void> {
  const version = () => (want.kind === 'structure' ? engine.document(want.uri)?.version : undefined);
  const before = version();
  const answer = await world()
    .judge(want, engine)
    .catch(() => UNKNOWN);
  // A verdict on a text that has changed meanwhile would stand at the wrong place; the next save asks again.
  if (before === version()) engine.answer(want, answer);
}
