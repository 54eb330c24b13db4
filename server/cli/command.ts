import { type Command, InvalidArgumentError, Option } from 'commander';
import { RULES } from '../../rules/index.js';
import { SEVERITIES } from '../core/rule/finding.js';
import { matchesRule } from '../core/text/glob.js';
import type { Io } from './io.js';

/** What a command is made with: the program that it joins, its process, and who takes its exit code. */
export interface Cli {
  readonly io: Io;
  /** Starts a command of the program. */
  command(name: string, about: string): Command;
  done(code: number): void;
}

const WORDS = {
  today: 'the UTC day that allow comments end by, YYYY-MM-DD',
  day: 'Expected YYYY-MM-DD.',
  noRule: 'No rule has an id that matches; portcullis rules lists them.',
  rule: 'only rules whose id matches; may be given several times',
  profile: 'which rules speak; as portcullis.yaml says, or recommended',
  format: 'how to print it',
};

export const OPTIONS = {
  format: (...choices: readonly string[]) =>
    new Option('--format <format>', WORDS.format).choices(choices).default(choices[0]),
  rule: () => new Option('--rule <glob>', WORDS.rule).argParser(addRule),
  profile: () => new Option('--profile <profile>', WORDS.profile).choices(['recommended', 'strict']),
  failOn: (about: string) =>
    new Option('--fail-on <severity>', about).choices([...SEVERITIES, 'never']).default('error'),
  today: (io: Io) => new Option('--today <date>', WORDS.today).argParser(readDay).default(io.today()),
};

/** A glob that names no rule is a slip of the pen: a check that looks for nothing would pass. */
function addRule(value: string, before: readonly string[] = []): readonly string[] {
  const meant = RULES.filter(({ id }) => matchesRule(value, id));
  if (meant.length === 0) throw new InvalidArgumentError(WORDS.noRule);
  // Whoever asks for rules of the strict profile only asks for them by name.
  const isStrict = meant.every(({ profile }) => profile === 'strict');
  return [...before, ...(isStrict ? meant.map(({ id }) => id) : [value])];
}

function readDay(value: string): string {
  const time = Date.parse(`${value}T00:00:00Z`);
  const isDay = !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === value;
  if (!isDay) throw new InvalidArgumentError(WORDS.day);
  return value;
}
