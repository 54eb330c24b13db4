import { chmodSync, copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

const GRAMMARS = [
  'tree-sitter.wasm',
  'tree-sitter-javascript.wasm',
  'tree-sitter-typescript.wasm',
  'tree-sitter-tsx.wasm',
  'tree-sitter-python.wasm',
  'tree-sitter-java.wasm',
];

/** What is shipped, by its name in dist/. */
const ENTRIES = {
  client: 'client/extension.ts',
  server: 'server/lsp/main.ts',
  cli: 'server/cli/main.ts',
  structure: 'server/host/workers/structure.ts',
  regex: 'server/host/workers/regex.ts',
};

/** Loaded by workers only. */
const WORKERS = new Set(['structure', 'regex']);

/** Settings of every bundle that runs in Node: CommonJS, since VS Code and the grammar runtime want it. */
export const NODE_BUNDLE = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  logLevel: 'warning',
  legalComments: 'none',
};

/**
 * Builds everything that is shipped into `outdir`.
 * @param {{ outdir?: string, only?: readonly string[], write?: boolean }} [options]
 * @returns {Promise<Record<string, { inputs: object }>>} esbuild's metafile of each bundle, by name
 */
export async function bundle({ outdir = 'dist', only = Object.keys(ENTRIES), write = true } = {}) {
  const names = only.filter((name) => existsSync(ENTRIES[name]));
  const built = await Promise.all(names.map((name) => bundleOne(name, outdir, write)));
  if (write) copyGrammars(join(outdir, 'grammars'));
  return Object.fromEntries(names.map((name, i) => [name, built[i].metafile]));
}

async function bundleOne(name, outdir, write) {
  const outfile = join(outdir, `${name}.js`);
  const result = await build({
    ...NODE_BUNDLE,
    entryPoints: [ENTRIES[name]],
    outfile,
    write,
    metafile: true,
    external: name === 'client' ? ['vscode'] : [],
    // What workers run is nearly all of it others' code, which nobody reads here.
    minifyWhitespace: WORKERS.has(name),
    minifySyntax: WORKERS.has(name),
    banner: name === 'cli' ? { js: '#!/usr/bin/env node' } : {},
  });
  if (write && name === 'cli') chmodSync(outfile, 0o755);
  return result;
}

/** The runtime of tree-sitter and the grammars that the server reads code with. */
export function copyGrammars(folder) {
  const from = dirname(createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm'));
  mkdirSync(folder, { recursive: true });
  for (const file of GRAMMARS) copyFileSync(join(from, file), join(folder, file));
}
