import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const RULES_HEAD = "import type { Rule } from '../server/core/rule/rule.js';\n";
const RULES_NOTE = '/** Every rule. Generated from the files beside it: run `npm run generate`. */\n';

/** The lists of content files, by file: made from the names alone, so that they can be made when nothing compiles. */
export function indexes(root: string): ReadonlyMap<string, string> {
  return new Map([['rules/index.ts', ruleIndex(root)]]);
}

function ruleIndex(root: string): string {
  const files = contentFiles(join(root, 'rules'), 'export default defineRule');
  const imports = files.map((file) => `import ${identifier(file)} from './${file}.js';\n`);
  const items = files.map((file) => `  ${identifier(file)},\n`);
  return `${RULES_HEAD}${imports.join('')}\n${RULES_NOTE}export const RULES: readonly Rule[] = [\n${items.join('')}];\n`;
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
