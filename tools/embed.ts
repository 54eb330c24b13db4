import { readTemplates } from './threats.js';

const HEAD = `import type { ThreatTemplate } from '../template.js';

/** The threat library. Generated from \`threats/*.yaml\`: run \`npm run generate\`. */
export const THREATS: readonly ThreatTemplate[] = `;

/** The threat library as a module, since the core reads no files. */
export function embedded(root: string): ReadonlyMap<string, string> {
  const text = `${HEAD}${JSON.stringify(readTemplates(root), null, 2)};\n`;
  return new Map([['server/core/model/threats/generated/library.ts', text]]);
}
