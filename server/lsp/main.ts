import { serveProcess } from './process.js';

// VS Code forks it, with a channel of its own; other clients run `portcullis lsp --stdio`.
const isForked = process.send !== undefined && !process.argv.includes('--stdio');
serveProcess(isForked ? 'ipc' : 'stdio').catch((problem: unknown) => {
  process.stderr.write(`${String(problem)}\n`);
  process.exitCode = 1;
});
