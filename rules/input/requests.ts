import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { terms } from '../../server/core/words/tokens.js';

const CLIENTS =
  /^(?:axios|got|node-fetch|cross-fetch|undici|superagent|needle|ky|request|request-promise|request-promise-native|phin|bent|(?:node:)?https?|follow-redirects|requests|httpx|aiohttp|urllib\.request|urllib3|urllib|org\.springframework\.web\..*|java\.net\..*)$/;
const NAMED =
  /^(?:fetch|axios|got|superagent|needle|ky|urlopen|restTemplate|webClient|requests|httpx|(?:this\.)?(?:http|httpClient|httpService|restTemplate|webClient))(?:\.|$)/i;
/** A text that ends before the host is complete. */
const HOST_OPEN = /^(?:https?:)?\/\/[^/?#]*$/i;
/** Clients of Spring; what only puts an address together is in another of its packages. */
const SPRING = /^org\.springframework\.web\.(?:client|reactive)\b/;

/** Last names of what may ask another server. */
export const ASKING: readonly string[] = terms(
  'fetch, axios, got, get, post, put, patch, delete, head, request, needle, ky, stream, urlopen, urlretrieve, ' +
    'getForObject, getForEntity, postForObject, postForEntity, exchange, uri, new URL, new HttpGet, new HttpPost, openConnection, create, newBuilder, url, superagent, send',
);

/** Whether the call asks another server. */
export function asks(call: CallView): boolean {
  const { callee, module, name, language } = call;
  if (/^new (?:URL|HttpGet|HttpPost)$/.test(name)) return language === 'java' && !isTakenApart(call);
  // Of the JDK, and of OkHttp.
  if (language === 'java' && callee === 'URI.create')
    return call.neighbors().some((one) => /\bHttpRequest\.newBuilder$/.test(one));
  if (name === 'newBuilder') return callee === 'HttpRequest.newBuilder' && isReadFromBase(call.argument(0));
  if (name === 'url') return language === 'java' && /\bRequest\.Builder\(\)/.test(callee);
  if (name === 'uri' || name === 'openConnection')
    return language === 'java' && (/webClient|client/i.test(callee) || SPRING.test(module ?? ''));
  return NAMED.test(callee) || (module !== undefined && CLIENTS.test(module));
}

/** `base.resolve(sent)`; where an address is made of a text is another call. */
function isReadFromBase(address: ValueView | undefined): boolean {
  const written = address?.written;
  const texts = [address?.text ?? '', written !== undefined && 'text' in written ? written.text : ''];
  return texts.some((text) => /\.resolve\(/.test(text));
}

/** An address of which the function takes the host, to look at it before it asks there. */
function isTakenApart(call: CallView): boolean {
  return call.name === 'new URL' && call.neighbors().some((one) => /\.get(?:Host|Authority)$/.test(one));
}

/** The arguments and options that hold an address, or the host of one. */
export function addressesOf(call: CallView): readonly ValueView[] {
  const named = call.keyword('url');
  const found = call.arguments.slice(0, 2).flatMap((one, index) => {
    if (one.form !== 'object') return index === 0 || call.name === 'request' ? [one] : [];
    const options = ['url', 'uri', 'baseURL', 'host', 'hostname'].map((key) => one.property(key));
    return options.flatMap((option) => option ?? []);
  });
  return [...(named === undefined ? [] : [named]), ...found];
}

/** What the caller sent, where it decides about the host: at the start, or before the host is complete. */
export function choiceIn(address: ValueView): ValueView | undefined {
  let before = '';
  for (const [index, part] of address.parts.entries()) {
    if (part.origin === 'request') {
      const open = before === '' || HOST_OPEN.test(before);
      return open && !isSubdomain(address.parts[index + 1]) ? part : undefined;
    }
    if (part.literal === undefined) return undefined;
    before += part.literal;
  }
  return undefined;
}

/** What stands before a fixed domain chooses among the servers of that. */
function isSubdomain(next: ValueView | undefined): boolean {
  return /^\.[\w-]+\.\w/.test(next?.literal ?? '');
}
