import type { Change } from '../server/core/rule/change.js';
import type { CallView, CodeSpot } from '../server/core/rule/views.js';

/**
 * Reads a variable of the environment in the place of a text in quotes; undefined where that cannot be written. In TypeScript
 * it is said to be there: what takes a text takes nothing else.
 */
export function fromEnvironment(
  text: CodeSpot,
  variable: string,
  language: CallView['language'],
): readonly Change[] | undefined {
  if (!isQuoted(text) || language === 'java') return undefined;
  if (language !== 'python') return [{ text, by: variableIn(variable, language) }];
  return [
    { text, by: `os.environ["${variable}"]` },
    { importName: 'os', inFile: text },
  ];
}

/** How a script reads a variable that has to be set. */
export function variableIn(variable: string, language: CallView['language']): string {
  return `process.env.${variable}${language === 'javascript' ? '' : '!'}`;
}

/** Whether it is a text in quotes, and no name that stands for one. */
export function isQuoted({ text }: CodeSpot): boolean {
  return /^(['"`]).*\1$/.test(text);
}
