import type { Change } from '../../server/core/rule/change.js';
import { isMap, isSequence, type Node, stringOf } from '../../server/core/rule/nodes.js';
import type { FixOffer, FixWords, RuleContext } from '../../server/core/rule/rule.js';
import type { ServerFact } from '../../server/core/rule/views.js';
import {
  overTls,
  travelsInTheOpen,
  type UrlVariable,
  urlParts,
  withVariable,
} from '../../server/core/words/urls.js';

/** The path of the variable's object, which stands beside the `url` of its server. */
export function variablePath({ at }: ServerFact, { name }: UrlVariable) {
  return [...at.path.slice(0, -1), 'variables', name];
}

/** Values with which everything travels in the open, the default first. */
export function openValues(server: ServerFact, variable: UrlVariable): readonly string[] {
  return variable.values.filter((value) => travelsInTheOpen(filled(server, variable, value)));
}

/** The value over TLS that takes the place of an open default; undefined when none can be told. */
function secureValue(server: ServerFact, variable: UrlVariable): string | undefined {
  const secure = variable.values.find((value) => isSecure(server, variable, value));
  const [open] = openValues(server, variable);
  return secure ?? (open === undefined ? undefined : secured(open));
}

/** Words of the fix that `variableFixes` offers. */
export const VARIABLE_FIXES = {
  only: { title: 'Allow only TLS', safety: 'safe' },
} as const satisfies Record<string, FixWords>;

/** Leaves values over TLS alone, where one can be told. */
export function variableFixes(
  server: ServerFact,
  variable: UrlVariable,
  node: RuleContext<unknown>['node'],
): readonly FixOffer[] {
  const to = secureValue(server, variable);
  if (to === undefined) return [];
  const at = { uri: server.at.uri, path: variablePath(server, variable) };
  const changes = () => onlySecure(node(at), new Set(openValues(server, variable)), to);
  return [{ fix: 'only', changes }];
}

/** The default becomes a secure value, and the list keeps the secure ones. */
function onlySecure(variable: Node | undefined, open: ReadonlySet<string>, to: string): readonly Change[] {
  if (!isMap(variable)) return [];
  const [fallback, list] = [variable.get('default'), variable.get('enum')];
  const changes: Change[] = [];
  if (fallback && open.has(stringOf(fallback) ?? '')) changes.push({ replace: fallback, by: to });
  if (!isSequence(list)) return changes;
  const isOpen = (item: Node) => open.has(stringOf(item) ?? '\0');
  if (list.items.every(isOpen)) return [...changes, { replace: list, by: [to] }];
  return [...changes, ...list.items.filter(isOpen).map((item) => ({ remove: item }))];
}

function filled({ url, variables }: ServerFact, { name }: UrlVariable, value: string): string {
  return withVariable(url, variables, name, value);
}

function isSecure(server: ServerFact, variable: UrlVariable, value: string): boolean {
  const { scheme } = urlParts(filled(server, variable, value));
  return scheme === 'https' || scheme === 'wss';
}

/** The same value over TLS; undefined when it does not name the scheme itself. */
function secured(value: string): string | undefined {
  const text = value.replace(/^(http|ws)$/i, (scheme) => `${scheme.toLowerCase()}s`);
  const to = text === value ? overTls(value) : text;
  return to === value ? undefined : to;
}
