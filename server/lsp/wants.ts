import type { Engine, Want } from '../core/engine/types.js';
import { known, UNKNOWN } from '../core/model/types.js';
import type { File, Outside } from './parts.js';

export interface Wants {
  /** Answers what can be answered now and starts the rest. 'brought': the engine has news; 'waiting': some is on its way. */
  bring(): 'brought' | 'waiting' | 'none';
  /** Reads a file again. */
  reload(uri: string): void;
  /** The engine asked for it and it was missing or refused. */
  isAbsent(uri: string): boolean;
  /**
   * The structure of a document that was opened or saved is due for a check, which is too slow for every key. It waits
   * until somebody wants to see what the check says.
   */
  saved(uri: string): void;
  /** The world has changed: what was refused or missing may be there now. */
  retry(): void;
}

export interface WantsSetting {
  readonly engine: Engine;
  world(): Outside;
  load(file: File): void;
  /** An answer has arrived. */
  ready(): void;
  problem(what: string, problem: unknown): void;
}

/** Says what the structure check has found. */
const STRUCTURE_RULE = 'testing/invalid-document';

/** Brings what the engine would like to know. The same want is never under way twice. */
export function createWants(setting: WantsSetting): Wants {
  const { engine } = setting;
  const underway = new Set<string>();
  const due = new Set<string>();
  const absent = new Set<string>();

  const file = (uri: string): void => {
    const found = setting.world().read(uri);
    if (typeof found !== 'string') {
      absent.delete(uri);
      setting.load(found);
    } else if (engine.document(uri) === undefined) {
      absent.add(uri);
      engine.answer({ kind: 'file', uri }, known(found));
    }
  };

  const judge = async (want: Want): Promise<void> => {
    const before = want.kind === 'structure' ? engine.document(want.uri)?.version : undefined;
    const answer = await setting
      .world()
      .judge(want, engine)
      .catch(() => UNKNOWN);
    const after = want.kind === 'structure' ? engine.document(want.uri)?.version : undefined;
    // A verdict on a text that has changed meanwhile would stand at the wrong place; the next save asks again.
    if (before === after) engine.answer(want, answer);
  };

  const start = (key: string, want: Want): void => {
    underway.add(key);
    judge(want)
      .catch((problem) => setting.problem(key, problem))
      .finally(() => {
        underway.delete(key);
        setting.ready();
      });
  };

  const startAll = (wanted: readonly Want[]): void => {
    for (const want of wanted) if (!underway.has(keyOf(want))) start(keyOf(want), want);
  };

  const dueChecks = (): readonly Want[] => {
    const others = [...due].filter((uri) => !['other', 'openapi'].includes(engine.kindOf(uri)));
    const documents = [...due].filter(
      (uri) => engine.shows(STRUCTURE_RULE, uri) && engine.kindOf(uri) === 'openapi',
    );
    for (const uri of [...others, ...documents]) due.delete(uri);
    return documents.map((uri) => ({ kind: 'structure' as const, uri }));
  };

  return {
    bring() {
      const wanted = engine.wants();
      const files = wanted.filter((want) => want.kind === 'file');
      for (const { uri } of files) file(uri);
      startAll(wanted.filter((want) => want.kind !== 'file'));
      startAll(dueChecks());
      if (files.length > 0) return 'brought';
      return underway.size > 0 ? 'waiting' : 'none';
    },
    reload: file,
    isAbsent: (uri) => absent.has(uri),
    saved: (uri) => {
      due.add(uri);
    },
    retry() {
      for (const uri of [...absent]) file(uri);
    },
  };
}

function keyOf(want: Want): string {
  return `${want.kind} ${want.kind === 'regex' ? want.pattern : want.uri}`;
}
