import type { FixOffer } from '../../server/core/rule/rule.js';
import type { CallView, CodeSpot, ValueView } from '../../server/core/rule/views.js';
import { quoted } from '../code-text.js';
import { refuse } from '../refusal.js';
import { filledIn } from './requests.js';

/** Stands for the author's own, which nobody else can know. */
const HOST = 'api.example.com';
const ORIGIN = `https://${HOST}`;

/** What opens the address is all of it, unless an option takes the host alone; neither may be a piece of a longer name. */
export function listHosts(call: CallView, address: ValueView, value: ValueView): readonly FixOffer[] {
  const { parts } = address;
  const index = parts.findIndex((one) => isAt(one, value));
  const next = index + 1 < parts.length ? (parts[index + 1]?.literal ?? '.') : '';
  const isHost =
    index > 0 ||
    call.arguments.some((one) =>
      HOST_KEYS.some((key) => isAt(filledIn(one, key, call) ?? one.property(key), value)),
    );
  if (!/^(?:\/|$)/.test(isHost ? next.replace(/^:\d+/, '') : next)) return [];
  return allowHosts(call, value, isHost ? 'host' : 'address');
}

const HOST_KEYS = ['host', 'hostname'];

function isAt(one: ValueView | undefined, { start, end }: ValueView): boolean {
  return one?.start === start && one.end === end;
}

/**
 * Refuses the request where the address, or the host, is not of a list. `hosts` is the key of the rule's fix. None in a
 * function that cannot answer by itself, and for a value that is a piece of a host.
 */
function allowHosts(call: CallView, value: ValueView, part: 'address' | 'host'): readonly FixOffer[] {
  const { handler, language, node } = call;
  const { statement } = value;
  const isHere = handler?.kind === 'handler' && handler.direct && value.via === undefined;
  if (!isHere || statement === undefined || value.text.includes('\n')) return [];
  if (language === 'python' && handler.endpoints.every(({ framework }) => framework !== 'fastapi')) return [];
  const python = language === 'python';
  if (language === 'java') return inJava(value, statement, part);
  const listed = quoted(part === 'host' ? HOST : ORIGIN, node, language);
  const condition = python ? inPython(value.text, part, node) : inScript(value.text, part, listed);
  const made = refuse({ statement, branch: value.branch(), language, response: handler.response }, condition);
  return made === undefined ? [] : [{ fix: 'hosts', changes: () => made }];
}

/**
 * `if (!address.startsWith("https://api.example.com/"))`, of what is stated to be a text: taking an address apart fails where
 * it is none.
 */
function inJava(value: ValueView, statement: CodeSpot, part: 'address' | 'host'): readonly FixOffer[] {
  if (value.stated !== 'String') return [];
  const isHost = part === 'host';
  const changes = refuse(
    { statement, branch: value.branch(), language: 'java', response: undefined },
    isHost ? `!List.of("${HOST}").contains(${value.text})` : `!${value.text}.startsWith("${ORIGIN}/")`,
    isHost ? ['java.util.List'] : [],
  );
  return changes === undefined ? [] : [{ fix: 'hosts', changes: () => changes }];
}

function inScript(value: string, part: 'address' | 'host', listed: string): string {
  if (part === 'host') return `![${listed}].includes(${value})`;
  return `!URL.canParse(${value}) || ![${listed}].includes(new URL(${value}).origin)`;
}

/** `urlsplit` raises where an address is none: `http://[`. */
function inPython(value: string, part: 'address' | 'host', node: CallView['node']): string {
  if (part === 'host') return `${value} not in [${quoted(HOST, node, 'python')}]`;
  return `not str(${value}).startswith(${quoted(`${ORIGIN}/`, node, 'python')})`;
}
