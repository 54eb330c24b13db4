import { spawnSync } from 'node:child_process';

/** Packs dist/ and the manifest into a .vsix, by default beside package.json; .vscodeignore says what goes in. */
export function pack(file) {
  const out = file ? ['--out', file] : [];
  const run = spawnSync(
    'npx',
    ['vsce', 'package', '--no-dependencies', '--allow-missing-repository', ...out],
    { stdio: 'inherit' },
  );
  process.exitCode = run.status ?? 1;
}
