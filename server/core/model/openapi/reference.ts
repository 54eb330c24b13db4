import { referenceOf } from '../../facts/openapi/traverse.js';
import type { Role } from '../../facts/openapi/types.js';
import { stringOf } from '../../syntax/node.js';
import { fromPointer, toPointer } from '../../syntax/pointer.js';
import { nodeAt } from '../../syntax/tree.js';
import type { Document } from '../../text/document.js';
import type { Named } from '../types.js';
import { fullName } from './names.js';
import type { Resolution } from './types.js';

/** What a `$ref` names. */
export interface Target {
  readonly uri: string;
  readonly path: readonly string[];
  /** '<uri>#<pointer>': the id of the part that stands there, if one does. */
  readonly place: string;
}

/** What is known of URIs where a reference stands. */
export interface Home {
  /** The URI that the file gives itself, if it does. */
  readonly self?: string | undefined;
  /** That of the schema around it; without one, the file's. */
  readonly id?: string | undefined;
  /** What gives itself a URI, wherever it lies. */
  named?(uri: string): Named | undefined;
}

/**
 * The target of a `$ref` written in a file. 'refused' for anything but files beside it and what gives itself the URI (RFC
 * 3986 gives the meaning of a relative reference), 'missing' for what can be no reference, 'unknown' for a plain name
 * such as JSON Schema's `$anchor`.
 */
export function targetOf(
  base: string,
  ref: string,
  home: Home = {},
): Target | 'missing' | 'refused' | 'unknown' {
  if (ref.startsWith('#/') && !/[%~]/.test(ref)) {
    return { uri: base, path: ref.slice(2).split('/'), place: base + ref };
  }
  const hash = ref.indexOf('#');
  const file = hash < 0 ? ref : ref.slice(0, hash);
  const path = hash < 0 ? [] : fromPointer(ref.slice(hash));
  if (path === undefined) return /^#?[\w.-]+$/.test(ref.slice(hash)) ? 'unknown' : 'missing';
  if (ref === '') return 'missing';
  const named = file === '' ? undefined : namedBy(file, base, home);
  const uri = named?.uri ?? (file === '' || isSelf(file, home.self) ? base : fileUri(base, file));
  if (uri === 'unknown' || uri === 'refused') return uri;
  const steps = named ? [...named.path, ...path] : path;
  return { uri, path: steps, place: `${uri}#${toPointer(steps)}` };
}

/** Files are where they lie, and need no name. */
function namedBy(file: string, base: string, { self, id = self ?? base, named }: Home): Named | undefined {
  const full = named && fullName(file, id);
  return full === undefined || full.startsWith('file:') ? undefined : named?.(full);
}

/** What is asked of the world to tell whether a target is there. */
export interface World {
  /** Whether the id is that of a part. */
  hasPart(id: string): boolean;
  /** The URI that a file gives itself. */
  self(uri: string): string | undefined;
  /** What gives itself a URI, wherever it lies. */
  named(uri: string): Named | undefined;
  /** The `$ref` of a part that has one of its own. */
  reference(id: string): string | undefined;
  /** Why the host has no such file; undefined when it has, or has not said. */
  absent(uri: string): 'missing' | 'refused' | 'unreadable' | undefined;
  /** The document, for a look below the part that holds the place. */
  document(uri: string, holder: string | undefined): Document | undefined;
}

/** A chain of references that is longer than anybody writes by hand is not followed to its end. */
const MOST_STEPS = 64;

export function resolveReference(base: string, ref: string, role: Role, world: World): Resolution {
  const { resolution, next } = step(base, ref, role, world);
  const seen = new Set<string>();
  for (let on = next; on && seen.size < MOST_STEPS; on = step(on.base, on.ref, role, world).next) {
    if (seen.has(on.place)) return 'circular';
    seen.add(on.place);
  }
  return resolution;
}

/** One reference, and the one that stands where it leads, if nothing else does. */
interface Step {
  readonly resolution: Resolution;
  readonly next?: { readonly place: string; readonly base: string; readonly ref: string };
}

function step(base: string, ref: string, role: Role, world: World): Step {
  const self = ref.startsWith('#') ? undefined : world.self(base);
  const target = targetOf(base, ref, { self, named: (name) => world.named(name) });
  if (typeof target === 'string') return { resolution: target };
  const { uri, path, place } = target;
  const absent = uri === base ? undefined : world.absent(uri);
  // Of a file that says where it lies, no file beside it has to be what a relative reference names.
  if (absent) return { resolution: self === undefined ? absent : 'unknown' };
  const onward = (next: string | undefined): Step => ({
    resolution: 'found',
    ...(next === undefined ? {} : { next: { place, base: uri, ref: next } }),
  });
  if (path.length > 1 && world.hasPart(place)) return onward(world.reference(place));
  const demanded = `${place}|${role}`;
  const holder = world.hasPart(demanded) ? demanded : holderOf(target, world);
  const document = world.document(uri, holder);
  if (!document) return { resolution: 'unknown' };
  const node = nodeAt(document, path);
  if (node) return onward(stringOf(referenceOf(node)));
  return { resolution: isElsewhere(document, path) ? 'unknown' : 'missing' };
}

/** Whether a reference stands in place of what would hold the target, as some put one for a whole map of components. */
function isElsewhere(document: Document, path: readonly string[]): boolean {
  return path.some((_, length) => {
    const above = nodeAt(document, path.slice(0, length));
    return above !== undefined && referenceOf(above) !== undefined;
  });
}

/** The id of the part that a reference leads to, when it leads to a whole one of that role. */
export function partAt(
  base: string,
  ref: string,
  role: Role,
  { roleOf, ...home }: Home & { roleOf(id: string): Role | undefined },
): string | undefined {
  const target = targetOf(base, ref, home);
  const ids = typeof target === 'string' ? [] : [target.place, `${target.place}|${role}`];
  return ids.find((id) => roleOf(id) === role);
}

/** The part that the place is a piece of. */
function holderOf({ uri, path }: Target, world: World): string | undefined {
  for (let length = path.length; length > 0; length--) {
    const id = `${uri}#${toPointer(path.slice(0, length))}`;
    if (world.hasPart(id)) return id;
  }
  return undefined;
}

/** Whether what stands before the `#` is the file's own URI, in full or seen from it. */
function isSelf(file: string, self: string | undefined): boolean {
  return self !== undefined && URL.canParse(file, self) && new URL(file, self).href === self;
}

/** Only files on this machine: `file://host/` would be a share on another, and Windows reads `\\host\` as one. */
function fileUri(base: string, file: string): string {
  const home = URL.canParse(base) ? new URL(base) : undefined;
  if (!URL.canParse(file, base)) {
    // A text that was never saved has no folder, so what a relative reference names cannot be said.
    return URL.canParse(file) || file.startsWith('\\') ? 'refused' : 'unknown';
  }
  const url = new URL(file, base);
  if (/^https?:$/.test(url.protocol) || url.protocol !== home?.protocol || url.host !== home.host)
    return 'refused';
  url.hash = '';
  return url.href;
}
