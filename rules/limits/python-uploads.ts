import type { CallView } from '../../server/core/rule/views.js';
import { functionText } from '../code-text.js';

/** What reads all of a file that FastAPI was sent, or writes it all to the disk. */
export const UPLOAD_READERS: readonly string[] = ['read', 'copyfileobj'];

/** What tells that somebody thought of how large a file may be; how long a text is and how often callers come are others. */
const SIZES =
  /(?<!["'])\b\w*_?size\b(?!["'])|content[-_]?length|max(?!_(?:length|items|digits)\s*=)|(?<!rate_?|limiter\.)limit(?!er)|\b413\b|\blen\([^()]*\)\s*[<>]|[<>]=?\s*len\(/i;

/** Whether a call takes all of a file that a handler of FastAPI was sent, of whatever size. */
export function readsAnySize({
  name,
  object,
  arguments: [first, ...more],
  handler,
  node,
}: CallView): boolean {
  const read = name === 'read' ? (first === undefined ? object?.text : undefined) : first?.text;
  const file = /^(\w+)(?:\.file)?$/.exec(read ?? '')?.[1];
  if (file === undefined || more.length > 1 || handler?.kind !== 'handler') return false;
  const { endpoints } = handler;
  if (endpoints.length === 0 || endpoints.some(({ guards }) => !guards.known)) return false;
  const text = functionText(node);
  if (text === undefined || SIZES.test(text)) return false;
  const declared = new RegExp(`\\b${file}\\s*:\\s*(?:Annotated\\[\\s*)?UploadFile\\b([^\\n]*)`).exec(text);
  // What a dependency gives, and what another function is handed, may have been measured there.
  const isHanded = new RegExp(`[(,]\\s*(?:\\w+\\s*=\\s*)?${file}\\s*[,)]`).test(
    text.slice(text.indexOf(':\n')),
  );
  return declared !== null && !/^[^,]*\bDepends\(/.test(declared[1] ?? '') && !isHanded;
}
