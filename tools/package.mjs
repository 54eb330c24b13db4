import { spawnSync } from 'node:child_process';

/**
 * Packs dist/ and the manifest into a .vsix, by default beside package.json; .vscodeignore says what goes in. Links of
 * README.md lead to files inside, so that they work offline.
 */
export function pack(file) {
  const out = file ? ['--out', file] : [];
  const run = spawnSync(
    'npx',
    [
      'vsce',
      'package',
      '--no-dependencies',
      '--allow-missing-repository',
      '--no-rewrite-relative-links',
      ...out,
    ],
    { stdio: 'inherit' },
  );
  process.exitCode = run.status ?? 1;
}
