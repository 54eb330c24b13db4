import type { Task } from './board.js';
import type { FileState } from './files.js';
import type { Around } from './types.js';

/** The parts at the place where the user was last, by the state of the file: who works in slices asks at each. */
const last = new WeakMap<FileState, { readonly offset: number; readonly ids: readonly string[] }>();

/** The pending part at the place where the user is. */
export function nearest(
  { uri, offset }: Around,
  files: ReadonlyMap<string, FileState>,
  pending: ReadonlyMap<string, Task>,
): Task | undefined {
  const file = files.get(uri);
  if (!file) return undefined;
  const known = last.get(file);
  const ids = known?.offset === offset ? known.ids : partsAt(file, offset);
  last.set(file, { offset, ids });
  const id = ids.find((one) => pending.has(one));
  return id === undefined ? undefined : pending.get(id);
}

function partsAt({ document, parts }: FileState, offset: number): readonly string[] {
  const holding = [...parts.values()].filter(({ part }) =>
    part.leaves.some((leaf) => {
      const start = document.offsetOf(leaf);
      return start >= 0 && start <= offset && offset < start + leaf.text.length;
    }),
  );
  return holding.map(({ part }) => part.id);
}
