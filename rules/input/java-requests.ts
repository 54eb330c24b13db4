import type { CallView } from '../../server/core/rule/views.js';

/** Clients of Spring; what only puts an address together is in another of its packages. */
const SPRING = /^org\.springframework\.web\.(?:client|reactive)\b/;
const CLIENTS = /^(?:Test)?Rest(?:Template|Operations|Client)$|^WebClient$/;
/** What Spring hands over to make one of them. */
const BUILDERS = /^(?:RestClient|WebClient)\.Builder$/;
/** Functions that read what an address leads to, and take files and streams as well. */
const READ =
  /^(?:ImageIO\.read|IOUtils\.(?:toString|toByteArray|copy)|FileUtils\.copyURLToFile|Resources\.(?:toString|toByteArray))$/;

/** Last names of calls of Java that ask another server, or say which. */
export const JAVA_CALLEES: readonly string[] = [
  ...['getForObject', 'getForEntity', 'postForObject', 'postForEntity', 'postForLocation', 'patchForObject'],
  ...['headForHeaders', 'optionsForAllow', 'exchange', 'execute', 'uri', 'url', 'newBuilder', 'baseUrl'],
  'rootUri',
  ...['new HttpGet', 'new HttpPost', 'new HttpPut', 'new HttpPatch', 'new HttpDelete', 'new HttpHead'],
  ...['openStream', 'openConnection', 'connect', 'read', 'toString', 'toByteArray', 'copy', 'copyURLToFile'],
];

/** Whether a call of Java asks another server, or says which; undefined: its client tells. */
export function asksInJava(call: CallView): boolean | undefined {
  const { callee, name } = call;
  if (name.startsWith('new ')) return name.startsWith('new Http');
  if (READ.test(callee)) return call.argument(0)?.form === 'address';
  if (callee === 'Jsoup.connect') return true;
  if (/^RequestEntity\.\w+$/.test(callee)) return true;
  switch (name) {
    case 'newBuilder':
      return /(?:^|\.)HttpRequest\.newBuilder$/.test(callee);
    case 'url':
      return /Request\.Builder\(\)/.test(callee) || /^(?:\w+\.)?Request\.Builder$/.test(call.receiver ?? '');
    case 'uri':
      return (
        /HttpRequest\.newBuilder\(/.test(callee) ||
        /^HttpRequest\.Builder$/.test(call.receiver ?? '') ||
        /client/i.test(callee) ||
        isSpring(call)
      );
    case 'create':
      return /^(?:RestClient|WebClient)\.create$/.test(callee);
    case 'baseUrl':
      return (
        /^(?:RestClient|WebClient)\.builder\(|\.mutate\(\)\.baseUrl$/.test(callee) ||
        BUILDERS.test(call.receiver ?? '')
      );
    case 'rootUri':
      return /^(?:new)?RestTemplateBuilder\b/.test(callee) || call.receiver === 'RestTemplateBuilder';
    case 'openStream':
    case 'openConnection':
      return opensItself(call);
    case 'connect':
    case 'read':
    case 'toString':
    case 'toByteArray':
    case 'copy':
    case 'execute':
      return name === 'execute' && isSpring(call);
    default:
      return isSpring(call) ? true : undefined;
  }
}

/** `url.openStream()`: what it is called on is the address. */
export function opensItself({ language, name, object, callee }: CallView): boolean {
  if (language !== 'java' || !/^open(?:Stream|Connection)$/.test(name) || object === undefined) return false;
  return object.form === 'address' || object.stated === 'URL' || /^new(?:java\.net\.)?URL\(/.test(callee);
}

function isSpring({ module, receiver, callee }: CallView): boolean {
  return (
    SPRING.test(module ?? '') ||
    CLIENTS.test(receiver ?? '') ||
    /^new(?:Rest(?:Template|Client))\(/.test(callee)
  );
}
