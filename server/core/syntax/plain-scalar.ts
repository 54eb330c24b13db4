import type { ScalarNode } from './node.js';

const INTEGER = /^[-+]?[0-9]+$/;
const OCTAL = /^0o[0-7]+$/;
const HEX = /^0x[0-9a-fA-F]+$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const INFINITE = /^([-+]?)\.(?:inf|Inf|INF)$/;

/** What words and numbers begin with that are no text. */
const BEGINNINGS: ReadonlySet<number> = new Set(Array.from('~nNtTfF0123456789+-.', (c) => c.charCodeAt(0)));

/** What an unquoted scalar says in YAML 1.2's core schema: dates, `yes` and `1_000` are text. */
export function plainValue(raw: string): ScalarNode['value'] {
  if (raw !== '' && !BEGINNINGS.has(raw.charCodeAt(0))) return raw;
  switch (raw) {
    case '':
    case '~':
    case 'null':
    case 'Null':
    case 'NULL':
      return null;
    case 'true':
    case 'True':
    case 'TRUE':
      return true;
    case 'false':
    case 'False':
    case 'FALSE':
      return false;
  }
  // Digits, '+', '-' and '.' are what a number may begin with.
  if (raw.charCodeAt(0) > 57) return raw;
  if (INTEGER.test(raw) || FLOAT.test(raw) || OCTAL.test(raw) || HEX.test(raw))
    return Number(raw.replace(/^\+/, ''));
  const infinite = INFINITE.exec(raw);
  if (infinite) return infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return raw === '.nan' || raw === '.NaN' || raw === '.NAN' ? Number.NaN : raw;
}
