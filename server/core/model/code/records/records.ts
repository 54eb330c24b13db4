import type { RecordFact } from '../../../facts/code/record-types.js';
import type { CodeFacts } from '../../../facts/code/types.js';
import type { LanguageId } from '../../../text/leaf.js';
import { type Layout, packageOf } from '../../layout.js';

/** How a record is named across files: by its package and its name. */
export function recordKey(uri: string, name: string, layout: Layout): string {
  return `${packageOf(uri, layout)} ${name}`;
}

/** Stored records with passwords, by key. What a name stands for twice in a package is left out. */
export function recordsByName(
  files: readonly { readonly uri: string; readonly facts: CodeFacts }[],
  layout: Layout,
): ReadonlyMap<string, RecordFact> {
  const found = new Map<string, RecordFact>();
  const twice = new Set<string>();
  /** What the keys of records begin with of which fields are kept back. */
  const hidden: string[] = [];
  for (const { uri, facts } of files) {
    for (const record of facts.records ?? []) {
      for (const name of record.names) {
        const key = recordKey(uri, name, layout);
        const before = found.get(key);
        if (record.hides) hidden.push(key.slice(0, -1));
        if (before !== undefined && !isOfPrisma(name)) twice.add(key);
        found.set(key, before === undefined ? record : merged(before, record));
      }
    }
  }
  if (found.size > 0) for (const key of doubles(files, layout, 'java')) twice.add(key);
  for (const key of found.size > 0 ? doubles(files, layout, 'python') : []) {
    const record = found.get(key);
    if (record !== undefined) found.set(key, { ...record, namesake: true });
  }
  for (const key of twice) found.delete(key);
  for (const key of found.keys()) if (hidden.some((start) => key.startsWith(start))) found.delete(key);
  return found;
}

/** What is put into a model in several places is all in it. */
function merged(before: RecordFact, more: RecordFact): RecordFact {
  return { ...before, secrets: [...new Set([...before.secrets, ...more.secrets])] };
}

const OF_PRISMA = 'prisma ';

function isOfPrisma(name: string): boolean {
  return name.startsWith(OF_PRISMA);
}

/** A record's name as somebody reads it. */
export function shownName(name: string): string {
  return name.slice(name.lastIndexOf(' ') + 1);
}

/** Classes of a language that share their name, as an entity and what is shown of it may in two packages. */
function doubles(
  files: readonly { readonly uri: string; readonly facts: CodeFacts }[],
  layout: Layout,
  language: LanguageId,
): readonly string[] {
  const seen = new Set<string>();
  return files
    .filter(({ facts }) => facts.language === language)
    .flatMap(({ uri, facts }) =>
      [...facts.classes.values()].flatMap(({ name }) => {
        const key = name === undefined ? '' : recordKey(uri, name, layout);
        if (name === undefined) return [];
        if (seen.has(key)) return [key];
        seen.add(key);
        return [];
      }),
    );
}
