/** The same text in memory of its own: a slice keeps the whole text alive that it is taken from. */
export function copied(text: string): string {
  return ` ${text}`.slice(1);
}
