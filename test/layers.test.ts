import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import type { CodeNode } from '../server/core/syntax/code.js';
import { field, isFunction, stringValue, walk } from '../server/core/syntax/code-read.js';
import { loadParser } from '../server/host/grammars.js';

/** A folder of sources, the folders that it may import from, and the packages. Types alone where it says so. */
interface Floor {
  readonly at: string;
  readonly uses: readonly string[];
  /** Folders of which only types may be imported. */
  readonly types?: readonly string[];
  readonly packages?: readonly string[];
}

const CORE = 'server/core/';
const CORE_FLOORS = [
  'text',
  'words',
  'expression',
  'syntax',
  'facts',
  'model',
  'rule',
  'engine',
  'report',
].map((name) => CORE + name);

/** The first that holds a file is its floor. */
const FLOORS: readonly Floor[] = [
  { at: `${CORE}text`, uses: [] },
  { at: `${CORE}words`, uses: [] },
  { at: `${CORE}expression`, uses: [] },
  { at: `${CORE}syntax`, uses: [`${CORE}text`], packages: ['yaml', 'js-yaml'] },
  { at: `${CORE}facts`, uses: [`${CORE}text`, `${CORE}syntax`, `${CORE}words`] },
  // References are pointers, and whether one leads somewhere is asked of the tree.
  {
    at: `${CORE}model`,
    uses: [`${CORE}text`, `${CORE}syntax`, `${CORE}facts`, `${CORE}words`, `${CORE}expression`],
    types: [`${CORE}rule`],
  },
  // Allow comments are found in trees and silence findings of rules: the one place where rule reads syntax.
  { at: `${CORE}rule`, uses: [`${CORE}text`, `${CORE}syntax`, `${CORE}facts`], types: [`${CORE}model`] },
  { at: 'rules', uses: [`${CORE}rule`, `${CORE}words`] },
  { at: 'snippets', uses: [`${CORE}rule`, `${CORE}words`] },
  { at: 'threats', uses: [] },
  {
    at: `${CORE}engine`,
    uses: ['text', 'words', 'expression', 'syntax', 'facts', 'model', 'rule'].map((name) => CORE + name),
  },
  { at: `${CORE}report`, uses: [`${CORE}text`, `${CORE}model`, `${CORE}rule`], types: [`${CORE}engine`] },
  {
    at: 'server/host',
    uses: CORE_FLOORS,
    packages: [
      'node:*',
      '@apidevtools/swagger-parser',
      'recheck',
      '@vscode/tree-sitter-wasm',
      'ignore',
      'js-yaml',
      'picomatch',
    ],
  },
  {
    at: 'server/cli',
    // `portcullis lsp` starts the language server.
    uses: [...CORE_FLOORS, 'server/host', 'server/lsp', 'rules', 'snippets', 'threats'],
    packages: ['node:*', 'commander', 'picomatch'],
  },
  {
    at: 'server/lsp',
    uses: [...CORE_FLOORS, 'server/host', 'rules', 'snippets', 'threats'],
    packages: ['node:*', 'vscode-languageserver'],
  },
  // The protocol's requests are values that both sides share.
  { at: 'client', uses: ['server/lsp/protocol'], packages: ['node:*', 'vscode', 'vscode-languageclient'] },
];

const MOST_LINES = 300;
const MOST_LINES_OF_FUNCTION = 50;
/** Code that is made from text at run time; only the structure checker's worker holds packages that do. */
const DYNAMIC = ['eval', 'Function'];

interface Import {
  readonly to: string;
  readonly typeOnly: boolean;
}

interface Source {
  readonly path: string;
  readonly text: string;
  readonly root: CodeNode;
  readonly imports: readonly Import[];
}

describe('layers', () => {
  let sources: readonly Source[] = [];
  before(async () => {
    const parser = await loadParser(['typescript']);
    sources = ['server', 'rules', 'snippets', 'threats', 'client'].flatMap((folder) =>
      filesIn(folder).flatMap((path): readonly Source[] => {
        const text = readFileSync(path, 'utf8');
        const root = parser.parse('typescript', text);
        return root === undefined ? [] : [{ path, text, root, imports: importsOf(path, root, text) }];
      }),
    );
    assert.ok(sources.length > 50, `${sources.length} sources`);
  });

  it('import only what lies below them', () => {
    const wrong = sources.flatMap(({ path, imports }) => {
      const floor = floorOf(path);
      if (floor === undefined) return [`${path}: belongs to no floor`];
      return imports.filter((one) => !mayImport(floor, one)).map(({ to }) => `${path} imports ${to}`);
    });
    assert.deepEqual(wrong, []);
  });

  it('have no cycles', () => {
    assert.deepEqual(cycles(sources), []);
  });

  it(`have files of at most ${MOST_LINES} lines and functions of at most ${MOST_LINES_OF_FUNCTION}`, () => {
    const long = sources
      .filter(({ path }) => !path.includes('/generated/') && path !== 'rules/index.ts')
      .flatMap(({ path, text, root }) => {
        const lines = text.trimEnd().split('\n').length;
        const functions = [...walk(root)].filter(isFunction).flatMap((node) => {
          const count = text.slice(node.start, node.end).split('\n').length;
          const first = text.slice(node.start, node.end).split('\n')[0];
          return count > MOST_LINES_OF_FUNCTION ? [`${path}: ${count} lines: ${first}`] : [];
        });
        return lines > MOST_LINES ? [`${path}: ${lines} lines`, ...functions] : functions;
      });
    assert.deepEqual(long, []);
  });

  it('silence the compiler nowhere: no any, no cast, no assertion that something is there', () => {
    const wrong = sources.flatMap(({ path, text, root }) =>
      [...walk(root)]
        .filter((node) => silences(node, text))
        .map((node) => `${path}: ${text.slice(node.start, node.end)}`),
    );
    assert.deepEqual(wrong, []);
  });

  it('make no code from text', () => {
    const wrong = sources.flatMap(({ path, text, root, imports }) => {
      const made = [...walk(root)].filter((node) => {
        const callee = field(node, node.type === 'new_expression' ? 'constructor' : 'function');
        return callee !== undefined && DYNAMIC.includes(text.slice(callee.start, callee.end));
      });
      const vm = imports.filter(({ to }) => to === 'node:vm' || to === 'vm');
      return [
        ...made.map((node) => `${path}: ${text.slice(node.start, node.end)}`),
        ...vm.map(({ to }) => `${path}: ${to}`),
      ];
    });
    assert.deepEqual(wrong, []);
  });
});

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
    .filter((name) => name.endsWith('.ts'))
    .sort();
}

function importsOf(path: string, root: CodeNode, text: string): readonly Import[] {
  const found: Import[] = [];
  for (const node of walk(root)) {
    const source =
      node.type === 'import_statement' || node.type === 'export_statement'
        ? stringValue(field(node, 'source'), text)
        : dynamicImport(node, text);
    if (source === undefined) continue;
    const to = source.startsWith('.')
      ? posix.join(posix.dirname(path), source).replace(/\.js$/, '.ts')
      : source;
    found.push({ to, typeOnly: isTypeOnly(node, text) });
  }
  return found;
}

function dynamicImport(node: CodeNode, text: string): string | undefined {
  if (
    node.type !== 'call_expression' ||
    !/^(?:import|require)\s*\(/.test(text.slice(node.start, node.start + 20))
  )
    return undefined;
  return stringValue(field(node, 'arguments')?.children[0], text);
}

/** `import type`, or each of its names marked as one. */
function isTypeOnly(node: CodeNode, text: string): boolean {
  const said = text.slice(node.start, node.end);
  if (/^(?:import|export)\s+type\b/.test(said)) return true;
  const names = [...walk(node)].filter(
    ({ type }) => type === 'import_specifier' || type === 'export_specifier',
  );
  return names.length > 0 && names.every((one) => /^type\s/.test(text.slice(one.start, one.end)));
}

function floorOf(path: string): Floor | undefined {
  return FLOORS.find(({ at }) => path.startsWith(`${at}/`));
}

function mayImport(floor: Floor, { to, typeOnly }: Import): boolean {
  // The manifest says the version.
  if (to === 'package.json') return true;
  if (!to.includes('.ts')) {
    const packages = floor.packages ?? [];
    return packages.some(
      (name) => to === name || to.startsWith(`${name}/`) || (name === 'node:*' && to.startsWith('node:')),
    );
  }
  const below = [floor.at, ...floor.uses, ...(typeOnly ? (floor.types ?? []) : [])];
  return below.some((at) => to.startsWith(`${at}/`) || to === `${at}.ts`);
}

/** One line for each cycle of files, types included: what imports itself cannot be read alone. */
function cycles(sources: readonly Source[]): readonly string[] {
  const graph = new Map(sources.map(({ path, imports }) => [path, imports.map(({ to }) => to)]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, above: readonly string[]): void => {
    const at = above.indexOf(path);
    if (at >= 0) found.push([...above.slice(at), path].join(' -> '));
    if (at >= 0 || done.has(path)) return;
    for (const next of graph.get(path) ?? []) visit(next, [...above, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return found;
}

function silences(node: CodeNode, text: string): boolean {
  const said = text.slice(node.start, node.end);
  if (node.type === 'predefined_type') return said === 'any';
  if (node.type === 'non_null_expression') return true;
  return node.type === 'as_expression' && !/\bas\s+const$/.test(said);
}
