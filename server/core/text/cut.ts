import { cutJson } from './cut-json.js';
import { guessJson } from './cut-json-lines.js';
import { cutYamlEntries, isOpenApi, yamlRoot } from './cut-yaml.js';
import type { LanguageId, Leaf } from './leaf.js';
import { MARKERS, type Piece } from './outline.js';

/** How a whole text is cut. */
export interface Cut {
  readonly pieces: readonly Piece[];
  readonly syntax: Leaf['syntax'];
  /** Its root has the key `openapi` or `swagger`. */
  readonly openapi: boolean;
}

/** Cuts a text; what cannot be cut safely stays one piece, since a wrong cut is worse than a slow one. */
export function cutText(text: string, language: LanguageId): Cut {
  if (language === 'json') return json(text) ?? guessed(text) ?? whole(text, 'json');
  if (language !== 'yaml') return whole(text, 'code');
  // A carriage return alone ends a line for a YAML parser, but not for us.
  if (/\r(?!\n)/.test(text)) return whole(text, 'yaml');
  const entries = yamlRoot(text);
  if (entries === undefined)
    return (/^\uFEFF?\s*[{[]/.test(text) ? json(text) : undefined) ?? whole(text, 'yaml');
  const openapi = isOpenApi(entries);
  return { pieces: cutYamlEntries(text, entries, text.length, [], openapi), syntax: 'yaml', openapi };
}

function json(text: string): Cut | undefined {
  const openapi = /"(?:openapi|swagger)"\s*:/.test(text);
  const pieces = cutJson(text, openapi);
  if (pieces === undefined) return undefined;
  const marked = pieces.some((piece) => piece.path.length === 0 && MARKERS.has(piece.key ?? ''));
  if (marked || !openapi) return { pieces, syntax: 'json', openapi: marked };
  return { pieces: cutJson(text, false) ?? pieces, syntax: 'json', openapi: false };
}

function guessed(text: string): Cut | undefined {
  const guess = guessJson(text);
  return guess && { ...guess, syntax: 'json' };
}

function whole(text: string, syntax: Leaf['syntax']): Cut {
  const piece = { start: 0, end: text.length, path: [], key: undefined, head: false };
  // JSON with a bracket is cut whenever its brackets match.
  const isBroken = syntax === 'json' && /^\uFEFF?\s*[{[]/.test(text);
  return { pieces: [isBroken ? { ...piece, flaw: 'odd' } : piece], syntax, openapi: false };
}
