/** Keeps one spelling for each file inside, and gives the client back its own. */
export interface Spelling {
  ours(uri: string): string;
  theirs(uri: string): string;
}

export function createSpelling(canonical: (uri: string) => string): Spelling {
  const asWritten = new Map<string, string>();
  return {
    ours(uri) {
      const one = canonical(uri);
      if (one !== uri) asWritten.set(one, uri);
      return one;
    },
    theirs: (uri) => asWritten.get(uri) ?? uri,
  };
}
