import { type Sites, sitesOf } from '../../facts/code/sites.js';
import { FRAMEWORKS } from '../../facts/frameworks/index.js';
import type { Allowance } from '../../rule/allow.js';
import { suppressionsOf } from '../../rule/suppressions.js';
import type { CodeRoot } from '../../syntax/code.js';
import type { Document } from '../../text/document.js';

/** What comments allow where something is registered, by the numbers of the registrations. */
export type Allowed = ReadonlyMap<number, readonly Allowance[]>;

const NOTHING: Allowed = new Map();

/** Most files allow nothing, and of these nothing is read. */
export function allowedIn(document: Document, root: CodeRoot): Allowed {
  const [leaf] = document.leaves;
  const all = suppressionsOf(document, root).filter(({ covers }) => covers !== undefined);
  if (leaf === undefined || all.length === 0) return NOTHING;
  const sites: Sites = sitesOf(root, leaf.text, FRAMEWORKS);
  const found = [...sites].map(([ordinal, { call }]) => {
    const around = all.filter(({ covers }) => covers && covers.start <= call.start && call.end <= covers.end);
    return [ordinal, around.map(({ glob, reason, until }) => ({ glob, reason, until }))] as const;
  });
  return new Map(found.filter(([, allowances]) => allowances.length > 0));
}

/** The same of all files, by '<uri>#<number>'. */
export function allowances(
  files: ReadonlyMap<string, { readonly code: { readonly allowed: Allowed } | undefined }>,
): ReadonlyMap<string, readonly Allowance[]> {
  return new Map(
    [...files].flatMap(([uri, { code }]) =>
      [...(code?.allowed ?? NOTHING)].map(([ordinal, some]) => [`${uri}#${ordinal}`, some] as const),
    ),
  );
}
