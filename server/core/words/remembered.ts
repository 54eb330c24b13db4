/** More texts than a large document has names. */
const MOST = 20_000;

/** The same function of a text, which answers at once what it was asked before; it forgets all when that is too much. */
export function remembered<T extends object | boolean | string>(
  compute: (text: string) => T,
): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const made = compute(text);
    if (known.size >= MOST) known.clear();
    known.set(text, made);
    return made;
  };
}
