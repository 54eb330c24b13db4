const CONTEXT = 3;
const NO_NEWLINE = '\\ No newline at end of file';

/** A unified diff of two texts that differ in few places; empty when they are equal. */
export function unifiedDiff(name: string, before: string, after: string): string {
  if (before === after) return '';
  const [old, now] = [linesOf(before), linesOf(after)];
  const hunks = hunksOf(old, now, matches(old, now));
  return [`--- a/${name}`, `+++ b/${name}`, ...hunks, ''].join('\n');
}

/** A last line that nothing ends carries the note that tools expect below it, and so differs from one that is ended. */
function linesOf(text: string): readonly string[] {
  const lines = text.split('\n');
  const last = lines.pop();
  return last ? [...lines, `${last}\n${NO_NEWLINE}`] : lines;
}

type Step = readonly [sign: ' ' | '-' | '+', line: string];

/** Lines in order with their signs; a greedy search for the nearest common line keeps it linear in practice. */
function matches(old: readonly string[], now: readonly string[]): readonly Step[] {
  const steps: Step[] = [];
  let a = 0;
  let b = 0;
  while (a < old.length || b < now.length) {
    if (a < old.length && b < now.length && old[a] === now[b]) {
      steps.push([' ', old[a++] ?? '']);
      b++;
      continue;
    }
    const [skipA, skipB] = resync(old, now, a, b);
    for (let n = 0; n < skipA; n++) steps.push(['-', old[a++] ?? '']);
    for (let n = 0; n < skipB; n++) steps.push(['+', now[b++] ?? '']);
  }
  return steps;
}

/** How many lines to leave on each side until both agree again. */
function resync(
  old: readonly string[],
  now: readonly string[],
  a: number,
  b: number,
): readonly [number, number] {
  const most = old.length - a + now.length - b;
  for (let sum = 1; sum <= most; sum++) {
    for (let skipA = 0; skipA <= sum; skipA++) {
      const skipB = sum - skipA;
      const [x, y] = [old[a + skipA], now[b + skipB]];
      if (x !== undefined && x === y) return [skipA, skipB];
    }
  }
  return [old.length - a, now.length - b];
}

function hunksOf(old: readonly string[], now: readonly string[], steps: readonly Step[]): readonly string[] {
  const lines: string[] = [];
  let index = 0;
  while (index < steps.length) {
    const first = steps.findIndex(([sign], at) => at >= index && sign !== ' ');
    if (first < 0) break;
    let last = first;
    for (let at = first; at < steps.length && at - last <= CONTEXT * 2; at++)
      if (steps[at]?.[0] !== ' ') last = at;
    const from = Math.max(index, first - CONTEXT);
    const to = Math.min(steps.length, last + CONTEXT + 1);
    lines.push(header(steps, from, to), ...steps.slice(from, to).map(([sign, line]) => sign + line));
    index = to;
  }
  return old.length + now.length > 0 ? lines : [];
}

function header(steps: readonly Step[], from: number, to: number): string {
  const count = (sign: '-' | '+', end: number, begin = 0) =>
    steps.slice(begin, end).filter(([own]) => own === ' ' || own === sign).length;
  const side = (sign: '-' | '+') => `${sign}${count(sign, from) + 1},${count(sign, to, from)}`;
  return `@@ ${side('-')} ${side('+')} @@`;
}
