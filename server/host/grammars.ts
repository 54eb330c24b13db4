import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Language, Parser } from '@vscode/tree-sitter-wasm';
import type { CodeParser } from '../core/syntax/code.js';
import type { LanguageId } from '../core/text/leaf.js';
import { readablePart } from './candidates.js';
import { REASONS } from './files.js';
import { TreeReader } from './trees.js';

const GRAMMARS: ReadonlyMap<LanguageId, string> = new Map([
  ['javascript', 'tree-sitter-javascript.wasm'],
  ['typescript', 'tree-sitter-typescript.wasm'],
  ['tsx', 'tree-sitter-tsx.wasm'],
  ['python', 'tree-sitter-python.wasm'],
  ['java', 'tree-sitter-java.wasm'],
]);

/** Languages whose routes are read. */
export const CODE_LANGUAGES: readonly LanguageId[] = [...GRAMMARS.keys()];

/** A parser to which grammars can be added before a text is read that needs them. */
export interface LoadedParser extends CodeParser {
  /** Loads what is missing of the grammars of these languages. */
  load(languages: Iterable<LanguageId>): Promise<void>;
}

/**
 * Loads the grammars of these languages. `directory` holds the `.wasm` files of `@vscode/tree-sitter-wasm`; without it,
 * the folder `grammars` next to the bundle is taken, else the installed package. A grammar that cannot be loaded is
 * left out: `parse` then answers undefined for its language.
 */
export async function loadParser(
  languages: readonly LanguageId[],
  directory?: string,
): Promise<LoadedParser> {
  const folder = directory ?? findFolder();
  const parsers = new Map<LanguageId, Parser>();
  const reader = new TreeReader();
  const loaded: LoadedParser = {
    async load(wanted) {
      const missing = [...wanted].filter((language) => GRAMMARS.has(language) && !parsers.has(language));
      if (folder === undefined || missing.length === 0) return;
      await Parser.init({ locateFile: (file) => join(folder, file) });
      for (const language of missing) {
        const parser = await load(folder, language);
        if (parser !== undefined) parsers.set(language, parser);
      }
    },
    parse(language, text, before) {
      const parser = parsers.get(language);
      const part = readablePart(language, text);
      if (parser !== undefined && part !== undefined) return reader.read(parser, language, part.text, before);
      if (before !== undefined) reader.release(before);
      return undefined;
    },
    refusal(language, text) {
      const from = readablePart(language, text)?.end ?? text.length;
      return from === text.length ? undefined : { from, reason: REASONS.restOfCode };
    },
    release: (root) => reader.release(root),
  };
  await loaded.load(languages);
  return loaded;
}

function findFolder(): string | undefined {
  const bundled = join(__dirname, 'grammars');
  if (existsSync(bundled)) return bundled;
  for (let at = __dirname; ; at = dirname(at)) {
    const folder = join(at, 'node_modules/@vscode/tree-sitter-wasm/wasm');
    if (existsSync(folder)) return folder;
    if (dirname(at) === at) return undefined;
  }
}

async function load(folder: string, language: LanguageId): Promise<Parser | undefined> {
  const file = GRAMMARS.get(language);
  if (file === undefined) return undefined;
  try {
    const parser = new Parser();
    parser.setLanguage(await grammarIn(join(folder, file)));
    return parser;
  } catch {
    return undefined;
  }
}

/** By file. What is loaded into the memory of the parsers stays there, so that each grammar is loaded once. */
const grammars = new Map<string, Promise<Language>>();

function grammarIn(file: string): Promise<Language> {
  const loaded = grammars.get(file) ?? readFile(file).then((bytes) => Language.load(bytes));
  grammars.set(file, loaded);
  return loaded;
}
