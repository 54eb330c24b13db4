import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { pathOfUri, uriOfFile } from './uris.js';

/** Largest file that is read, in bytes. */
export const MAX_BYTES = 20 * 1024 * 1024;

const HEAD = 64 * 1024;

/** Why a file is left out, in words for a person. */
export const REASONS = {
  large: 'larger than 20 MB',
  longCode: 'code longer than a million characters',
  restOfCode: 'code behind the first million characters of a file',
  generated: 'minified or generated code',
  encoding: 'not UTF-8 text',
  outside: 'leads out of the workspace',
  link: 'a link that leads out of the working directory; name what it leads to',
  special: 'not a regular file',
  unreadable: 'cannot be read',
} as const;

export type Reading =
  | {
      readonly kind: 'text';
      readonly uri: string;
      readonly path: string;
      /** Without its byte order mark. */
      readonly text: string;
      readonly bom: boolean;
    }
  | { readonly kind: 'missing' }
  /** It may not be read: outside the workspace, another scheme. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** It cannot be read: a folder, a device, no right to. */
  | { readonly kind: 'unreadable'; readonly reason: string }
  /** It is ours to read, but over a limit or not text. */
  | {
      readonly kind: 'skipped';
      readonly path: string;
      readonly reason: string;
      /** How it begins, as far as ASCII goes: enough to tell whether it concerns us. */
      readonly head: string;
    };

/** Reads files inside some folders and nothing else, wherever a name or a link leads. Never throws. */
export interface Files {
  /** Absolute paths of the folders, as given. */
  readonly folders: readonly string[];
  read(file: string): Reading;
  readUri(uri: string): Reading;
  /** Whether something of this name is there; 'refused' where it may not be looked for. */
  presence(uri: string): 'there' | 'missing' | 'refused';
  /** Whether a path lies in one of the folders by its name; links are judged when it is read. */
  holds(file: string): boolean;
  /** Whether it does and is a link, which may lead nowhere. */
  holdsLink(file: string): boolean;
}

export function openFiles(folders: readonly string[]): Files {
  const given = folders.map((folder) => path.resolve(folder));
  const real = given.map(realPath).filter((folder) => folder !== undefined);
  const holds = (file: string) => [...given, ...real].some((folder) => isInside(folder, file));

  const read = (file: string): Reading => {
    const named = path.resolve(file);
    if (!holds(named)) return { kind: 'refused', reason: REASONS.outside };
    const target = realPath(named);
    if (target === undefined) return { kind: 'missing' };
    if (!real.some((folder) => isInside(folder, target))) return { kind: 'refused', reason: REASONS.outside };
    return readRegular(named, target);
  };
  const readUri = (uri: string): Reading => {
    const file = pathOfUri(uri);
    return file === undefined ? { kind: 'refused', reason: REASONS.outside } : read(file);
  };
  const presence = (uri: string) => {
    const file = pathOfUri(uri);
    if (file === undefined || !holds(path.resolve(file))) return 'refused';
    const target = realPath(file);
    if (target === undefined) return 'missing';
    return real.some((folder) => isInside(folder, target)) ? 'there' : 'refused';
  };
  const holdsLink = (file: string) => holds(path.resolve(file)) && isLink(file);
  return { folders: given, read, readUri, presence, holds, holdsLink };
}

/** Whether `file` is `folder` or below it; both absolute. */
export function isInside(folder: string, file: string): boolean {
  const way = path.relative(folder, file);
  return way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}

/** Undefined when nothing is there, or links lead in a circle. */
function realPath(file: string): string | undefined {
  try {
    return realpathSync.native(file);
  } catch {
    return undefined;
  }
}

function isLink(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  } catch {
    return false;
  }
}

/** What kind of file it is, is asked of the open handle, so that nobody can swap it in between; a FIFO does not block. */
function readRegular(named: string, target: string): Reading {
  let handle: number | undefined;
  try {
    handle = openSync(target, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0));
    const stat = fstatSync(handle);
    if (!stat.isFile()) return { kind: 'unreadable', reason: REASONS.special };
    if (stat.size > MAX_BYTES) {
      return { kind: 'skipped', path: named, reason: REASONS.large, head: ascii(readBytes(handle, HEAD)) };
    }
    return decode(named, readBytes(handle, stat.size));
  } catch {
    return { kind: 'unreadable', reason: REASONS.unreadable };
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

function readBytes(handle: number, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let filled = 0;
  while (filled < size) {
    const count = readSync(handle, bytes, filled, size - filled, filled);
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}

function decode(named: string, bytes: Uint8Array): Reading {
  const text = decodeUtf8(bytes);
  if (text === undefined)
    return { kind: 'skipped', path: named, reason: REASONS.encoding, head: ascii(bytes) };
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return { kind: 'text', uri: uriOfFile(named), path: named, text, bom };
}

/** Without the zero bytes and the mark of UTF-16, so that its ASCII characters can be read. */
function ascii(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, HEAD))
    .toString('latin1')
    .replace(/[\0\x80-\xff]/g, '');
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
