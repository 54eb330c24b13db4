import { writeFileSync } from 'node:fs';

/** What a command needs of its process; a test brings its own. */
export interface Io {
  readonly cwd: string;
  out(text: string): void;
  err(text: string): void;
  write(file: string, text: string): void;
  /** The UTC day, 'YYYY-MM-DD'. */
  today(): string;
}

export function processIo(): Io {
  process.stdout.on('error', endWithReader);
  return {
    cwd: process.cwd(),
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    write: (file, text) => writeFileSync(file, text),
    today: () => new Date().toISOString().slice(0, 10),
  };
}

/** Who reads the output may have seen enough, as `head` does: no reason to complain. */
function endWithReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
