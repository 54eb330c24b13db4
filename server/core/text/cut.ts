import { cutJson, keyAt, skipSpace } from './cut-json.js';
import { cutYamlEntries, isOpenApi, yamlRoot } from './cut-yaml.js';
import type { LanguageId, Leaf } from './leaf.js';
import { MARKERS, type Piece } from './outline.js';

export interface Cut {
  readonly syntax: Leaf['syntax'];
  readonly pieces: readonly Piece[];
}

/** How much of a JSON text is looked at for a root key that makes it an OpenAPI document. */
const PROBE = 2_000_000;

/** Cuts a text into pieces that cover it; one piece where no cut is certain. */
export function cut(language: LanguageId, text: string): Cut {
  const whole: Piece = { start: 0, end: text.length, path: [], key: undefined, head: false };
  if (language !== 'yaml' && language !== 'json') return { syntax: 'code', pieces: [whole] };
  const first = text.charAt(skipSpace(text, text.charCodeAt(0) === 0xfeff ? 1 : 0));
  if (language === 'json' || first === '{') {
    const pieces = cutJson(text, isOpenApiJson(text));
    if (pieces) return { syntax: 'json', pieces };
    return { syntax: language === 'json' ? 'json' : 'yaml', pieces: [whole] };
  }
  const entries = yamlRoot(text);
  if (!entries) return { syntax: 'yaml', pieces: [whole] };
  return { syntax: 'yaml', pieces: cutYamlEntries(text, entries, text.length, [], isOpenApi(entries)) };
}

function isOpenApiJson(text: string): boolean {
  const probe = text.length > PROBE ? text.slice(0, PROBE) : text;
  for (const match of probe.matchAll(/"(openapi|swagger)"\s*:/g)) {
    const key = keyAt(text, match.index);
    if (key && MARKERS.has(key.name) && isAtRoot(text, match.index)) return true;
  }
  return false;
}

/** Whether only one bracket is open before an offset; strings are skipped by their quotes. */
function isAtRoot(text: string, offset: number): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < offset; at++) {
    const c = text.charCodeAt(at);
    if (quoted) {
      if (c === 92) at++;
      else if (c === 34) quoted = false;
    } else if (c === 34) quoted = true;
    else if (c === 123 || c === 91) depth++;
    else if (c === 125 || c === 93) depth--;
  }
  return depth === 1;
}
