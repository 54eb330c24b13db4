// The tests in a real VS Code: each run is an editor of its own, with a fresh profile and a copy of examples/.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { installServer } from '../../scripts/vscode-server.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const ROOT = path.join(HERE, '../..');
const SHIM = path.join(HERE, 'shim.mjs');

/** What each editor opens: one folder, two folders, one folder that nobody trusts. */
const RUNS = [
  { name: 'folder', suite: 'folder' },
  { name: 'multi-root', suite: 'multi-root', open: openTwo },
  // test-electron turns Workspace Trust off on the desktop, so this run needs the stand-in wherever it happens.
  { name: 'restricted', suite: 'restricted', env: { VSCODE_SHIM_TRUST: 'ask' }, shim: true },
];

/** Runs all, or those that are named; resolves to true when every test of every run has passed. */
export async function runEditorTests(names = []) {
  const chosen = RUNS.filter(({ name }) => names.length === 0 || names.includes(name));
  const out = mkdtempSync(path.join(ROOT, 'dist', 'editor-'));
  try {
    const suites = await bundleSuites(out, chosen);
    const desktop = await desktopChoice();
    let passed = true;
    for (const run of chosen) passed = (await runOne(run, suites[run.name], desktop)) && passed;
    return passed;
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

async function bundleSuites(out, runs) {
  await build({
    entryPoints: Object.fromEntries(
      runs.map(({ suite }) => [suite, path.join(HERE, 'suite', `${suite}.ts`)]),
    ),
    outdir: out,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return Object.fromEntries(runs.map(({ name, suite }) => [name, path.join(out, `${suite}.js`)]));
}

/** `code` to run; undefined has test-electron download the desktop VS Code. */
async function desktopChoice() {
  if (process.env.VSCODE_EXECUTABLE) return process.env.VSCODE_EXECUTABLE;
  const canShow = process.platform !== 'linux' || Boolean(process.env.DISPLAY);
  if (canShow && (await canDownload())) return undefined;
  installServer();
  return SHIM;
}

async function canDownload() {
  try {
    const signal = AbortSignal.timeout(5000);
    return (await fetch('https://update.code.visualstudio.com/api/releases/stable', { signal })).ok;
  } catch {
    return false;
  }
}

async function runOne(run, suite, desktop) {
  const scratch = mkdtempSync(path.join(tmpdir(), 'portcullis-editor-'));
  const result = path.join(scratch, 'result.json');
  const workspace = path.join(scratch, 'workspace');
  cpSync(path.join(ROOT, 'examples'), workspace, { recursive: true });
  if (run.shim) installServer();
  console.log(`\n-- ${run.name}`);
  try {
    await runTests({
      vscodeExecutablePath: run.shim ? SHIM : desktop,
      extensionDevelopmentPath: ROOT,
      extensionTestsPath: suite,
      extensionTestsEnv: { ...run.env, PORTCULLIS_RESULT: result },
      launchArgs: [
        run.open ? run.open(scratch, workspace) : workspace,
        '--disable-extensions',
        `--user-data-dir=${path.join(scratch, 'user-data')}`,
        `--extensions-dir=${path.join(scratch, 'extensions')}`,
      ],
    });
    return report(run, readResult(result));
  } catch (problem) {
    console.error(problem instanceof Error ? problem.message : problem);
    return report(run, readResult(result));
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** A second folder beside the first, in one window. */
function openTwo(scratch, workspace) {
  const second = path.join(scratch, 'second');
  cpSync(workspace, second, { recursive: true });
  const file = path.join(scratch, 'two.code-workspace');
  writeFileSync(file, JSON.stringify({ folders: [{ path: workspace }, { path: second }] }));
  return file;
}

/** An exit code is not believed: the suite must have left its own count. */
function readResult(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passes: 0, failures: 1 };
  }
}

function report({ name }, { passes, failures }) {
  console.log(`-- ${name}: ${passes} passed, ${failures} failed`);
  const counts = process.env.PORTCULLIS_COUNTS;
  if (counts) writeFileSync(path.join(counts, `editor-${name}.json`), JSON.stringify({ passes, failures }));
  return passes > 0 && failures === 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = (await runEditorTests(process.argv.slice(2))) ? 0 : 1;
}
