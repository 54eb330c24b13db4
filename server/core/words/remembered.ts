/** More texts than a large document has names. */
const MOST = 20_000;

/** The same function of a text, which answers at once what it was asked before; it forgets all when that is too much. */
export function remembered<T>(compute: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly made: T }>();
  const remember = (text: string) => {
    const answer = { made: compute(text) };
    if (known.size >= MOST) known.clear();
    known.set(text, answer);
    return answer;
  };
  return (text) => (known.get(text) ?? remember(text)).made;
}
