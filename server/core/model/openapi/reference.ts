import type { Role } from '../../facts/openapi/types.js';
import { fromPointer, toPointer } from '../../syntax/pointer.js';
import { nodeAt } from '../../syntax/tree.js';
import type { Document } from '../../text/document.js';
import type { Resolution } from './types.js';

/** What a `$ref` names. */
export interface Target {
  readonly uri: string;
  readonly path: readonly string[];
}

/** The target of a `$ref` written in a file: 'refused' for anything but files, 'missing' when it is no reference at all. */
export function targetOf(base: string, ref: string): Target | 'refused' | 'missing' {
  const hash = ref.indexOf('#');
  const file = hash < 0 ? ref : ref.slice(0, hash);
  const path = hash < 0 ? [] : fromPointer(ref.slice(hash));
  if (path === undefined) return 'missing';
  if (file === '') return { uri: base, path };
  const uri = fileUri(base, file);
  return uri === undefined ? 'refused' : { uri, path };
}

/** What is asked of the world to tell whether a target is there. */
export interface World {
  /** Whether the id is that of a part. */
  hasPart(id: string): boolean;
  /** Why the host has no such file; undefined when it has, or has not said. */
  absent(uri: string): 'missing' | 'refused' | undefined;
  /** The document, for a look below the part that holds the place. */
  document(uri: string, holder: string | undefined): Document | undefined;
}

export function resolveReference(base: string, ref: string, role: Role, world: World): Resolution {
  const target = targetOf(base, ref);
  if (typeof target === 'string') return target;
  const absent = target.uri === base ? undefined : world.absent(target.uri);
  if (absent) return absent;
  const id = `${target.uri}#${toPointer(target.path)}`;
  if (target.path.length > 1 && world.hasPart(id)) return 'found';
  const demanded = `${id}|${role}`;
  const holder = world.hasPart(demanded) ? demanded : holderOf(target, world);
  const document = world.document(target.uri, holder);
  if (!document) return 'unknown';
  return nodeAt(document, target.path) ? 'found' : 'missing';
}

/** The part that the place is a piece of. */
function holderOf({ uri, path }: Target, world: World): string | undefined {
  for (let length = path.length; length > 0; length--) {
    const id = `${uri}#${toPointer(path.slice(0, length))}`;
    if (world.hasPart(id)) return id;
  }
  return undefined;
}

/** Only files on this machine: `file://host/` would be a share on another. */
function fileUri(base: string, file: string): string | undefined {
  if (!URL.canParse(file, base)) return undefined;
  const url = new URL(file, base);
  const home = new URL(base);
  return url.protocol === home.protocol && url.host === home.host && !file.startsWith('\\\\')
    ? url.href
    : undefined;
}
