#!/usr/bin/env node
// Stands in for the desktop `code` command where Electron cannot be had. It takes the command line that
// @vscode/test-electron builds, starts the real VS Code server and workbench of the npm package code-server, opens it
// in headless Chromium, lets the extension host run the tests, and exits as the extension host did.
//
// VSCODE_SHIM_HOME     folder that code-server is installed in (default: where scripts/vscode-server.mjs puts it)
// VSCODE_SHIM_NODE     Node that runs the server
// VSCODE_SHIM_CHROMIUM browser (default /usr/bin/chromium)
// VSCODE_SHIM_TRUST    'ask': leave Workspace Trust on, so that the workspace opens in Restricted Mode
// VSCODE_SHIM_TIMEOUT_MS, VSCODE_SHIM_VERBOSE=1
import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serverHome, serverNode } from '../../scripts/vscode-server.mjs';
import { wrapperText } from './wrapper.mjs';

const { env } = process;
const HOME = env.VSCODE_SHIM_HOME ?? serverHome();
const VERBOSE = Boolean(env.VSCODE_SHIM_VERBOSE);
const VALUED = new Set([
  ...[
    'extensionDevelopmentPath',
    'extensionTestsPath',
    'user-data-dir',
    'extensions-dir',
    'folder-uri',
    'file-uri',
  ],
  ...[
    'locale',
    'log',
    'profile',
    'enable-proposed-api',
    'disable-extension',
    'sync',
    'crash-reporter-directory',
  ],
]);

const command = readCommand(process.argv.slice(2));
const scratch = mkdtempSync(path.join(tmpdir(), 'vscode-shim-'));
const output = followOutput(path.join(scratch, 'output.txt'));
const verdict = path.join(scratch, 'verdict');
let server;
let browser;
let ended = false;

guardProcess();
const port = await startServer();
await openWorkbench(`127.0.0.1:${port}`);

/** Options by name, each a list, and what has no name. */
function readCommand(args) {
  const options = {};
  const positional = [];
  for (let i = 0; i < args.length; i++) {
    const match = /^--([^=]+)(?:=([\s\S]*))?$/.exec(args[i]);
    if (!match) {
      positional.push(args[i]);
      continue;
    }
    const [, name, value] = match;
    options[name] ??= [];
    options[name].push(value ?? (VALUED.has(name) ? args[++i] : true));
  }
  return { options, positional, last: (name) => options[name]?.at(-1) };
}

/** Prints what the extension host appends to a file; the workbench's console would mix it with its own log. */
function followOutput(file) {
  writeFileSync(file, '');
  const handle = openSync(file, 'r');
  const buffer = Buffer.alloc(65_536);
  const flush = () => {
    for (let n = 1; n > 0; ) {
      n = readSync(handle, buffer, 0, buffer.length, null);
      process.stdout.write(Buffer.from(buffer.subarray(0, n)));
    }
  };
  const timer = setInterval(flush, 100);
  return {
    file,
    end() {
      clearInterval(timer);
      flush();
      closeSync(handle);
    },
  };
}

/** However this process ends, the server and the browser end with it. */
function guardProcess() {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => finish(1));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => finish(130, `stopped by ${signal}`));
  process.on('uncaughtException', (error) => finish(1, error.stack));
  process.on('unhandledRejection', (error) => finish(1, error?.stack ?? String(error)));
  const limit = Number(env.VSCODE_SHIM_TIMEOUT_MS ?? 300_000);
  setTimeout(() => finish(1, `no result after ${limit} ms`), limit);
}

async function finish(code, why) {
  if (ended) return;
  ended = true;
  output.end();
  if (why) process.stderr.write(`[vscode-shim] ${why}\n`);
  await Promise.race([browser?.close().catch(() => undefined), sleep(5000)]);
  await stopServer();
  rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  // test-electron destroys the pipes as soon as this process exits: it needs time to read what was written.
  await Promise.race([new Promise((resolve) => process.stdout.write('', resolve)), sleep(1000)]);
  await sleep(150);
  process.exit(code);
}

/** The whole process group: server, extension host, language server. */
async function stopServer() {
  if (!server || server.exitCode !== null || server.signalCode !== null) return;
  const gone = new Promise((resolve) => server.once('exit', resolve));
  for (const signal of ['SIGTERM', 'SIGKILL']) {
    try {
      process.kill(-server.pid, signal);
    } catch {
      return;
    }
    await Promise.race([gone, sleep(3000)]);
  }
}

/** Starts VS Code's server on a free port and returns the port. */
function startServer() {
  const userData = folderOf('user-data-dir', 'user-data');
  writeSettings(path.join(userData, 'User', 'settings.json'));
  const trust = env.VSCODE_SHIM_TRUST === 'ask' ? [] : ['--disable-workspace-trust'];
  const args = [
    ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--accept-server-license-terms'],
    // Without the driver a built workbench ignores which extension and tests the address names.
    ...['--enable-smoke-test-driver', ...trust, '--telemetry-level', 'off', '--disable-telemetry'],
    ...[
      '--disable-experiments',
      '--server-data-dir',
      path.join(scratch, 'server'),
      '--user-data-dir',
      userData,
    ],
    ...['--extensions-dir', folderOf('extensions-dir', 'extensions')],
  ];
  const main = path.join(HOME, 'node_modules/code-server/lib/vscode/out/server-main.js');
  server = spawn(env.VSCODE_SHIM_NODE ?? serverNode(HOME), [main, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    env: ownEnvironment(),
  });
  let log = '';
  server.on('exit', (code, signal) => finish(1, `VS Code's server ended early (${code ?? signal})\n${log}`));
  return new Promise((resolve) => {
    const listen = (data) => {
      log = (log + data).slice(-20_000);
      if (VERBOSE) process.stderr.write(data);
      const match = /Extension host agent listening on (\d+)/.exec(log);
      if (match) resolve(Number(match[1]));
    };
    server.stdout.on('data', listen);
    server.stderr.on('data', listen);
  });
}

function folderOf(option, fallback) {
  const given = command.last(option);
  return given ? toPath(given) : path.join(scratch, fallback);
}

function writeSettings(file) {
  if (existsSync(file)) return;
  mkdirSync(path.dirname(file), { recursive: true });
  const settings = {
    'extensions.autoUpdate': false,
    'extensions.autoCheckUpdates': false,
    'telemetry.telemetryLevel': 'off',
    'workbench.enableExperiments': false,
    'workbench.startupEditor': 'none',
    'chat.disableAIFeatures': true,
    'git.openRepositoryInParentFolders': 'never',
  };
  writeFileSync(file, JSON.stringify(settings));
}

/** Without the variables of a VS Code that this process may itself run in. */
function ownEnvironment() {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(VSCODE_(?!SHIM_)|ELECTRON_)/.test(name)),
  );
}

async function openWorkbench(host) {
  browser = await playwright().chromium.launch({
    executablePath: env.VSCODE_SHIM_CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    chromiumSandbox: false,
    // Playwright's own handlers would end this process before it has cleaned up.
    ...{ handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false },
    args: [
      ...['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
    ],
  });
  browser.on('disconnected', () => finish(1, 'Chromium went away'));
  const context = await browser.newContext({
    viewport: { width: 1400, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await context.route('**/*', (route) => confine(route, host));
  const page = await context.newPage();
  await listenTo(page);
  await page.goto(address(host), { waitUntil: 'commit' });
}

function playwright() {
  return createRequire(path.join(HOME, 'package.json'))('playwright-core');
}

/** Nothing leaves the machine. The key of secrets belongs to code-server's own front, which is not running. */
function confine(route, host) {
  const url = new URL(route.request().url());
  if (url.host !== host && !/^(data|blob|vscode-remote)/.test(url.protocol)) return route.abort();
  if (url.pathname.endsWith('/mint-key')) return route.fulfill({ status: 200, body: Buffer.alloc(32, 7) });
  return route.continue();
}

/** The workbench reports 0 also for an extension host that was killed: only the wrapper's verdict counts. */
async function listenTo(page) {
  await page.exposeFunction('codeAutomationLog', (type, args) => {
    if (VERBOSE) process.stderr.write(`[workbench ${type}] ${args.join(' ')}\n`);
  });
  await page.exposeFunction('codeAutomationExit', (code) => {
    if (code) return finish(Number(code) || 1, `the extension host ended with code ${code}`);
    if (existsSync(verdict)) return finish(0);
    return finish(1, 'the extension host went away before the tests were over');
  });
  page.on('crash', () => finish(1, 'the page crashed'));
}

/** The workbench's address: what to open, and the payload that names extension and tests. */
function address(host) {
  const remote = (file) =>
    `vscode-remote://${host}${encodeURI(toPath(file)).replace(/[?#]/g, encodeURIComponent)}`;
  const tests = path.join(scratch, 'tests.cjs');
  writeFileSync(
    tests,
    wrapperText({ suite: toPath(command.last('extensionTestsPath')), output: output.file, verdict }),
  );
  const extensions = command.options.extensionDevelopmentPath ?? [];
  const payload = [
    ...extensions.map((folder) => ['extensionDevelopmentPath', remote(folder)]),
    ['extensionTestsPath', remote(tests)],
    ['skipWelcome', 'true'],
    ...(command.options['disable-extensions'] ? [['disableExtensions', 'true']] : []),
  ];
  let target = 'ew=true';
  for (const given of [...(command.options['folder-uri'] ?? []), ...command.positional]) {
    const file = toPath(given);
    if (file.endsWith('.code-workspace')) target = `workspace=${encodeURIComponent(file)}`;
    else if (statSync(file).isDirectory()) target = `folder=${encodeURIComponent(file)}`;
    else payload.push(['openFile', remote(file)]);
  }
  return `http://${host}/?${target}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

function toPath(given) {
  const text = String(given);
  return path.resolve(text.startsWith('file://') ? decodeURIComponent(new URL(text).pathname) : text);
}

function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
