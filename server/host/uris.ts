import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The URI of a file: one spelling for one path, whoever asks. */
export function uriOfFile(file: string): string {
  return pathToFileURL(file).href;
}

/** The URI of a folder, ending in '/'. */
export function uriOfFolder(folder: string): string {
  const uri = uriOfFile(folder);
  return uri.endsWith('/') ? uri : `${uri}/`;
}

/**
 * The absolute path that a URI names, or undefined when it names no local file: another scheme, a host (a UNC path
 * would send the user's credentials to it), an escaped separator, a NUL.
 */
export function pathOfUri(uri: string): string | undefined {
  const url = parse(uri);
  if (url?.protocol !== 'file:' || url.host !== '' || /%(?:2f|5c|00)/i.test(url.pathname)) return undefined;
  if (url.pathname.startsWith('//')) return undefined;
  try {
    const file = fileURLToPath(url);
    return file.includes('\0') || (path.sep === '/' && file.includes('\\')) ? undefined : file;
  } catch {
    return undefined;
  }
}

/** The same URI in our own spelling, since editors escape more characters than Node; unchanged when it is no local file. */
export function canonicalUri(uri: string): string {
  const file = pathOfUri(uri);
  return file === undefined ? uri : uriOfFile(file);
}

function parse(uri: string): URL | undefined {
  return URL.canParse(uri) ? new URL(uri) : undefined;
}
