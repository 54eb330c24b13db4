import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Registry {
  readonly folder: string;
  /** What a content file holds. */
  readonly mark: string;
  readonly head: string;
  readonly type: string;
  readonly name: string;
  readonly note: string;
}

const REGISTRIES: readonly Registry[] = [
  {
    folder: 'rules',
    mark: 'export default defineRule',
    head: "import type { Rule } from '../server/core/rule/rule.js';\n",
    type: 'Rule',
    name: 'RULES',
    note: '/** Every rule. Generated from the files beside it: run `npm run generate`. */\n',
  },
  {
    folder: 'snippets',
    mark: 'export default defineSnippet',
    head: "import type { Snippet } from '../server/core/rule/snippet.js';\n",
    type: 'Snippet',
    name: 'SNIPPETS',
    note: '/** Every snippet. Generated from the files beside it: run `npm run generate`. */\n',
  },
];

/** The lists of content files, by file: made from the names alone, so that they can be made when nothing compiles. */
export function indexes(root: string): ReadonlyMap<string, string> {
  return new Map(REGISTRIES.map((registry) => [`${registry.folder}/index.ts`, indexOf(root, registry)]));
}

function indexOf(root: string, { folder, mark, head, type, name, note }: Registry): string {
  const files = contentFiles(join(root, folder), mark);
  const imports = files.map((file) => `import ${identifier(file)} from './${file}.js';\n`);
  const items = files.map((file) => `  ${identifier(file)},\n`);
  return `${head}${imports.join('')}\n${note}export const ${name}: readonly ${type}[] = [\n${items.join('')}];\n`;
}

/** '<folder>/<name>' of each module one folder down that holds the mark. */
function contentFiles(folder: string, mark: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => readdirSync(join(folder, entry.name)).map((name) => `${entry.name}/${name}`))
    .filter((file) => file.endsWith('.ts') && readFileSync(join(folder, file), 'utf8').includes(mark))
    .map((file) => file.slice(0, -'.ts'.length))
    .sort();
}

/** 'auth/http-basic' becomes 'authHttpBasic'. */
function identifier(file: string): string {
  return file.replace(/[^a-z0-9]+([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase());
}
