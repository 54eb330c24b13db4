import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, field, stringValue, unwrap } from '../../../syntax/code-read.js';
import type { Scopes } from '../names/scopes.js';

/**
 * What is known of a pattern of text: 'whole' leaves no room around it, 'none' finds what may not be in a text, 'some' a
 * few of the characters that a shell reads.
 */
type Reach = 'whole' | 'part' | 'none' | 'some' | 'unknown';

const SCHEME = /^\^?\(*(?:\?:)?https?\b/;
/** Sets of letters, and letters that stand for one. */
const SETS = /\[(?:[^\]\\]|\\.)*\]|\\[a-zA-Z]/g;

const COMPILES = /^(?:RegExp|re\.compile|Pattern\.compile)$/;

/** What of a text is held to a pattern, which stands here or is named. `starts`: whoever applies it begins at the start. */
export function reachOf(given: CodeNode | undefined, starts: boolean, scopes: Scopes): Reach {
  const pattern = patternOf(given, scopes);
  if (pattern === undefined) return 'unknown';
  if (/^\[\^(?:[^\]\\]|\\.)+\][+*]?$/.test(pattern) || /^\\[WD]\+?$/.test(pattern)) return 'none';
  if (findsSome(pattern)) return 'some';
  if (SCHEME.test(pattern) && (starts || pattern.startsWith('^'))) {
    // The host of an address decides, wherever it ends.
    if (namesHost(pattern)) return 'whole';
    if (/\.[+*]|\\S|\[\^/.test(pattern.replace(/\\\./g, ''))) return 'part';
  }
  const ends = /(?:[^\\]\$|\\[zZ])\)*$/.test(pattern);
  return ends && (starts || /^\(*(?:\?:)?(?:\^|\\A)/.test(pattern)) ? 'whole' : 'part';
}

/** Whether a pattern of addresses says which host: `^https://(\\w+\\.)?example\\.com`. */
function namesHost(pattern: string): boolean {
  const rest = pattern.replace(SCHEME, '').replace(SETS, '');
  return /[a-z][a-z\d-]*\\?\.[a-z]{2,}|localhost/i.test(rest);
}

/** Whether a pattern looks for characters of a shell and forgets those that run a command inside of another. */
function findsSome(pattern: string): boolean {
  const bare = pattern.replace(/\\[nrst]/g, '');
  return /[;&]/.test(bare) && !/[\w']|\[\^/.test(bare) && !(bare.includes('$') && bare.includes('`'));
}

/** Whether the expression may be a pattern, so that its `exec` runs no program. */
export function mayBePattern(given: CodeNode | undefined, scopes: Scopes): boolean {
  const node = unwrap(given);
  if (node === undefined) return false;
  if (patternOf(node, scopes) !== undefined) return true;
  const declared = node.type === 'identifier' ? scopes.find(node) : undefined;
  if (declared?.kind === 'import') return /^[.@#~]/.test(declared.module);
  return (
    /re$|regexp?$|pattern$|^[A-Z\d_]+$|RegExp\(/i.test(scopes.textOf(node)) && declared?.kind !== 'function'
  );
}

function patternOf(given: CodeNode | undefined, scopes: Scopes, links = 0): string | undefined {
  const node = unwrap(given);
  if (node === undefined || links > 2) return undefined;
  if (node.type === 'regex') return scopes.textOf(node).replace(/^\/|\/\w*$/g, '');
  if (node.type === 'string')
    return scopes.text.slice(node.start, node.end).replace(/^\w*["'`]+|["'`]+$/g, '');
  const made = field(node, 'constructor') ?? field(node, 'function');
  if (made !== undefined && COMPILES.test(scopes.textOf(made))) {
    const [source] = argumentsOf(node);
    const text = stringValue(source, scopes.text);
    return text ?? patternOf(source, scopes, links + 1);
  }
  const declared = node.type === 'identifier' ? scopes.find(node) : undefined;
  return declared?.kind === 'value' && declared.path.length === 0
    ? patternOf(declared.value, scopes, links + 1)
    : undefined;
}
