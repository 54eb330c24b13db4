import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

/** The folder of data that tests may find beside the repository; undefined when it is not there. */
export function sharedFolder(): string | undefined {
  const folder = resolve(process.env.PORTCULLIS_SHARED ?? join(process.cwd(), '..', 'shared'));
  return existsSync(folder) ? folder : undefined;
}

export interface CorpusFile {
  /** Relative to the corpus. */
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

/** Documents of the corpus up to a size in bytes, in a stable order; those in many files come with all of them. */
export function corpus(maxBytes = 1_000_000): readonly CorpusFile[] {
  const shared = sharedFolder();
  if (!shared) return [];
  const root = join(shared, 'corpus');
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ya?ml|json)$/.test(name) && name !== 'index.json')
    .map((name) => join(root, name))
    .filter((path) => statSync(path).isFile() && statSync(path).size <= maxBytes)
    .sort()
    .map((path) => ({ name: relative(root, path), path, text: readFileSync(path, 'utf8') }));
}
