import { literalSegments } from './resources.js';
import { hasWord, terms, tokensOf, vocabulary } from './tokens.js';

export const EXPORT = vocabulary('export, dump, download all, archive download');

export const RENDER = vocabulary('thumbnail, resize, transcode, convert, conversion, render, screenshot');

export const MODEL = vocabulary(
  'completion, chat completion, embedding, inference, prompt, generate text, generate image',
);

/** What an operation is called. */
interface Named {
  readonly path: string;
  readonly method: string;
  readonly operationId?: string | undefined;
}

/**
 * Whether one call costs far more than others, by the end of its path or by its operationId: it exports all there is,
 * makes images or documents, asks a language model, works through many objects, or sends mail and text messages. What
 * speaks of such work and does none is left out: `listExports`, `GET /batches`, `/posts/{id}/report`.
 */
export function isHeavyWork({ path, method, operationId = '' }: Named): boolean {
  if (method !== 'GET' && method !== 'POST') return false;
  const segments = literalSegments(path).slice(-2).map(tokensOf);
  const last = path.endsWith('}') ? [] : (segments.at(-1) ?? []);
  const id = tokensOf(operationId);
  if (hasWord(id, ABOUT) || hasWord(last, ABOUT)) return false;
  const names = [last, id];
  if (names.some((name) => EXPORT.find(name) !== undefined && !isList(name, method))) return true;
  if (names.some(makesMedia)) return true;
  if (method !== 'POST') return false;
  const isSending = [segments.flat(), id].some((name) => SEND.find(name) !== undefined);
  return isSending || MANY.has(last[0] ?? '') || MANY.has(last.at(-1) ?? '') || names.some(asksModel);
}

/** `GET /exports` lists what was made before. */
function isList(name: readonly string[], method: string): boolean {
  return method === 'GET' && !name.some((word) => SINGLE.has(word));
}

function makesMedia(name: readonly string[]): boolean {
  const match = RENDER.find(name);
  if (match === undefined) return REPORTING.find(name) !== undefined;
  return !CHANGED.has(match.term) || hasWord(match.rest, MEDIA);
}

function asksModel(name: readonly string[]): boolean {
  const term = MODEL.find(name)?.term;
  return term !== undefined && term !== 'prompt';
}

const SINGLE: ReadonlySet<string> = new Set(terms('export, dump, download, archive'));

/** In the singular: `/batches` are records that somebody made. */
const MANY: ReadonlySet<string> = new Set(['bulk', 'batch']);

/** A conversation is converted by a flag, a video by hours of work. */
const CHANGED: ReadonlySet<string> = new Set(terms('convert, conversion, thumbnail'));

const MEDIA: ReadonlySet<string> = new Set(
  terms('video, image, picture, photo, audio, pdf, document, file, media, html, generate, create'),
);

const REPORTING = vocabulary('generate report, build report, run report, generate pdf, generate invoice');

const SEND = vocabulary(
  'send email, send mail, send sms, send text, send message, resend email, resend sms, broadcast',
);

const ABOUT: ReadonlySet<string> = new Set(
  terms(`list, fetch, find, read, status, configuration, config, setting, template, type, schedule, history, progress,
    preview, option, cancel, delete, remove, job, get all`),
);
