const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** What a word of JSON without quotes says; undefined when it is none. */
export function literalOf(word: string): boolean | null | number | undefined {
  switch (word) {
    case 'true':
      return true;
    case 'false':
      return false;
    case 'null':
      return null;
    default:
      return NUMBER.test(word) ? Number(word) : undefined;
  }
}

/**
 * How far the line of an offset is indented, and whether nothing else stands before the offset in it; undefined when
 * the line does not begin in this text.
 */
export function indentAt(
  text: string,
  at: number,
): { readonly indent: number; readonly first: boolean } | undefined {
  const feed = text.lastIndexOf('\n', at - 1);
  if (feed < 0) return undefined;
  const lead = /[ \t]*/y;
  lead.lastIndex = feed + 1;
  const indent = lead.exec(text)?.[0].length ?? 0;
  return { indent, first: feed + 1 + indent === at };
}
