import { check, type Setting } from './check.js';
import { codePart } from './code/read.js';
import type { Desk } from './config/disturb.js';

/** Looks again at what of a code file was taken over from an earlier text: a fix is made of what was seen in this one. */
export function renew(uri: string, desk: Desk & Setting): void {
  if (desk.intake.holds(uri) || !desk.memory.forget(uri)) return;
  const task = { id: codePart(uri), uri };
  desk.board.settle(task, check(task, desk.board.outcome(task.id), desk));
}
