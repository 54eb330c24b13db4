import { remembered } from './remembered.js';

/** Terms compiled for lookup. */
export interface Vocabulary {
  /** The first term that the tokens hold, as whole words; undefined when none. */
  find(tokens: readonly string[]): Match | undefined;
}

export interface Match {
  readonly term: string;
  /** The tokens around the term: what the name says about it. */
  readonly rest: readonly string[];
}

interface Candidate {
  readonly term: string;
  readonly words: readonly string[];
}

/**
 * The words of an identifier in lower case: `userAPIKey_v2` gives user, api, key, v, 2. Digits are words of their own,
 * and `OAuth` is one word. Names are read up to 200 characters.
 */
export function tokensOf(name: string): readonly string[] {
  return split(name.length > MOST ? name.slice(0, MOST) : name);
}

const MOST = 200;

/** The names of a document repeat, and many rules ask about each. */
const split = remembered((name: string): readonly string[] => {
  if (/^[a-z]+$/.test(name)) return [name];
  return name
    .replace(/OAuth/g, 'Oauth')
    .replace(/[A-Z]{2,}s(?![a-z])/g, (acronyms) => acronyms.charAt(0) + acronyms.slice(1).toLowerCase())
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/(\p{L})(\d)/gu, '$1 $2')
    .replace(/(\d)(\p{L})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
});

/**
 * Terms of one or more words: 'api key' is found in `apiKey`, `x-api-key`, `API_KEYS` and `apikey`, never in `keyboard`.
 * A plural in -s counts as its singular. The list is written as `terms` reads it.
 */
export function vocabulary(list: string): Vocabulary {
  const byFirst = new Map<string, Candidate[]>();
  for (const term of terms(list)) {
    const words = term.split(' ');
    add(byFirst, { term, words });
    if (words.length > 1) add(byFirst, { term, words: [words.join('')] });
  }
  return {
    find(tokens) {
      for (let at = 0; at < tokens.length; at += 1) {
        for (const candidate of candidates(byFirst, tokens[at] ?? '')) {
          const { term, words } = candidate;
          if (!words.every((word, index) => same(tokens[at + index], word))) continue;
          return { term, rest: [...tokens.slice(0, at), ...tokens.slice(at + words.length)] };
        }
      }
      return undefined;
    },
  };
}

/** The terms of a list written as text: separated by commas, over several lines. */
export function terms(list: string): readonly string[] {
  return list
    .split(',')
    .map((term) => term.trim().replace(/\s+/g, ' '))
    .filter((term) => term !== '');
}

/** Whether the tokens are exactly one of the terms. */
export function isExactly(tokens: readonly string[], names: ReadonlySet<string>): boolean {
  const [first = ''] = tokens;
  if (tokens.length < 2) return names.has(first);
  return names.has(tokens.join(' ')) || names.has(tokens.join(''));
}

/** Whether one of the tokens, or its singular, is one of the words. */
export function hasWord(tokens: readonly string[], words: ReadonlySet<string>): boolean {
  for (const token of tokens) if (words.has(token) || words.has(singular(token))) return true;
  return false;
}

function add(map: Map<string, Candidate[]>, candidate: Candidate): void {
  const first = candidate.words[0] ?? '';
  map.set(first, [...(map.get(first) ?? []), candidate]);
}

function candidates(map: ReadonlyMap<string, readonly Candidate[]>, token: string): readonly Candidate[] {
  return map.get(token) ?? map.get(singular(token)) ?? [];
}

function same(token: string | undefined, word: string): boolean {
  return token !== undefined && (token === word || singular(token) === word);
}

function singular(token: string): string {
  return token.length > 3 && token.endsWith('s') && !token.endsWith('ss') ? token.slice(0, -1) : token;
}
