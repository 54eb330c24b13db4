/** Whether a glob of rule ids names this one; `*` stands for any run of characters. Linear in both lengths but for stars. */
export function matchesRule(glob: string, id: string): boolean {
  const [first = '', ...rest] = glob.split('*');
  if (rest.length === 0) return glob === id;
  const last = rest.pop() ?? '';
  if (!id.startsWith(first) || !id.endsWith(last) || id.length < first.length + last.length) return false;
  let from = first.length;
  for (const piece of rest) {
    const at = id.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return from <= id.length - last.length;
}
