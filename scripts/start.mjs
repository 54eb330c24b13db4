// npm start: build, show the findings of examples/ in the terminal, open examples/ in VS Code with the extension loaded.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { findCommand, installPackages, must, ROOT, run } from './prepare.mjs';
import { installServer, serverHome, serverNode } from './vscode-server.mjs';

const CODE_SERVER = 'node_modules/code-server';
const EXAMPLES = path.join(ROOT, 'examples');

installPackages();
must('Building', process.execPath, ['build.mjs', 'build']);
process.stdout.write('\nFindings in examples/:\n\n');
run(process.execPath, ['dist/cli.js', 'check', 'examples', '--fail-on', 'never']);

if (process.argv.includes('--check'))
  process.stdout.write('\nReady. Run npm start to open examples/ in VS Code.\n');
else openEditor();

function openEditor() {
  const code = findCommand('code');
  if (!code || !openDesktop(code)) openInBrowser();
}

/** False when it cannot start, for want of a display for instance. */
function openDesktop(code) {
  process.stdout.write(`\nOpening examples/ in ${code}\n`);
  // Root gets a profile of its own: VS Code refuses to start without one.
  const asRoot =
    process.getuid?.() === 0 ? ['--no-sandbox', `--user-data-dir=${path.join(serverHome(), 'desktop')}`] : [];
  return run(code, [`--extensionDevelopmentPath=${ROOT}`, '--new-window', ...asRoot, EXAMPLES]);
}

function openInBrowser() {
  const home = installServer({ say: (line) => process.stdout.write(`\n${line}\n`) });
  const data = path.join(home, 'try');
  const extensions = path.join(data, 'extensions');
  mkdirSync(data, { recursive: true });
  must('Packing the extension', process.execPath, ['build.mjs', 'pack', path.join(data, 'portcullis.vsix')]);
  const folders = ['--user-data-dir', path.join(data, 'user'), '--extensions-dir', extensions];
  const install = ['--install-extension', path.join(data, 'portcullis.vsix'), '--force'];
  const config = ['--config', path.join(data, 'config.yaml')];
  must('Installing it', serverNode(home), [
    path.join(home, CODE_SERVER, 'out/node/entry.js'),
    ...config,
    ...folders,
    ...install,
  ]);
  serve(home, ['--server-data-dir', data, ...folders]);
}

/** Starts VS Code's own server. The token keeps other users of this machine out. */
function serve(home, folders) {
  const token = randomBytes(16).toString('hex');
  const args = ['--host', '127.0.0.1', '--port', process.env.PORT ?? '0', '--connection-token', token];
  const quiet = ['--accept-server-license-terms', '--telemetry-level', 'off', '--disable-workspace-trust'];
  const main = path.join(home, CODE_SERVER, 'lib/vscode/out/server-main.js');
  const server = spawn(serverNode(home), [main, ...args, ...quiet, ...folders], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill('SIGTERM'));
  server.on('exit', (status) => process.exit(status ?? 0));
  announce(server.stdout, token);
}

/** Prints the address once the server says which port it has. */
function announce(output, token) {
  let said = '';
  output.on('data', (data) => {
    if (said === undefined) return;
    said += data;
    const port = /Extension host agent listening on (\d+)/.exec(said)?.[1];
    if (!port) return;
    said = undefined;
    const query = new URLSearchParams({ tkn: token, folder: EXAMPLES });
    process.stdout.write(
      `\nVS Code with Portcullis is at\n\n  http://127.0.0.1:${port}/?${query}\n\nCtrl+C stops it.\n`,
    );
  });
}
