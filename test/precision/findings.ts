import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { reportOf } from '../../server/cli/check.js';
import { openWorkspace } from '../../server/cli/workspace.js';
import type { FindingJson } from '../../server/core/report/check-json.js';
import { sharedFolder } from '../support/shared.js';

/** A document, or a folder of files that belong together. */
export interface Subject {
  /** The folder that file names are relative to. */
  readonly root: string;
  readonly entry: string;
  /** What file names begin with, so that those of several roots differ. */
  readonly prefix: string;
}

/** The sample workspace, and every entry of the corpus; without a corpus, the sample workspace alone. */
export function subjects(): readonly Subject[] {
  const examples: Subject = { root: process.cwd(), entry: 'examples', prefix: '' };
  const shared = sharedFolder();
  const root = join(shared ?? '', 'corpus');
  if (shared === undefined || !existsSync(root)) return [examples];
  const entries = readdirSync(root)
    .filter((name) => name !== 'index.json')
    .filter((name) => /\.(?:ya?ml|json)$/.test(name) || statSync(join(root, name)).isDirectory())
    .sort();
  return [examples, ...entries.map((entry) => ({ root, entry, prefix: 'corpus/' }))];
}

/** What `check` prints about it in the recommended profile, without the structure check. */
export async function findingsOf({ root, entry, prefix }: Subject): Promise<readonly FindingJson[]> {
  const workspace = await openWorkspace({
    cwd: root,
    paths: [entry],
    selection: { profile: 'recommended' },
    today: '2026-01-15',
    structure: 'off',
  });
  const { findings } = reportOf(workspace);
  await workspace.close();
  return findings.map((finding) => ({ ...finding, file: prefix + finding.file }));
}
