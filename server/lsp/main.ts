import { serveProcess } from './process.js';

// What VS Code starts, over its own channel; other clients run `portcullis lsp --stdio`.
serveProcess(process.argv.includes('--stdio') ? 'stdio' : 'ipc').catch((problem: unknown) => {
  process.stderr.write(`${String(problem)}\n`);
  process.exitCode = 1;
});
