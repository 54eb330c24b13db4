import type { CodeNode } from '../../syntax/code.js';
import { isScript } from '../../text/leaf.js';
import type { Framework } from '../frameworks/framework.js';
import { attributesLeft, attributesTaken } from './attributes.js';
import type { Reading } from './expression.js';
import { nameOfParam } from './handler-roles.js';
import { optionsOpenness } from './openness.js';
import { paramsOf } from './params.js';
import type { Roles } from './passage.js';
import type { Behavior, Handed } from './types.js';

/** What the request of Express has by itself. */
const TECHNICAL =
  /^(?:app|res|next|path|url|originalUrl|baseUrl|method|ip|ips|get|header|is|accepts\w*|protocol|secure|host|hostname|subdomains|route|log|logger|id|requestId|t|i18n|on|once|fresh|stale|xhr)$/;
/** What dependencies of Python give that is no record and nobody. */
const TOOLS =
  /db|session|conn|engine|settings|config|repo|service|uow|unit_of_work|client|cache|redis|log|queue/i;

/** What a function reads that code in front has left for it, and what it leaves for code behind it. */
export function relayedBy(
  body: CodeNode,
  roles: Roles | undefined,
  plain: string,
  hands: readonly Handed[],
  frameworks: readonly Framework[],
  reading: Reading,
): Pick<Behavior, 'takes' | 'leaves' | 'drops' | 'others'> {
  return {
    ...takesOf(body, roles, plain, hands, frameworks, reading),
    ...leavesOf(body, roles, plain, frameworks, reading),
    ...(isScript(reading.language) ? keptOf(roles, plain) : {}),
  };
}

const PARSES = /\.\s*(?:parse|safeParse|validate)(?:Async|Sync)?\(\s*(?:([\w$]+)\s*\.\s*)?body\s*[,)]/;

/** What becomes of the body, and of fields that a schema does not name, where code in front asks that about it. */
function keptOf(roles: Roles | undefined, plain: string): Pick<Behavior, 'drops' | 'others'> {
  const drops = dropsParsed(roles, plain);
  const others = roles?.next === undefined || !PARSES.test(plain) ? undefined : optionsOpenness(plain);
  return { ...(drops ? { drops } : {}), ...(others === undefined ? {} : { others }) };
}

/** Whether it does not put what the schema gives back in the place of the body. */
function dropsParsed(roles: Roles | undefined, plain: string): boolean {
  if (roles?.request === undefined || roles.next === undefined) return false;
  const [match, holder = roles.request] = PARSES.exec(plain) ?? [];
  if (match === undefined || holder !== roles.request) return false;
  const request = roles.request.replaceAll('$', '\\$');
  const puts = `(?<![\\w$.])${request}\\s*(?:\\.\\s*body|\\[[^\\]]*\\])\\s*=(?!=)|Object\\.\\w+\\(\\s*${request}\\b`;
  return !new RegExp(puts).test(plain);
}

/**
 * What code in front has left for a handler, and it reads: 'note' of `req.note` and `res.locals.note`, and 'load_note'
 * of `note=Depends(load_note)`.
 */
function takesOf(
  body: CodeNode,
  roles: Roles | undefined,
  plain: string,
  hands: readonly Handed[],
  frameworks: readonly Framework[],
  { text, language }: Reading,
): Pick<Behavior, 'takes'> {
  // What the request is handed to may read the rest.
  if (hands.some(({ to }) => to.includes('q'))) return {};
  const takes = takenIn(body, roles, plain, frameworks, { text, language });
  return takes.length === 0 ? {} : { takes };
}

function takenIn(
  body: CodeNode,
  roles: Roles | undefined,
  plain: string,
  frameworks: readonly Framework[],
  { text, language }: Pick<Reading, 'text' | 'language'>,
): readonly string[] {
  if (isScript(language)) return ofRequest(roles, plain, frameworks);
  const of = body.parent;
  if (of === undefined) return [];
  if (language === 'java') return attributesTaken(of, plain, text);
  return language === 'python' ? ofDependencies(of, plain, text) : [];
}

function ofRequest(
  roles: Roles | undefined,
  plain: string,
  frameworks: readonly Framework[],
): readonly string[] {
  const keeper = keeperOf(roles);
  if (keeper === undefined) return [];
  const found = new Set<string>();
  const member = new RegExp(`(?<![\\w$.])${keeper}\\s*[?!]?\\.\\s*(\\w+)`, 'g');
  for (const [, name = ''] of plain.matchAll(member)) found.add(name);
  const taken = new RegExp(`\\{([^{}]*)\\}\\s*=\\s*${keeper}\\s*[;\\n]`, 'g');
  for (const [, names = ''] of plain.matchAll(taken))
    for (const part of names.split(',')) found.add(part.split(/[:=]/)[0]?.trim() ?? '');
  found.delete('locals');
  found.delete('');
  return ownNames(found, frameworks);
}

/** What code leaves on the request, or on what the answer keeps, for code behind it: 'note' of `req.note = await find(id)`. */
function leavesOf(
  body: CodeNode,
  roles: Roles | undefined,
  plain: string,
  frameworks: readonly Framework[],
  { text, language }: Reading,
): Pick<Behavior, 'leaves'> {
  const leaves =
    language === 'java' && body.parent !== undefined
      ? attributesLeft(body.parent, plain, text)
      : isScript(language) && roles?.next !== undefined
        ? hungOn(roles, plain, frameworks)
        : [];
  return leaves.length === 0 ? {} : { leaves };
}

function hungOn(roles: Roles, plain: string, frameworks: readonly Framework[]): readonly string[] {
  const keeper = keeperOf(roles);
  if (keeper === undefined) return [];
  const set = new RegExp(`(?<![\\w$.])${keeper}\\s*!?\\.\\s*(\\w+)\\s*=(?![=>])`, 'g');
  const names = new Set([...plain.matchAll(set)].map(([, name = '']) => name));
  return ownNames(names, frameworks);
}

/** Matches the request, and what keeps values for handlers behind. */
function keeperOf(roles: Roles | undefined): string | undefined {
  if (roles?.request === undefined) return undefined;
  const [request, response] = [roles.request, roles.response ?? 'res'].map((name) =>
    name.replaceAll('$', '\\$'),
  );
  return `(?:${request}|\\(\\s*${request}\\s+as\\s[^()]+\\)|(?:${response}|${request})\\s*\\.\\s*locals)`;
}

/** Names that the request does not have by itself. */
function ownNames(names: ReadonlySet<string>, frameworks: readonly Framework[]): readonly string[] {
  const inputs = new Set(frameworks.flatMap((framework) => framework.inputs));
  return [...names].filter((name) => !inputs.has(name) && !TECHNICAL.test(name)).sort();
}

/** Whole names of what gives the parameters that the body reads. */
function ofDependencies(of: CodeNode, plain: string, text: string): readonly string[] {
  return paramsOf(of).flatMap((param) => {
    const name = nameOfParam(param, text);
    const written = text.slice(param.start, param.end);
    if (name === undefined || !new RegExp(`(?<![\\w.])${name}\\b`).test(plain)) return [];
    const given = /\b(?:Depends|Security)\(\s*([\w.]+)/.exec(written)?.[1];
    const type = /:\s*([A-Z]\w*)\s*$/.exec(written)?.[1];
    const from = given ?? type;
    return from === undefined || TOOLS.test(from) || TOOLS.test(name) ? [] : [from];
  });
}
