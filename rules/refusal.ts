import type { Change } from '../server/core/rule/change.js';
import type { CallView, CodeSpot, ValueView } from '../server/core/rule/views.js';
import { lineBreak } from './code-text.js';
import { importJava } from './java-imports.js';

/** Where a request can be refused, and how. */
interface Place {
  readonly statement: CodeSpot;
  /** The branch in it that alone needs the check; none can be put into a 'part' of an expression. */
  readonly branch?: ReturnType<ValueView['branch']>;
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
 * Answers 400 in front of a statement, or in the branch of it, when the condition holds, in the style of the file; undefined
 * where that has to be written in another way. `classes`: what of Java the condition takes.
 */
export function refuse(
  place: Place,
  condition: string,
  classes: readonly string[] = [],
): readonly Change[] | undefined {
  const { statement, language } = place;
  const step = /\n([ \t]+)[^\s*]/.exec(statement.leaf.text)?.[1] ?? '  ';
  const lines = refusal(place, condition, step);
  const change = lines && inFront(place, lines, step);
  if (change === undefined) return undefined;
  if (language === 'python')
    return [change, { importName: 'HTTPException', from: 'fastapi', inFile: statement }];
  if (language !== 'java') return [change];
  const imports = importJava([...REFUSING, ...classes], statement);
  return imports && [change, ...imports];
}

function refusal(
  { statement, language, response }: Place,
  condition: string,
  step: string,
): readonly string[] | undefined {
  if (language === 'python') return [`if ${condition}:`, `${step}raise HTTPException(400)`];
  if (language === 'java')
    return [`if (${condition}) {`, `${step}throw new ResponseStatusException(HttpStatus.BAD_REQUEST);`, '}'];
  if (response === undefined) return undefined;
  const end = /[;}]\s*$/.test(statement.text) ? ';' : '';
  const answer = `${response}.status(400).end()${end}`;
  // A handler whose type says that it returns nothing may not return the answer.
  return language === 'javascript'
    ? [`if (${condition}) return ${answer}`]
    : [`if (${condition}) {`, `${step}${answer}`, `${step}return${end}`, '}'];
}

function inFront({ statement, branch }: Place, lines: readonly string[], step: string): Change | undefined {
  if (branch === 'part') return undefined;
  if (branch !== undefined) return inBlock(branch, lines, step);
  const at = { ...statement, end: statement.start, text: '' };
  return { text: at, by: lines.map((line) => line + lineBreak(statement)).join('') };
}

/** Makes a block of a branch, which begins with the lines; undefined where a comment stands in front of it. */
function inBlock(branch: CodeSpot, lines: readonly string[], step: string): Change | undefined {
  const { text } = branch.leaf;
  const head = text.slice(0, branch.start).trimEnd();
  const line = head.slice(head.lastIndexOf('\n') + 1);
  if (!/(?:\)|\belse|\bdo)$/.test(line) || /\/[/*]/.test(line)) return undefined;
  const start = head.length;
  const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const body = [...lines, branch.text].map((one) => `${lineEnd}${indent}${step}${one}`).join('');
  return {
    text: { ...branch, start },
    by: ` {${body}${lineEnd}${indent}}`,
  };
}
