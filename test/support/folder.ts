import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export type FileTexts = Readonly<Record<string, string | Uint8Array>>;

const made: string[] = [];

/** Makes a folder that holds these files, by relative path; it is removed when the process ends. */
export function folderOf(files: FileTexts): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'portcullis-'));
  if (made.push(folder) === 1) process.once('exit', clean);
  addFiles(folder, files);
  return folder;
}

function clean(): void {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
}

export function addFiles(folder: string, files: FileTexts): void {
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}
