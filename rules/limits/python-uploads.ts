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
  // What another function is handed may have been measured there.
  const list = listOf(file, text);
  return (
    isUpload(list ?? file, text) && [file, list].every((one) => one === undefined || !isHanded(one, text))
  );
}

/** The name of what a name is one of: 'files' of `for file in files`. */
function listOf(file: string, text: string): string | undefined {
  return new RegExp(`\\bfor\\s+(?:\\w+\\s*,\\s*)?${file}\\s+in\\s+(?:enumerate\\(\\s*)?(\\w+)`).exec(
    text,
  )?.[1];
}

/** Whether a parameter states that it is a file, files, or one that may be left out; what a dependency gives may have been measured there. */
function isUpload(name: string, text: string): boolean {
  const type =
    '(?:\\w+\\.)*(?:(?:Annotated|Optional|Union|List|Sequence|list)\\[\\s*(?:\\w+\\.)*)*UploadFile';
  const declared = new RegExp(`\\b${name}\\s*:\\s*(?:None\\s*\\|\\s*)?${type}\\b([^\\n]*)`).exec(text);
  return declared !== null && !/^[^,]*\bDepends\(/.test(declared[1] ?? '');
}

function isHanded(name: string, text: string): boolean {
  const body = text.slice(text.indexOf(':\n')).replace(/\benumerate\(\s*\w+/g, '');
  return new RegExp(`[(,]\\s*(?:\\w+\\s*=\\s*)?${name}\\s*[,)]`).test(body);
}
