import type { Change } from '../../server/core/rule/change.js';
import type { FixOffer } from '../../server/core/rule/rule.js';
import type { CallView, ValueView } from '../../server/core/rule/views.js';

/** Characters that mean something to a shell. */
const META = /[|&;<>$`"'\\*?()[\]{}~#\n]/;

/** Only for a template of plain words, which is then a list of arguments. */
export function listWords(call: CallView, command: ValueView): readonly FixOffer[] {
  if (!/^(?:node:)?child_process$/.test(call.module ?? '') || !/^exec(?:Sync)?$/.test(call.name)) return [];
  // What stands for another function, or is made of it, may answer in another way.
  if (!call.callee.endsWith(call.name) || !call.node.text.startsWith(call.callee)) return [];
  if (call.argument(0)?.text !== command.text || !command.text.startsWith('`')) return [];
  const words = wordsOf(command);
  const [program, ...rest] = words ?? [];
  if (program === undefined || !/^'[\w./-]+'$/.test(program)) return [];
  const runner = call.name === 'exec' ? 'execFile' : 'execFileSync';
  const callee = call.callee.includes('.') ? call.callee.replace(/exec(?:Sync)?$/, runner) : runner;
  const head = { ...call.node, end: call.node.start + call.callee.length, text: call.callee };
  const changes = (): readonly Change[] => [
    { text: head, by: callee },
    { text: command, by: `${program}, [${rest.join(', ')}]` },
    ...(callee === runner ? [{ importName: runner, from: call.module ?? '', inFile: call.node }] : []),
  ];
  return [{ fix: 'list', data: { program: program.slice(1, -1) }, changes }];
}

/** The words of a template as they are written in code; undefined when a value is only a piece of a word. */
function wordsOf(command: ValueView): readonly string[] | undefined {
  const words: string[] = [];
  for (const piece of command.text.slice(1, -1).split(/\s+/)) {
    const value = /^\$\{(.+)\}$/.exec(piece)?.[1];
    if (value !== undefined && !value.includes('${')) words.push(value);
    else if (piece === '' || META.test(piece)) return undefined;
    else words.push(`'${piece}'`);
  }
  return words;
}
