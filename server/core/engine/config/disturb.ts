import type { Board } from '../board.js';
import { configTask } from '../check.js';
import type { FileState } from '../files.js';
import type { Intake } from '../intake.js';
import type { Tasks } from '../tasks.js';
import type { Disturbed, Settings } from './settings.js';

/** All that a changed setting may concern. */
export interface Desk {
  readonly files: ReadonlyMap<string, FileState>;
  readonly settings: Settings;
  readonly tasks: Tasks;
  readonly intake: Intake;
  readonly board: Board;
}

/** What is shown is read anew; checked again is what was told something else. */
export function disturb({ files, settings, tasks, intake, board }: Desk, changed: Disturbed): void {
  for (const { task, rule } of changed.rules) tasks.markRule(task, rule);
  tasks.markFiles(changed.files);
  for (const [uri, { parts }] of files) {
    const { listed } = settings.of(uri);
    const [first] = parts.values();
    if (first && first.listed !== listed) intake.add(uri);
  }
  board.touchAll(files.keys());
}

/** Which configurations there are, or what one says, is another. */
export function reconfigure(desk: Desk): void {
  const { files, settings, tasks } = desk;
  const configs = [...files].flatMap(([uri, { config }]) => (config ? [[uri, config] as const] : []));
  disturb(desk, settings.change({ configs: new Map(configs) }));
  // Of two in one folder one says that the other counts.
  for (const [uri] of configs) tasks.mark(configTask(uri).id);
}
