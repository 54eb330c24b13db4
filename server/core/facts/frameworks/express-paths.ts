/** Paths with more optional parts than this are left as they are written. */
const MOST_PARTS = 4;

/**
 * The paths that a path with optional parts stands for: '/cats/:id?' of Express 4 is '/cats' and '/cats/:id',
 * '/pets/:id{/:sub}' of Express 5 is '/pets/:id' and '/pets/:id/:sub'. Anything else stays as it is.
 */
export function pathVariants(path: string): readonly string[] {
  const parts = [...path.matchAll(/\?|\{/g)].length;
  return parts === 0 || parts > MOST_PARTS ? [path] : [...new Set(variants(path))];
}

function variants(path: string): readonly string[] {
  const part = optionalIn(path);
  if (part === undefined) return [path === '' ? '/' : path];
  const [before, after] = [path.slice(0, part.start), path.slice(part.end)];
  return [...variants(before + after), ...variants(before + part.text + after)];
}

interface Optional {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The first optional part: a parameter with a question mark and the slash before it, or a group in braces. */
function optionalIn(path: string): Optional | undefined {
  const marked = /\/?:\w+(?:\([^()]*\))?\?/.exec(path);
  if (marked !== null)
    return { start: marked.index, end: marked.index + marked[0].length, text: marked[0].slice(0, -1) };
  // In braces a wildcard stands for all that follows.
  const group = /\{(?!\/?\*)([^{}]*)\}/.exec(path);
  if (group === null) return undefined;
  return { start: group.index, end: group.index + group[0].length, text: group[1] ?? '' };
}
