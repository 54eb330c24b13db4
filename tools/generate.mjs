import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/**
 * Writes every generated file, or with `check` only compares. The indexes come first, since the pages are made from what
 * they list.
 * @param {{ check?: boolean, root?: string }} [options]
 * @returns {Promise<{ stale: string[] }>} files that differed from what they should hold; after writing they no longer do
 */
export async function generate({ check = false, root = process.cwd() } = {}) {
  const indexes = await load(root, 'generate');
  const stale = put(root, indexes.indexes(root), check);
  const threats = await load(root, 'embed');
  stale.push(...put(root, threats.embedded(root), check));
  const pages = await load(root, 'pages');
  const files = pages.pages(root);
  stale.push(...put(root, files, check), ...strays(root, pages.OWNED, files, check));
  return { stale };
}

/**
 * Starts a rule with one example that fails until somebody writes the check.
 * @param {string} id `<domain>/<fault>`
 * @returns {Promise<string>} the new file, relative to the root
 */
export async function newRule(id, root = process.cwd()) {
  const tool = await load(root, 'new-rule');
  const file = tool.ruleFile(id);
  if (existsSync(join(root, file))) throw new Error(`${file} exists already.`);
  put(root, new Map([[file, tool.ruleText(id)]]), false);
  await generate({ root });
  return file;
}

/** Bundles a TypeScript module of this folder into a file of its own and imports it. */
async function load(root, name) {
  const outfile = join(root, 'dist', `tool-${process.pid}`, `${name}.mjs`);
  await build({
    absWorkingDir: root,
    entryPoints: [`tools/${name}.ts`],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
  try {
    return await import(`${pathToFileURL(outfile).href}?at=${Date.now()}`);
  } finally {
    rmSync(dirname(outfile), { recursive: true, force: true });
  }
}

function put(root, files, check) {
  const stale = [];
  for (const [file, text] of files) {
    const path = join(root, file);
    if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
    stale.push(file);
    if (check) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return stale;
}

/** Files in a folder that is wholly generated which nothing generates any longer. */
function strays(root, folders, files, check) {
  const stale = [];
  for (const folder of folders) {
    if (!existsSync(join(root, folder))) continue;
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      const file = join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/');
      if (!entry.isFile() || files.has(file)) continue;
      stale.push(file);
      if (!check) rmSync(join(root, file));
    }
  }
  return stale;
}
