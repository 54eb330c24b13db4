import { pathToFileURL } from 'node:url';
import { findBundle } from '../host/bundle.js';
import type { Cli } from './command.js';
import { CannotRun } from './workspace.js';

const WORDS = {
  about: 'serve an editor over the Language Server Protocol',
  stdio: 'over stdin and stdout',
  missing: 'missing beside this program; install it again',
};

export function lspCommand({ command }: Cli): void {
  command('lsp', WORDS.about)
    .option('--stdio', WORDS.stdio)
    .action(async () => {
      // The server has a bundle of its own, which the other commands need not load; it reads `--stdio` itself.
      const server = findBundle('server');
      if (server === undefined) throw new CannotRun('server.js', WORDS.missing);
      await import(pathToFileURL(server).href);
      // The connection ends the process.
      await new Promise(() => {});
    });
}
