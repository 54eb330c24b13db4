import type { CallView, ValueView } from '../../server/core/rule/views.js';

const NODE_FILES = /^(?:node:)?fs(?:\/promises)?$|^fs-extra$|^graceful-fs$|^rimraf$/;
/** What a file that was opened offers under the names of calls that take a path. */
const HANDLE_METHODS = /^(?:read|write|append)File$/;
/** Calls that keep a path inside a folder, or ask whether it lies there. */
const CONFINES =
  /(?:\.|^)(?:startsWith|startswith|is_relative_to|commonpath|relative|basename|isPathInside|secure_filename|safe_join|normalizeSafe|getFileName|getCanonicalPath|FilenameUtils\.getName)$|(?:full|abs|resolved|target|file|path)\w*\.indexOf$|\.getParent\(\)\.equals$/;
const STARTS = /\.starts_?with$/i;
/** Of these what answers where a path lies, and cuts nothing. */
const ASKS = /(?:\.|^)(?:is_relative_to|commonpath|isPathInside)$|\.getParent\(\)\.equals$/;
/** Functions that promise by their name to keep a path in its folder. */
const KEEPS_BY_NAME =
  /inside|within|contain|sub_?(?:path|dir)|traversal|confine|jail|(?:safe|valid|allowed|secure|trusted)\w*(?:path|file|name|dir)|(?:path|file|name|dir)\w*(?:safe|valid|allowed|secure|trusted)|(?:check|assert|verify|guard|sanitize)\w*(?:path|file_?name)/i;
/** Methods of a path of Python that open, read, write or remove what it leads to. */
const PATH_METHODS = /^(?:open|(?:read|write)_(?:text|bytes)|unlink|rmdir)$/;
/** Names of what stands behind the last dot of a name, which holds no dots itself. */
const EXTENSION = /(?:^|[._])(?:ext|extension|suffix)$|(?:Ext|Extension|Suffix)(?:\(\))?$/;
/** What a file that was sent holds, as Java reads it: no part of a path. */
const CONTENTS = /^(?:inputStream|bytes|resource|size|contentType)$/;

/** Whether the call opens, sends, writes or removes a file that its arguments name. */
export function isFile(call: CallView): boolean {
  const { name, callee, module = '', language } = call;
  if (isOfOpened(call)) return false;
  if (language === 'java')
    return (
      /^new |^transferTo$/.test(name) ||
      /^(?:java\.nio\.file\.)?(?:Files|FileUtils|FileCopyUtils)\./.test(callee)
    );
  if (language === 'python') {
    if (PATH_METHODS.test(name) && call.object?.form === 'concatenation') return true;
    if (name === 'open' || name === 'FileResponse' || name === 'send_file')
      return callee === name || callee === 'aiofiles.open';
    return /^(?:os|shutil|pathlib|aiofiles)$/.test(module);
  }
  if (name === 'sendFile' || name === 'download')
    return /^(?:res|resp|response|reply)\.|\.status\(/.test(callee);
  return NODE_FILES.test(module) || /^(?:fs|fsp|fsPromises|fse)\./.test(callee);
}

/** Whether it reads or writes a file that is open: `out.write(text)` and `os.write(number, text)` are given no path. */
function isOfOpened(call: CallView): boolean {
  const { name, object, language } = call;
  if (name === 'write') return language !== 'java';
  if (!HANDLE_METHODS.test(name)) return false;
  const alone = name !== 'readFile' && call.argument(1) === undefined;
  return alone || NODE_FILES.test(object?.made()?.module ?? '');
}

/** The arguments that are paths; those of a call with a root are kept below it. */
export function pathsOf(call: CallView): readonly ValueView[] {
  const { name, language, object } = call;
  if (call.arguments.some((one) => one.property('root') !== undefined)) return [];
  if (language === 'python' && PATH_METHODS.test(name) && object?.form === 'concatenation') return [object];
  const both = /^(?:copy\w*|rename)$/.test(name);
  return call.arguments.slice(0, both ? 2 : 1).filter(({ form }) => form !== 'stream');
}

/** Whether a piece of a path may lead to another file, when the caller sent it. */
export function leads(path: readonly ValueView[], index: number, call: CallView): boolean {
  const part = path[index];
  if (part === undefined || part.origin !== 'request') return false;
  if (isUpload(part) || isContent(part, call) || EXTENSION.test(part.text)) return false;
  const before = path.slice(0, index).some(({ literal }) => literal !== '/');
  return !before || part.confined === undefined;
}

/** Where a file was stored that the caller sent is up to the server. */
function isUpload({ input }: ValueView): boolean {
  const [from] = input ?? [];
  return (from === 'file' || from === 'files') && !/^(?:originalname|name)$/.test(input?.at(-1) ?? '');
}

/** Java copies a stream to a path, and a path to a stream. */
function isContent({ input, text }: ValueView, { language }: CallView): boolean {
  return (
    language === 'java' &&
    (CONTENTS.test(input?.at(-1) ?? '') || /\.get(?:InputStream|Bytes)\(\)$/.test(text))
  );
}

/**
 * Whether something keeps the path inside a folder: in the function, in one that it calls, or where it is called. What is
 * only told to a log keeps nothing, nor does a name that is only shown.
 */
export function isConfined(call: CallView, value: ValueView): boolean {
  return [call, ...call.callers()].some((one) => isPrefixed(one) || isKept(one, value));
}

/** Whether a function out of sight is asked about the path, which may keep it. */
export function isAskedElsewhere(call: CallView, value: ValueView): boolean {
  const texts = new Set([value, ...pathsOf(call)].map(({ text }) => text));
  return nearBy(call).some(
    (one) =>
      KEEPS_BY_NAME.test(lastOf(one.callee)) &&
      one.becomes() !== 'told' &&
      one.arguments.some(({ text }) => texts.has(text)) &&
      one.within() === undefined,
  );
}

function isKept(call: CallView, value: ValueView): boolean {
  const shown =
    call.language === 'python' ? ['filename', 'headers'].flatMap((n) => call.keyword(n) ?? []) : [];
  return nearBy(call).some((one) => {
    if (one.becomes() === 'told' || shown.some(({ start, end }) => isIn(one, start, end))) return false;
    if (isAsked(one.callee, value.text)) return true;
    // What is asked of a path once it was used, as for an answer that shows its name, keeps it nowhere.
    if (one.node.start < call.node.end && confines(one)) return true;
    return one.within()?.some((inner) => isAskedOf(inner) || asksWithin(inner)) ?? false;
  });
}

/** The other calls in the function. */
function nearBy(call: CallView): readonly CallView[] {
  return [...new Set(call.neighbors().map(lastOf))].flatMap((name) => call.nearby(name));
}

function lastOf(callee: string): string {
  return callee.slice(callee.lastIndexOf('.') + 1);
}

function isIn({ node }: CallView, start: number, end: number): boolean {
  return node.start >= start && node.end <= end;
}

function confines(one: CallView): boolean {
  if (!CONFINES.test(one.callee)) return isParent(one);
  return !STARTS.test(one.callee) || isFolder(one.argument(0));
}

function asksWithin(one: CallView): boolean {
  return one.becomes() !== 'told' && (one.within()?.some(isAskedOf) ?? false);
}

/** Whether a function that is called asks whether a path lies in a folder, and answers by it. */
function isAskedOf(one: CallView): boolean {
  if (one.becomes() === 'told') return false;
  if (STARTS.test(one.callee)) return isFolder(one.argument(0));
  if (/\.(?:includes|contains)$/.test(one.callee)) return one.argument(0)?.literal === '..';
  return ASKS.test(one.callee) || isParent(one);
}

/** `path.dirname(file) !== FOLDER`, compared and not made. */
function isParent(call: CallView): boolean {
  return /(?:^|\.)dirname$/.test(call.callee) && call.becomes() === 'asked';
}

/** A text that begins with another word than a folder, `header.startsWith('Bearer ')`, is no path. */
function isFolder(value: ValueView | undefined): boolean {
  return value?.literal === undefined || /[/\\]|^\.\.$/.test(value.literal);
}

/** `file.indexOf(ROOT) !== 0`, `file.slice(0, ROOT.length) !== ROOT`, of the path that is opened. */
function isPrefixed(call: CallView): boolean {
  const paths = new Set(call.arguments.map(({ text }) => text));
  const asked = ['indexOf', 'lastIndexOf', 'find', 'slice', 'substring'].flatMap((name) => call.nearby(name));
  return asked.some((one) => {
    const {
      object,
      name,
      arguments: [first, second],
      node,
    } = one;
    if (object === undefined || first === undefined || !paths.has(object.text)) return false;
    if (node.start > call.node.start || one.becomes() === 'told') return false;
    if (/^s/.test(name))
      return first.literal === '0' && /(?:\.length|\.length\(\))$/.test(second?.text ?? '');
    return first.literal === undefined || first.literal === '..';
  });
}

/** `name.includes('..')` and the like. */
function isAsked(callee: string, name: string): boolean {
  return callee === `${name}.includes` || callee === `${name}.contains`;
}
