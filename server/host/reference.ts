import { isDecisions } from '../core/facts/config/decisions.js';
import { isConfig } from '../core/facts/config/portcullis.js';
import type { LanguageId } from '../core/text/leaf.js';
import type { Files, Reading } from './files.js';
import { languageOf } from './languages.js';
import { pathOfUri } from './uris.js';

/** What a `$ref` into another file leads to. */
export type Referenced =
  | { readonly kind: 'text'; readonly language: LanguageId; readonly text: string; readonly bom: boolean }
  | { readonly kind: 'missing' }
  /** Outside the workspace, another scheme. */
  | { readonly kind: 'refused' }
  /** A folder, a device, what the system does not let us read. */
  | { readonly kind: 'unreadable' }
  /** It is there and not ours to judge: prose, a file over a limit, bytes that are no text. */
  | { readonly kind: 'unknown'; readonly skipped?: { readonly path: string; readonly reason: string } };

/** Reads the file that a reference names: one answer for every host. */
export function readReferenced(files: Files, uri: string): Referenced {
  const read = files.readUri(uri);
  if ((isConfig(uri) || isDecisions(uri)) && read.kind !== 'text')
    return { kind: absenceOf(files, uri, read.kind) };
  if (read.kind === 'skipped') return { kind: 'unknown', skipped: { path: read.path, reason: read.reason } };
  if (read.kind !== 'text') return { kind: read.kind };
  const language = languageOf(pathOfUri(uri) ?? '');
  return language ? { kind: 'text', language, text: read.text, bom: read.bom } : { kind: 'unknown' };
}

/** Nobody asks for settings or decisions from outside, so that only a link is refused; what is no text is a fault of theirs. */
function absenceOf(files: Files, uri: string, kind: Exclude<Reading['kind'], 'text'>) {
  const file = pathOfUri(uri) ?? '';
  if (kind === 'refused') return files.holds(file) ? kind : 'missing';
  return kind === 'missing' && !files.holdsLink(file) ? kind : 'unreadable';
}
