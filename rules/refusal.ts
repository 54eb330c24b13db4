import type { Change } from '../server/core/rule/change.js';
import type { CallView, CodeSpot } from '../server/core/rule/views.js';
import { lineBreak } from './code-text.js';
import { importJava } from './java-imports.js';

/** Where a request can be refused, and how. */
interface Place {
  readonly statement: CodeSpot;
  readonly language: CallView['language'];
  /** Name of the parameter that answers; none in Python and Java, where an exception does. */
  readonly response: string | undefined;
}

/** What a handler of Spring throws to refuse a request. */
const REFUSING = [
  'org.springframework.http.HttpStatus',
  'org.springframework.web.server.ResponseStatusException',
];

/**
 * Answers 400 in front of a statement when the condition holds, in the style of the file; undefined where that has to be
 * written in another way.
 */
export function refuse(
  { statement, language, response }: Place,
  condition: string,
): readonly Change[] | undefined {
  const { leaf, start } = statement;
  const at = { ...statement, end: start, text: '' };
  const step = /\n([ \t]+)[^\s*]/.exec(leaf.text)?.[1] ?? '  ';
  const lines = (text: readonly string[]) => text.map((line) => line + lineBreak(statement)).join('');
  if (language === 'python') {
    return [
      { text: at, by: lines([`if ${condition}:`, `${step}raise HTTPException(400)`]) },
      { importName: 'HTTPException', from: 'fastapi', inFile: statement },
    ];
  }
  if (language === 'java') {
    const imports = importJava(REFUSING, statement);
    const by = lines([
      `if (${condition}) {`,
      `${step}throw new ResponseStatusException(HttpStatus.BAD_REQUEST);`,
      '}',
    ]);
    return imports && [{ text: at, by }, ...imports];
  }
  if (response === undefined) return undefined;
  const end = /[;}]\s*$/.test(statement.text) ? ';' : '';
  const answer = `${response}.status(400).end()${end}`;
  // A handler whose type says that it returns nothing may not return the answer.
  const by =
    language === 'javascript'
      ? [`if (${condition}) return ${answer}`]
      : [`if (${condition}) {`, `${step}${answer}`, `${step}return${end}`, '}'];
  return [{ text: at, by: lines(by) }];
}
