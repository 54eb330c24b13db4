import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { runsLater } from '../../server/core/words/later-calls.js';
import { asksInJava, JAVA_CALLEES, opensItself } from './java-requests.js';

const CLIENTS =
  /^(?:axios|got|node-fetch|cross-fetch|undici|superagent|needle|ky|request|request-promise|request-promise-native|phin|bent|(?:node:)?https?|follow-redirects|requests|httpx|aiohttp|urllib\.request|urllib3|urllib|org\.springframework\.web\..*|java\.net\..*)$/;
const NAMED =
  /^(?:fetch|axios|got|superagent|needle|ky|urlopen|restTemplate|webClient|requests|httpx|(?:this\.)?(?:http|httpClient|httpService|restTemplate|webClient))(?:\.|$)/i;
/** A text that ends before the host is complete. */
const HOST_OPEN = /^(?:https?:)?\/\/[^/?#]*$/i;
/** Keys of options that hold an address, or the host of one. */
const OPTIONS = ['url', 'uri', 'baseURL', 'host', 'hostname'];
const IN_JAVA: ReadonlySet<string> = new Set(JAVA_CALLEES);

/** Calls that ask where an address leads. */
export const CHECKS_ADDRESS =
  /allow|whitelist|permitted|is_?safe|validate\w*(?:url|host)|check\w*(?:url|host)|isPrivate|ipaddr|dns/i;

/** What asks a server, where it is handed over in order to be called later. */
const ASKING =
  /^(?:(?:requests|httpx)\.(?:get|post|put|patch|delete|head|options)|(?:\w+\.)*url(?:open|retrieve))$/;

/** Whether the call asks another server. */
export function asks(call: CallView): boolean {
  const place = runsLater(call.name);
  if (place !== undefined) return call.language === 'python' && ASKING.test(call.argument(place)?.text ?? '');
  if (call.language === 'java') return asksInJava(call) ?? isClient(call);
  return !IN_JAVA.has(call.name) && isClient(call);
}

function isClient({ callee, module }: CallView): boolean {
  return NAMED.test(callee) || (module !== undefined && CLIENTS.test(module));
}

/** The arguments and options that hold an address, or the host of one. */
export function addressesOf(call: CallView): readonly ValueView[] {
  if (opensItself(call)) return call.object === undefined ? [] : [call.object];
  const named = call.keyword('url');
  const from = (runsLater(call.name) ?? -1) + 1;
  const found = call.arguments.slice(from, from + 2).flatMap((one, index) => {
    if (one.form !== 'object') return index === 0 || call.name === 'request' ? [one] : [];
    return OPTIONS.flatMap((key) => filledIn(one, key, call) ?? one.property(key) ?? []);
  });
  return [...(named === undefined ? [] : [named]), ...found];
}

/** What was put into an object before the call is given it: `options.hostname = host`. */
export function filledIn(options: ValueView, key: string, call: CallView): ValueView | undefined {
  if (!/^[\w$]+$/.test(options.text)) return undefined;
  const last = call
    .nearby(`${key}=`)
    .findLast(({ object, node }) => object?.text === options.text && node.end <= call.node.start);
  return last?.argument(0);
}

/** What the caller sent, where it decides about the host: at the start, or before the host is complete. */
export function choiceIn(address: ValueView): ValueView | undefined {
  let before = '';
  for (const [index, part] of address.parts.entries()) {
    if (part.origin === 'request') {
      return mayBeHost(before, address.parts[index + 1]) ? part : undefined;
    }
    if (part.literal === undefined) return undefined;
    before += part.literal;
  }
  return undefined;
}

/** Whether what follows a text may be a host: it is the start, or the host is not complete; `next`: what stands behind it. */
export function mayBeHost(before: string, next: ValueView | undefined): boolean {
  return (before === '' || HOST_OPEN.test(before)) && !isSubdomain(next);
}

/** What stands before a fixed domain chooses among the servers of that. */
function isSubdomain(next: ValueView | undefined): boolean {
  return /^\.[\w-]+\.\w/.test(next?.literal ?? '');
}
