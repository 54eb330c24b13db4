/** Whether two lists have the same members, by identity, in the same order. */
export function sameMembers(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a === b || (a.length === b.length && a.every((one, index) => one === b[index]));
}
