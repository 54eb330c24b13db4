import type { Known } from '../model/types.js';
import type { RegexVerdict } from '../rule/rule.js';
import type { Plain } from '../syntax/node.js';
import type { Presence } from './decisions/where.js';
import type { Absence, Fault } from './joined.js';
import type { Answer, Want } from './types.js';

export interface FileAnswer {
  readonly kind: 'file';
  readonly uri: string;
  readonly absence: Absence | undefined;
}

/** A host's answer in the engine's own words; what cannot be read counts as declined. */
export type ReadAnswer =
  | FileAnswer
  | { readonly kind: 'presence'; readonly uri: string; readonly presence: Presence }
  | { readonly kind: 'regex'; readonly pattern: string; readonly verdict: RegexVerdict }
  | { readonly kind: 'structure'; readonly uri: string; readonly faults: readonly Fault[] };

const ABSENCES: readonly Absence[] = ['missing', 'refused', 'unreadable'];
const PRESENCES: readonly Presence[] = ['there', 'missing', 'refused'];

export function readAnswer(want: Want, value: Known<Answer>): ReadAnswer {
  const plain = value.known ? value.value : null;
  switch (want.kind) {
    case 'file':
      return {
        kind: 'file',
        uri: want.uri,
        absence: ABSENCES.find((absence) => absence === plain),
      };
    case 'presence':
      return {
        kind: 'presence',
        uri: want.uri,
        presence: PRESENCES.find((presence) => presence === plain) ?? 'refused',
      };
    case 'regex':
      return { kind: 'regex', pattern: want.pattern, verdict: verdictOf(plain) };
    case 'structure':
      return { kind: 'structure', uri: want.uri, faults: isList(plain) ? plain.flatMap(faultOf) : [] };
  }
}

function verdictOf(plain: Plain): RegexVerdict {
  if (!isRecord(plain)) return { status: 'unknown' };
  const { status, complexity, degree, attack } = plain;
  if (status !== 'safe' && status !== 'vulnerable') return { status: 'unknown' };
  return {
    status,
    ...(typeof complexity === 'string' ? { complexity } : {}),
    ...(typeof degree === 'number' ? { degree } : {}),
    ...(typeof attack === 'string' ? { attack } : {}),
  };
}

function faultOf(plain: Plain): readonly Fault[] {
  if (!isRecord(plain) || typeof plain.message !== 'string' || !isList(plain.path)) return [];
  const path = plain.path.filter((step) => typeof step === 'string' || typeof step === 'number');
  return [{ message: plain.message, path }];
}

function isList(plain: Plain | undefined): plain is readonly Plain[] {
  return Array.isArray(plain);
}

function isRecord(plain: Plain): plain is { readonly [key: string]: Plain } {
  return typeof plain === 'object' && plain !== null && !Array.isArray(plain);
}
