import type { CallView, ValueView } from '../../server/core/rule/views.js';

const NODE_FILES = /^(?:node:)?fs(?:\/promises)?$|^fs-extra$|^graceful-fs$|^rimraf$/;
/** Calls that keep a path inside a folder, or ask whether it lies there. */
const CONFINES =
  /(?:\.|^)(?:startsWith|startswith|is_relative_to|commonpath|relative|basename|isPathInside|secure_filename|safe_join|normalizeSafe|getFileName|getCanonicalPath|FilenameUtils\.getName)$|(?:full|abs|resolved|target|file|path)\w*\.indexOf$|\.getParent\(\)\.equals$/;
/** Methods of a path of Python that open, read, write or remove what it leads to. */
const PATH_METHODS = /^(?:open|(?:read|write)_(?:text|bytes)|unlink|rmdir)$/;
/** Names of what stands behind the last dot of a name, which holds no dots itself. */
const EXTENSION = /(?:^|[._])(?:ext|extension|suffix)$|(?:Ext|Extension|Suffix)(?:\(\))?$/;
/** What a file that was sent holds, as Java reads it: no part of a path. */
const CONTENTS = /^(?:inputStream|bytes|resource|size|contentType)$/;

/** Whether the call opens, sends, writes or removes a file. */
export function isFile(call: CallView): boolean {
  const { name, callee, module = '', language } = call;
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

/** Whether something in the function keeps the path inside a folder; a name that is only shown says nothing of the path. */
export function isConfined(call: CallView, value: ValueView): boolean {
  const around = call.neighbors();
  if (around.some((callee) => isAsked(callee, value.text)) || isPrefixed(call)) return true;
  const names = call.language === 'python' ? ['filename', 'headers'] : [];
  const shown = names.map((name) => call.keyword(name)?.text.replace(/\s+/g, '') ?? '').join();
  const confining = around.filter((callee) => CONFINES.test(callee) && isBefore(callee, call));
  return confining.some((callee) => confining.filter((one) => one === callee).length > count(shown, callee));
}

/** `file.indexOf(ROOT) !== 0`, `file.slice(0, ROOT.length) !== ROOT`, of the path that is opened. */
function isPrefixed(call: CallView): boolean {
  const paths = new Set(call.arguments.map(({ text }) => text));
  const asked = ['indexOf', 'lastIndexOf', 'find', 'slice', 'substring'].flatMap((name) => call.nearby(name));
  return asked.some(({ object, name, arguments: [first, second], node }) => {
    if (object === undefined || first === undefined || !paths.has(object.text)) return false;
    if (node.start > call.node.start) return false;
    if (/^s/.test(name))
      return first.literal === '0' && /(?:\.length|\.length\(\))$/.test(second?.text ?? '');
    return first.literal === undefined || first.literal === '..';
  });
}

/** What is asked of a path once it was used, as for an answer that shows its name, keeps it nowhere. */
function isBefore(callee: string, { node, nearby }: CallView): boolean {
  const asked = nearby(callee.slice(callee.lastIndexOf('.') + 1)).filter((one) => one.callee === callee);
  return asked.length === 0 || asked.some((one) => one.node.start < node.end);
}

function count(text: string, callee: string): number {
  return text.split(`${callee}(`).length - 1;
}

/** `name.includes('..')` and the like. */
function isAsked(callee: string, name: string): boolean {
  return callee === `${name}.includes` || callee === `${name}.contains`;
}
