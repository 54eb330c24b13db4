import path from 'node:path';
import { Option } from 'commander';
import { SNIPPETS } from '../../snippets/index.js';
import { filled, wholeBody } from '../../snippets/render.js';
import { printable } from '../core/report/text.js';
import type { Snippet } from '../core/rule/snippet.js';
import type { LanguageId } from '../core/text/leaf.js';
import { languageOf } from '../host/languages.js';
import type { Cli } from './command.js';
import type { Io } from './io.js';
import { CannotRun } from './targets.js';

const LANGUAGES: readonly LanguageId[] = ['yaml', 'json', 'javascript', 'typescript', 'python', 'java'];

const WORDS = {
  about: 'print or write a secure snippet, filled with its defaults',
  list: 'list the snippets',
  language: 'the language to write it in; as the name of the output says, or the first that it has',
  output: 'a new file; one that is there is never overwritten',
  nameless: 'name the snippet that is to be written; portcullis scaffold --list names them',
  none: 'no such snippet; portcullis scaffold --list names them',
  taken: 'the file is there already and is left as it is',
  other: 'this snippet is not there in that language',
  written: 'written',
};

export interface ScaffoldOptions {
  readonly list?: boolean;
  readonly language?: LanguageId;
  readonly output?: string;
}

export function scaffoldCommand({ command, io, done }: Cli): void {
  command('scaffold', WORDS.about)
    .argument('[id]')
    .addOption(new Option('--list', WORDS.list).conflicts('output'))
    .addOption(new Option('--language <language>', WORDS.language).choices([...LANGUAGES]))
    .option('--output <file>', WORDS.output)
    .action((id, options) => done(scaffold(id, options, io)));
}

export function scaffold(id: string | undefined, options: ScaffoldOptions, io: Io): number {
  if (id === undefined && options.output !== undefined) throw new CannotRun(options.output, WORDS.nameless);
  if (id === undefined || options.list) {
    io.out(list());
    return 0;
  }
  const snippet = SNIPPETS.find((one) => one.id === id || one.prefix === id);
  if (!snippet) throw new CannotRun(id, WORDS.none);
  const { output } = options;
  const language = options.language ?? (output === undefined ? undefined : languageOf(output));
  const text = textOf(snippet, language);
  if (text === undefined) throw new CannotRun(id, WORDS.other);
  if (output === undefined) {
    io.out(text);
    return 0;
  }
  const file = path.resolve(io.cwd, output);
  if (!io.create(file, text)) throw new CannotRun(output, WORDS.taken);
  io.out(`${output}: ${WORDS.written}\n`);
  return 0;
}

function list(): string {
  const width = Math.max(...SNIPPETS.map(({ id }) => id.length));
  const lines = SNIPPETS.map((snippet) => {
    const languages = LANGUAGES.filter((language) => textOf(snippet, language) !== undefined).join(', ');
    return `${snippet.id.padEnd(width)}  ${printable(snippet.title)} (${languages})`;
  });
  return `${lines.join('\n')}\n`;
}

/** The snippet with its defaults; undefined when it is not there in the language. */
function textOf(snippet: Snippet, language: LanguageId | undefined): string | undefined {
  const candidates = language === undefined ? LANGUAGES : [language];
  for (const one of candidates) {
    const body = wholeBody(snippet, one);
    // Entries of an object are no JSON text by themselves.
    if (body !== undefined) return one === 'json' ? `{\n${indented(filled(body))}}\n` : filled(body);
  }
  return undefined;
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
