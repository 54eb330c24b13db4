// npm test: everything that must hold, on a machine where nothing is installed yet. Ends with "N passed, N failed".
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findCommand, installPackages, must, ROOT, run } from './prepare.mjs';

const SUITES = {
  types: { title: 'Types', run: () => run('npx', ['tsc', '-p', '.']) },
  lint: { title: 'Lint', run: () => run('npx', ['biome', 'ci', '--error-on-warnings', '.']) },
  unit: { title: 'Tests', run: (env) => run(process.execPath, ['build.mjs', 'test', ...testFiles()], env) },
  editor: { title: 'Tests in VS Code', run: runEditorTests },
  packaged: { title: 'The packaged extension in a browser', run: runPackagedTest },
};

installPackages();
must('Building', process.execPath, ['build.mjs', 'build']);
const counts = mkdtempSync(path.join(tmpdir(), 'portcullis-counts-'));
const chosen = process.argv.slice(2).filter((name) => Object.hasOwn(SUITES, name));
const failed = (chosen.length > 0 ? chosen : Object.keys(SUITES)).filter((name) => !runSuite(SUITES[name]));
finish(sum(), failed);

function runSuite(suite) {
  process.stdout.write(`\n== ${suite.title}\n`);
  const start = Date.now();
  const passed = suite.run({ PORTCULLIS_COUNTS: counts });
  process.stdout.write(
    `== ${suite.title}: ${passed ? 'passed' : 'FAILED'} after ${Math.round((Date.now() - start) / 1000)} s\n`,
  );
  return passed;
}

/** All tests but those that run inside an editor. */
function testFiles() {
  const files = readdirSync(path.join(ROOT, 'test'), { recursive: true }).map((file) =>
    file.replaceAll('\\', '/'),
  );
  return files
    .filter((file) => file.endsWith('.test.ts') && !file.startsWith('editor/'))
    .map((file) => `test/${file}`)
    .sort();
}

function runEditorTests(env) {
  return installChromium() && run(process.execPath, ['test/editor/run.mjs'], env);
}

/** Elsewhere than on Linux there is no one place where a browser would be. */
function runPackagedTest(env) {
  if (process.platform !== 'linux' && !process.env.VSCODE_SHIM_CHROMIUM) return true;
  const vsix = path.join(counts, 'portcullis.vsix');
  const packed = installChromium() && run(process.execPath, ['build.mjs', 'pack', vsix]);
  return packed && run(process.execPath, ['test/editor/ui.mjs', vsix], env);
}

/** The browser that shows VS Code where no desktop VS Code can be had: Debian's. */
function installChromium() {
  if (process.platform !== 'linux' || findCommand('chromium')) return true;
  if (!findCommand('apt-get')) return true;
  process.stdout.write("Fetching Debian's chromium for the tests in VS Code\n");
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '-y', '-qq', '--no-install-recommends', 'chromium'];
  return run('apt-get', ['update', '-qq'], quiet) && run('apt-get', install, quiet);
}

/** Every run of mocha leaves its counts in a file of its own. */
function sum() {
  const files = readdirSync(counts)
    .filter((file) => file.endsWith('.json'))
    .map((file) => JSON.parse(readFileSync(path.join(counts, file), 'utf8')));
  rmSync(counts, { recursive: true, force: true });
  const add = (key) => files.reduce((total, file) => total + file[key], 0);
  return { passes: add('passes'), failures: add('failures') };
}

/** A suite that failed without a failing test (types, lint, one that could not start) counts as one failure. */
function finish({ passes, failures }, suites) {
  const lost = Math.max(failures, suites.length);
  const line = `${passes} passed, ${lost} failed`;
  if (suites.length > 0)
    process.stdout.write(`\nFailed: ${suites.map((name) => SUITES[name].title).join(', ')}\n`);
  process.stdout.write(`\n${line}\n`);
  if (process.env.PORTCULLIS_SUMMARY) writeFileSync(process.env.PORTCULLIS_SUMMARY, `${line}\n`);
  process.exitCode = lost > 0 || passes === 0 ? 1 : 0;
}
