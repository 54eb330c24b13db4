// Plain Node, no packages: this runs on a machine where nothing is installed yet.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

const STAMP = `${ROOT}node_modules/.portcullis-lock`;

/** Installs the packages of the lockfile unless these very ones are there. Their install scripts are not needed, so none runs. */
export function installPackages() {
  const lock = createHash('sha256')
    .update(readFileSync(`${ROOT}package-lock.json`))
    .digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lock) return;
  // `npm ci` refuses a lockfile that lacks a platform which the registry at hand does not offer.
  must('Installing packages', 'npm', ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund']);
  writeFileSync(STAMP, lock);
}

/** Runs a command of the repository with its output shown; true when it exits with 0. */
export function run(command, args, env = {}) {
  const options = { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } };
  return spawnSync(command, args, options).status === 0;
}

/** Runs a step that nothing after it can do without. */
export function must(title, command, args) {
  process.stderr.write(`${title} ...\n`);
  if (run(command, args)) return;
  process.stderr.write(`${title} failed: ${command} ${args.join(' ')}\n`);
  process.exit(1);
}

/** The full path of a command, or undefined. */
export function findCommand(name) {
  const names = process.platform === 'win32' ? [`${name}.cmd`, `${name}.exe`] : [name];
  const folders = (process.env.PATH ?? '').split(process.platform === 'win32' ? ';' : ':').filter(Boolean);
  return folders
    .flatMap((folder) => names.map((file) => `${folder}/${file}`))
    .find((file) => existsSync(file));
}
