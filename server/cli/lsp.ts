import type { Cli } from './command.js';

const WORDS = { about: 'serve an editor over the Language Server Protocol', stdio: 'over stdin and stdout' };

export function lspCommand({ command }: Cli): void {
  command('lsp', WORDS.about)
    .option('--stdio', WORDS.stdio)
    .action(async () => {
      const { serveProcess } = await import('../lsp/process.js');
      await serveProcess('stdio');
      // The connection ends the process.
      await new Promise(() => {});
    });
}
