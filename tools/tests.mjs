import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundle, NODE_BUNDLE } from './bundle.mjs';

const WORKERS = { 'server/host/structure.ts': 'structure', 'server/host/regex.ts': 'regex' };

/** Bundles test files into a folder of their own and runs them with mocha, those whose names PORTCULLIS_GREP matches; the exit code is mocha's. */
export async function runTests(files) {
  const outdir = `dist/t-${process.pid}`;
  try {
    await bundleTests(files, outdir);
    const mocha = ['mocha', '--enable-source-maps', '--timeout', '60000', '--reporter', 'tools/reporter.cjs'];
    const only = process.env.PORTCULLIS_GREP ? ['--grep', process.env.PORTCULLIS_GREP] : [];
    const run = spawnSync('npx', [...mocha, ...only, `${outdir}/**/*.test.js`], { stdio: 'inherit' });
    process.exitCode = run.status ?? 1;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Bundles and runs the benchmark; what follows is handed to it. */
export async function runBench(args) {
  const outdir = `dist/bench-${process.pid}`;
  try {
    const { outputFiles: _, metafile } = await bundleSources(['bench/main.ts'], outdir);
    await addWorkers(metafile, outdir);
    const main = join(outdir, 'bench/main.js');
    const run = spawnSync(process.execPath, ['--expose-gc', '--enable-source-maps', main, ...args], {
      stdio: 'inherit',
    });
    process.exitCode = run.status ?? 1;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** All fixes over all documents, however large. */
export function runFixes() {
  process.env.PORTCULLIS_FIXES = 'all';
  return runTests(
    readdirSync('test/fixes')
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => `test/fixes/${file}`),
  );
}

async function bundleTests(files, outdir) {
  const { metafile } = await bundleSources(files, outdir);
  await addWorkers(metafile, outdir);
}

/**
 * Packages stay outside: they are loaded as they are installed, and bundling is quick. Maps of the sources stand beside the
 * bundles and do not repeat them: one process loads all of them.
 */
function bundleSources(entryPoints, outdir) {
  return build({
    ...NODE_BUNDLE,
    entryPoints,
    outdir,
    outbase: '.',
    packages: 'external',
    sourcemap: 'linked',
    sourcesContent: false,
    entryNames: '[dir]/[name]',
    metafile: true,
  });
}

/** A worker is a bundle of its own that is looked for above the code that starts it. */
async function addWorkers(metafile, outdir) {
  const only = Object.keys(WORKERS)
    .filter((file) => Object.hasOwn(metafile.inputs, file))
    .map((file) => WORKERS[file]);
  if (only.length > 0) await bundle({ outdir, only });
}
