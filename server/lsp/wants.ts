import type { Want } from '../core/engine/types.js';
import { known } from '../core/model/types.js';
import { STRUCTURE_RULE } from '../host/structure.js';
import { createJudgments, type JudgmentsSetting } from './judgments.js';
import type { File } from './parts.js';
import { createPlaces } from './places.js';

export interface Wants {
  /** Answers what can be answered now and starts the rest. 'brought': the engine has news; 'waiting': some is on its way. */
  bring(): 'brought' | 'waiting' | 'none';
  /** Reads a file again. */
  reload(uri: string): void;
  /** Something has appeared or gone: whether it is there is answered again where the engine has asked. True where it has. */
  moved(uri: string): boolean;
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

export interface WantsSetting extends JudgmentsSetting {
  load(file: File): void;
}

/** Brings what the engine would like to know. The same want is never under way twice. */
export function createWants(setting: WantsSetting): Wants {
  const { engine } = setting;
  const judgments = createJudgments(setting);
  const due = new Set<string>();
  const absent = new Set<string>();
  const places = createPlaces(engine, setting.world);

  const file = (uri: string): void => {
    const found = setting.world().read(uri);
    if (typeof found !== 'string') {
      absent.delete(uri);
      setting.load(found);
    } else if (engine.document(uri) === undefined || absent.has(uri)) {
      absent.add(uri);
      engine.answer({ kind: 'file', uri }, known(found));
    }
  };

  /** A document that the engine has not read yet stays due. */
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
      const told = places.tell(wanted);
      const slow = wanted.filter(({ kind }) => kind === 'regex' || kind === 'structure');
      judgments.start([...slow, ...dueChecks()]);
      if (files.length > 0 || told) return 'brought';
      return judgments.underway() ? 'waiting' : 'none';
    },
    reload: file,
    moved: places.moved,
    isAbsent: (uri) => absent.has(uri),
    saved: (uri) => void due.add(uri),
    retry() {
      for (const uri of [...absent]) file(uri);
      places.retry();
    },
  };
}
