import { cutJson } from './cut-json.js';
import { guessJson } from './cut-json-lines.js';
import { cutYamlEntries, isOpenApi, yamlRoot } from './cut-yaml.js';
import { isJson } from './json-scan.js';
import type { LanguageId, Leaf } from './leaf.js';
import { LineTable } from './line-table.js';
import { MARKERS, type Piece } from './outline.js';

/** How a whole text is cut. */
export interface Cut {
  readonly pieces: readonly Piece[];
  readonly syntax: Leaf['syntax'];
  /** Its root has the key `openapi` or `swagger`. */
  readonly openapi: boolean;
  /** Its brackets or quotes did not match, so that it was cut by its lines. */
  readonly guessed: boolean;
}

/** Cuts a text; what cannot be cut safely stays one piece, since a wrong cut is worse than a slow one. */
export function cutText(text: string, language: LanguageId): Cut {
  if (language === 'json') return json(text) ?? guessed(text) ?? whole(text, 'json');
  if (language !== 'yaml') return whole(text, 'code');
  // A carriage return alone ends a line for a YAML parser, but not for a scan of lines.
  if (/\r(?!\n)/.test(text)) return whole(text, 'yaml');
  const lines = new LineTable(text);
  const entries = yamlRoot(lines);
  if (entries === undefined) return jsonInYaml(text) ?? whole(text, 'yaml');
  const openapi = isOpenApi(entries);
  const pieces = cutYamlEntries(lines, entries, text.length, [], openapi);
  return { pieces, syntax: 'yaml', openapi, guessed: false };
}

function json(text: string): Cut | undefined {
  const openapi = /["'](?:openapi|swagger)["']\s*:/.test(text);
  const pieces = cutJson(text, openapi);
  if (pieces === undefined) return undefined;
  const marked = pieces.some((piece) => piece.path.length === 0 && MARKERS.has(piece.key ?? ''));
  const cut = marked || !openapi ? pieces : (cutJson(text, false) ?? pieces);
  return { pieces: cut, syntax: 'json', openapi: marked, guessed: false };
}

/** What is not JSON through and through may be well-formed YAML all the same. */
function jsonInYaml(text: string): Cut | undefined {
  const isLike = /^\uFEFF?\s*[{[]/.test(text);
  return isLike && isJson(text.replace(/^\uFEFF/, '')) ? json(text) : undefined;
}

function guessed(text: string): Cut | undefined {
  const guess = guessJson(text);
  return guess && { ...guess, syntax: 'json', guessed: true };
}

function whole(text: string, syntax: Leaf['syntax']): Cut {
  const piece = { start: 0, end: text.length, path: [], key: undefined, head: false };
  // JSON with a bracket is cut whenever its brackets match.
  const isBroken = syntax === 'json' && /^\uFEFF?\s*[{[]/.test(text);
  return {
    pieces: [isBroken ? { ...piece, flaw: 'odd' } : piece],
    syntax,
    openapi: false,
    guessed: isBroken,
  };
}
