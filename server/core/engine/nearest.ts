import type { Task } from './board.js';
import type { FileState } from './files.js';
import type { Around } from './types.js';

/** The pending part at the place where the user is. */
export function nearest(
  { uri, offset }: Around,
  files: ReadonlyMap<string, FileState>,
  pending: ReadonlyMap<string, Task>,
): Task | undefined {
  const file = files.get(uri);
  if (!file) return undefined;
  for (const task of pending.values()) {
    const part = task.uri === uri ? file.parts.get(task.id)?.part : undefined;
    const inside = part?.leaves.some((leaf) => {
      const start = file.document.offsetOf(leaf);
      return start >= 0 && start <= offset && offset < start + leaf.text.length;
    });
    if (inside) return task;
  }
  return undefined;
}
