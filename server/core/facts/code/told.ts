import type { CodeNode } from '../../syntax/code.js';
import { decoratorsOf, field, named } from '../../syntax/code-read.js';
import { credentialName } from '../../words/sensitive.js';
import { type Reading, textOf } from './expression.js';

/** A method that says itself how an object becomes text. */
const SAYS = /^(?:toString|__str__|__repr__|__repr_args__)$/;
/** What Lombok makes a text of all fields for. */
const SHOWN = /^(?:Data|Value|ToString)\b/;
/** What keeps some fields out of that text. */
const CHOSEN = /^ToString\s*\([^)]*\b(?:of|exclude|onlyExplicitlyIncluded)\b/;
const KEPT_BACK = /\bSecret(?:Str|Bytes|Value)?\b|\brepr\s*=\s*False\b|@ToString\.Exclude\b/;

/** Fields with a credential that stand in the text which an object of the class becomes in a log: of records, of Lombok, of Python. */
export function toldBy(node: CodeNode, reading: Reading): readonly string[] {
  const { language } = reading;
  if (language !== 'java' && language !== 'python') return [];
  const head = named(field(node, 'components'));
  const body = named(field(node, 'body'));
  const names = body.map((member) => nameIn(member, reading) ?? '');
  if (names.some((name) => SAYS.test(name))) return [];
  if (language === 'java' && head.length === 0 && !isShown(node, reading)) return [];
  return [...head, ...(head.length > 0 ? [] : body)].flatMap((member) => {
    const name = member.type === 'method_definition' ? undefined : nameIn(member, reading);
    return name !== undefined && isCredential(name) && !KEPT_BACK.test(textOf(member, reading)) ? [name] : [];
  });
}

function isShown(node: CodeNode, reading: Reading): boolean {
  const marks = decoratorsOf(node).map((one) => textOf(one, reading));
  return marks.some((one) => SHOWN.test(one)) && !marks.some((one) => CHOSEN.test(one));
}

function isCredential(name: string): boolean {
  const kind = credentialName(name, 'log');
  return kind !== undefined && kind !== 'code';
}

function nameIn(member: CodeNode, reading: Reading): string | undefined {
  const name = field(member, 'name') ?? field(member, 'property') ?? field(member, 'pattern');
  return name && textOf(name, reading);
}
