import { writeFileSync } from 'node:fs';
import { createFile } from '../../server/cli/io.js';
import { main } from '../../server/cli/main.js';
import type { CheckJson } from '../../server/core/report/check-json.js';

/** What a command did to its process and the disk. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Names of the files that it wrote. */
  readonly written: readonly string[];
}

export const TODAY = '2026-01-15';

/** Runs the command line in a folder. */
export async function run(cwd: string, ...args: readonly string[]): Promise<Ran> {
  let [out, err] = ['', ''];
  const written: string[] = [];
  const code = await main(args, {
    cwd,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    write: (file, text) => {
      written.push(file);
      writeFileSync(file, text);
    },
    create: createFile,
    today: () => TODAY,
  });
  return { code, out, err, written };
}

/** The report of `check --format json`, which must not end with "could not run". */
export async function checked(cwd: string, ...args: readonly string[]): Promise<CheckJson> {
  const { code, out, err } = await run(cwd, 'check', '--format', 'json', ...args);
  if (code === 2) throw new Error(err);
  const report: CheckJson = JSON.parse(out);
  return report;
}

/** 'rule file:line:column-endLine:endColumn' of each finding. */
export function places({ findings }: CheckJson): readonly string[] {
  return findings.map(
    ({ rule, file, line, column, endLine, endColumn }) =>
      `${rule} ${file}:${line}:${column}-${endLine}:${endColumn}`,
  );
}

/** 'file rule' of each finding. */
export function rules({ findings }: CheckJson): readonly string[] {
  return findings.map(({ rule, file }) => `${file} ${rule}`);
}

/** A sound document; what follows goes below `paths`. */
export function api(paths = '  {}', scheme = 'https'): string {
  return `openapi: 3.0.3
info: { title: Orders, version: '1' }
servers: [{ url: '${scheme}://api.example.com' }]
security: [{ bearer: [] }]
components:
  securitySchemes:
    bearer: { type: http, scheme: bearer }
paths:
${paths}
`;
}
