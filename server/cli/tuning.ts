import { versions } from 'node:process';
import { setFlagsFromString } from 'node:v8';

/**
 * What suits a run that is over within seconds, by the major version of Node: most of what it reads lives until its end,
 * so that looking for garbage early finds little; and where no quick compiler stands before the thorough one (Maglev,
 * from 22), that is kept for what is hot indeed. V8 gives no promise about its flags, so that each is set only where it
 * has been measured.
 */
const FLAGS: ReadonlyMap<string, readonly string[]> = new Map([
  ['20', ['--semi-space-growth-factor=8', '--interrupt-budget=1000000', '--no-parallel-scavenge']],
  ['22', ['--semi-space-growth-factor=8']],
  ['24', ['--semi-space-growth-factor=8']],
]);

/** Call before anything is read. */
export function tuneForOneRun(): void {
  const [major = ''] = versions.node.split('.');
  for (const flag of FLAGS.get(major) ?? []) setFlagsFromString(flag);
}
