import { rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';

/** Bundles test files into a folder of their own and runs them with mocha. */
async function runTests(files) {
  const outdir = `dist/t-${process.pid}`;
  await build({
    entryPoints: files, outdir, outbase: '.', bundle: true, platform: 'node', format: 'cjs', target: 'node20',
    packages: 'external', sourcemap: 'inline', logLevel: 'warning', entryNames: '[dir]/[name]',
  });
  const run = spawnSync('npx', ['mocha', '--enable-source-maps', '--timeout', '60000', `${outdir}/**/*.test.js`], { stdio: 'inherit' });
  rmSync(outdir, { recursive: true, force: true });
  process.exitCode = run.status ?? 1;
}

const [command, ...rest] = process.argv.slice(2);
if (command === 'test') await runTests(rest);
