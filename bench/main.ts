import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseEvents } from 'js-yaml';
import type { Profile } from '../server/core/rule/finding.js';
import { type Session, startSession } from './client.js';
import { routeTexts } from './routes.js';
import { type Lap, startLap } from './stamps.js';
import { type Beside, type Text, texts } from './texts.js';

/** Times in milliseconds, heap in MiB. */
interface Result {
  readonly size: string;
  readonly name: string;
  readonly profile: Profile;
  /** The version of Node, and with it of V8. */
  readonly node: string;
  /** From where the client sends the text to where it has read the last of its diagnostics: the median of the runs. */
  readonly open: number;
  /** The same in CPU time: what stays comparable when other work shares the machine. */
  readonly openCpu: number;
  /** From the text's arrival at the server to the last message with its diagnostics, without the client's share. */
  readonly openInServer: number;
  /** The same of the first of the opens alone: where this text is the first of the process, V8 compiles what it runs. */
  readonly firstInServer: number;
  /** What js-yaml needs for the same text in the same run, once it is warm: tells how fast the machine is. */
  readonly parse?: number;
  readonly keystroke: Spread;
  readonly keystrokeCpu: Spread;
  readonly keystrokeInServer: Spread;
  /** What the open document takes, the client's copy of the text left out. */
  readonly heap: number;
  readonly diagnostics: number;
}

interface Spread {
  readonly median: number;
  readonly p95: number;
  readonly worst: number;
}

/** A text's way to its diagnostics, and what of it the server took, in milliseconds of the clock. */
interface Trip extends Lap {
  readonly inServer: number;
}

const OPENS = 5;
const KEYS = 200;
const RESULTS = 'bench/results.json';
const say = (line: string) => process.stdout.write(`${line}\n`);

async function main(args: readonly string[]): Promise<void> {
  const wanted = args.filter((arg) => !arg.startsWith('--'));
  const isWanted = (size: string) => wanted.length === 0 || wanted.includes(size);
  const chosen = [...texts(isWanted, say), ...routeTexts(isWanted)];
  const before = lastResults();
  const profile = args.includes('--strict') ? 'strict' : 'recommended';
  const results: Result[] = [];
  say(
    `Node ${process.version}, ${cpus().length} cores; ${OPENS} first opens and ${KEYS} keystrokes each, through the protocol, profile ${profile}; ms, in brackets CPU; of the server's opens the first alone\n`,
  );
  say(
    row([
      'document',
      'first open',
      'in server (first)',
      'js-yaml',
      'keystroke p50',
      'p95',
      'worst',
      'server p50, p95',
      'heap',
      'shown',
      'saved: open, p95',
    ]),
  );
  for (const text of chosen) {
    const result = await measure(text, profile);
    results.push(result);
    say(row([...cells(result), compared(before.find((last) => isOfSame(last, result)))]));
  }
  if (!args.includes('--save')) return;
  const kept = before.filter((last) => !results.some((result) => isOfSame(last, result)));
  writeFileSync(RESULTS, `${JSON.stringify([...kept, ...results], null, 2)}\n`);
}

async function measure(text: Text, profile: Profile): Promise<Result> {
  const opens: Trip[] = [];
  for (let run = 1; run < OPENS; run += 1) {
    const session = await startAround(text, profile);
    opens.push(await open(session, text));
    await session.close(uriOf(text));
    session.end();
  }
  const session = await startAround(text, profile);
  const empty = heap();
  opens.push(await open(session, text));
  const full = heap();
  const diagnostics = await session.diagnose(uriOf(text));
  const keys = await type(session, text);
  session.end();
  return {
    size: text.size,
    name: text.name,
    profile,
    node: process.version,
    open: spread(opens.map(({ wall }) => wall)).median,
    openCpu: spread(opens.map(({ cpu }) => cpu)).median,
    openInServer: spread(opens.map(({ inServer }) => inServer)).median,
    firstInServer: round(opens[0]?.inServer ?? 0),
    ...parseOf(text),
    keystroke: spread(keys.map(({ wall }) => wall)),
    keystrokeCpu: spread(keys.map(({ cpu }) => cpu)),
    keystrokeInServer: spread(keys.map(({ inServer }) => inServer)),
    heap: full - empty,
    diagnostics,
  };
}

function parseOf({ language, text }: Text): Pick<Result, 'parse'> {
  if (language !== 'yaml' && language !== 'json') return {};
  const laps = Array.from({ length: 5 }, () => {
    const start = performance.now();
    parseEvents(text, { maxDepth: 256 });
    return performance.now() - start;
  });
  return { parse: spread(laps).median };
}

async function startAround({ beside = [] }: Text, profile: Profile): Promise<Session> {
  const session = await startSession(profile);
  for (const other of beside) await session.open(uriOf(other), other.language, other.text);
  for (const other of beside) await session.diagnose(uriOf(other));
  return session;
}

function open(session: Session, text: Text): Promise<Trip> {
  return timed(session, uriOf(text), () => session.open(uriOf(text), text.language, text.text));
}

/** Writes a letter into a random word and takes it back, wherever that word stands: in a key, a reference, a text. */
async function type(session: Session, text: Text): Promise<readonly Trip[]> {
  const times: Trip[] = [];
  const uri = uriOf(text);
  const below = random(7);
  for (let key = 0; key < KEYS; key += 2) {
    const document = session.engine.document(uri);
    const offset = wordAt(text.text, below(text.text.length));
    const start = document?.positionAt(offset);
    if (document === undefined || start === undefined) break;
    const end = { line: start.line, character: start.character + 1 };
    times.push(await timed(session, uri, () => session.type(uri, key + 2, start, start, 'x')));
    times.push(await timed(session, uri, () => session.type(uri, key + 3, start, end, '')));
  }
  return times;
}

async function timed(session: Session, uri: string, send: () => Promise<void>): Promise<Trip> {
  const end = startLap();
  await send();
  await session.diagnose(uri);
  return { ...end(), inServer: session.inServer().wall };
}

/** The next offset between two letters. */
function wordAt(text: string, from: number): number {
  const between = /(?<=[a-z])(?=[a-z])/g;
  between.lastIndex = from;
  return between.exec(text)?.index ?? text.search(between);
}

function uriOf({ name }: Beside): string {
  return `file:///bench/${name}`;
}

function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

function spread(values: readonly number[]): Spread {
  return { median: at(values, 0.5), p95: at(values, 0.95), worst: at(values, 1) };
}

/** The value below which a share of all lies. */
function at(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return round(value);
}

/** To hundredths. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function cells(result: Result): readonly string[] {
  const { size, name, open, openCpu, openInServer, firstInServer, parse } = result;
  const { keystroke, keystrokeCpu, keystrokeInServer } = result;
  const ms = (wall: number, beside: number) => `${short(wall)} (${short(beside)})`;
  return [
    `${size} ${name}`,
    ms(open, openCpu),
    ms(openInServer, firstInServer),
    parse === undefined ? '-' : short(parse),
    ms(keystroke.median, keystrokeCpu.median),
    ms(keystroke.p95, keystrokeCpu.p95),
    ms(keystroke.worst, keystrokeCpu.worst),
    `${short(keystrokeInServer.median)}, ${short(keystrokeInServer.p95)}`,
    `${Math.round(result.heap)} MiB`,
    String(result.diagnostics),
  ];
}

function short(value: number): string {
  return value < 10 ? value.toFixed(1) : String(Math.round(value));
}

function compared(before: Result | undefined): string {
  return before === undefined ? '-' : `${short(before.open)}, ${short(before.keystroke.p95)}`;
}

function row(texts: readonly string[]): string {
  return texts.map((text, index) => (index === 0 ? text.padEnd(30) : ` ${text.padStart(16)}`)).join('');
}

function isOfSame(one: Result, other: Result): boolean {
  return one.size === other.size && one.profile === other.profile;
}

function lastResults(): readonly Result[] {
  return existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) : [];
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (problem: unknown) => {
    process.stderr.write(`${String(problem)}\n`);
    process.exit(1);
  },
);
