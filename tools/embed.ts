import { readAnswers, readTemplates } from './threats.js';

const HEAD = `import type { Answer } from '../answers.js';
import type { ThreatTemplate } from '../template.js';

/** The threat library. Generated from \`threats/*.yaml\`: run \`npm run generate\`. */
export const THREATS: readonly ThreatTemplate[] = `;

const ANSWERS = `
/** Answers to every question of the library, in the order in which they are offered. */
export const ANSWERS: readonly Answer[] = `;

/** The threat library as a module, since the core reads no files. */
export function embedded(root: string): ReadonlyMap<string, string> {
  const templates = JSON.stringify(readTemplates(root), null, 2);
  const answers = JSON.stringify(readAnswers(root), null, 2);
  const text = `${HEAD}${templates};\n${ANSWERS}${answers};\n`;
  return new Map([['server/core/model/threats/generated/library.ts', text]]);
}
