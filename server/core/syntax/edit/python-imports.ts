import type { CodeNode } from '../code.js';
import { field, stringValue } from '../code-read.js';
import { lineEnd, lineStart, type Op, type Sheet } from './sheet.js';

/** Modules of Python itself that programs of this kind import most: they stand in front of all others. */
const OWN_MODULES: ReadonlySet<string> = new Set(
  `abc argparse ast asyncio base64 binascii collections concurrent contextlib copy csv dataclasses datetime decimal email enum
  errno functools gc getpass glob gzip hashlib heapq hmac html http importlib inspect io ipaddress itertools json logging
  math mimetypes multiprocessing operator os pathlib pickle platform queue random re secrets shlex shutil signal smtplib
  socket sqlite3 ssl statistics string struct subprocess sys tempfile textwrap threading time traceback types typing
  unicodedata unittest urllib uuid warnings weakref xml zipfile zlib zoneinfo`.split(/\s+/),
);

/** A line of the head of a file that imports something. */
interface Line {
  readonly start: number;
  readonly module: string;
  /** `import a`, and not `from a import b`. */
  readonly whole: boolean;
}

/**
 * `import os` where Python's own modules stand, in order of their names; as a group of its own in front of the imports of
 * others. Undefined where no import stands in front of `before`.
 */
export function moduleOp(
  { text, style }: Sheet,
  imports: readonly CodeNode[],
  name: string,
  before: number,
): Op | undefined {
  const lines = imports
    .filter(({ end }) => end <= before)
    .map((node) => lineOf(node, text))
    .filter(({ module }) => module !== '__future__');
  const [first] = lines;
  if (first === undefined) return undefined;
  const own = lines.filter(({ module }) => OWN_MODULES.has(module));
  const whole = own.filter((line) => line.whole);
  const later = whole.find(({ module }) => module > name);
  const last = whole.at(-1);
  if (later === undefined && last !== undefined) {
    const at = lineEnd(text, last.start);
    return { start: at, end: at, text: `${style.eol}import ${name}`, depth: 0 };
  }
  const at = later === undefined ? (own[0] ?? first).start : firstBehind(name, lines, later, text);
  const gap = own.length > 0 ? '' : style.eol;
  return { start: at, end: at, text: `import ${name}${style.eol}${gap}`, depth: 0 };
}

/** Where lines begin that end with this one and would all stand behind the name: some keep modules of all kinds in one order. */
function firstBehind(name: string, lines: readonly Line[], from: Line, text: string): number {
  let at = from;
  for (const line of lines.slice(0, lines.indexOf(from)).toReversed()) {
    const isNext = !text.slice(line.start, at.start - 1).includes('\n');
    if (!isNext || !line.whole || line.module <= name) break;
    at = line;
  }
  return at.start;
}

function lineOf(node: CodeNode, text: string): Line {
  const start = lineStart(text, node.start);
  const [module = ''] = (stringValue(field(node, 'source'), text) ?? '').split('.');
  return { start, module, whole: text.startsWith('import', start) };
}
