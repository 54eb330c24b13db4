import { writeFileSync } from 'node:fs';

/** What a command needs of its process; a test brings its own. */
export interface Io {
  readonly cwd: string;
  out(text: string): void;
  err(text: string): void;
  write(file: string, text: string): void;
  /** Writes a new file; false when one of that name is there, which is left as it is. */
  create(file: string, text: string): boolean;
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
    create: createFile,
    today: () => new Date().toISOString().slice(0, 10),
  };
}

/** Who reads the output may have seen enough, as `head` does: no reason to complain. */
function endWithReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/** Looking and writing is one step of the file system, so that nothing can come in between. */
export function createFile(file: string, text: string): boolean {
  try {
    writeFileSync(file, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
