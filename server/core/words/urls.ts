import { isExactly, terms, tokensOf, vocabulary } from './tokens.js';

/** How a caller reaches a server, as far as its URL says. */
export interface UrlParts {
  /** In lower case, without the colon; undefined for a relative URL. */
  readonly scheme: string | undefined;
  /** In lower case, without port, userinfo and brackets; empty for a relative URL. */
  readonly host: string;
}

/** A server's URL as a client calls it that changes no variable: with the first value of each. */
export function withDefaults(
  url: string,
  variables: readonly { readonly name: string; readonly values: readonly string[] }[],
): string {
  return variables.reduce((text, { name, values }) => text.replaceAll(`{${name}}`, values[0] ?? ''), url);
}

/** Reads a URL leniently: server variables such as `{host}` stay part of the host. */
export function urlParts(url: string): UrlParts {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/i.exec(url.trim());
  if (match === null) return { scheme: undefined, host: '' };
  const authority = (match[2] ?? '').replace(/^.*@/, '');
  const host = authority.startsWith('[')
    ? authority.slice(1).replace(/\].*$/, '')
    : authority.replace(/:[^:]*$/, '');
  return { scheme: match[1]?.toLowerCase(), host: host.toLowerCase().replace(/\.$/, '') };
}

/** Whether the scheme carries everything in clear text: RFC 9110 `http`, RFC 6455 `ws`. */
export function isCleartext(scheme: string | undefined): boolean {
  return scheme === 'http' || scheme === 'ws';
}

/** The same URL over TLS: `http` becomes `https`, `ws` becomes `wss`; port 80, where no TLS is served, is left out. */
export function overTls(url: string): string {
  return url.replace(
    /^(\s*)(http|ws)(:\/\/[^/?#]*?)?(:80(?=[/?#\s]|$))?(?=[:/?#]|\s|$)/i,
    (_, space: string, scheme: string, authority: string = '') =>
      `${space}${scheme.toLowerCase()}s${authority}`,
  );
}

/** Whether the URL names a port of its own: one that serves clear text need not serve TLS. */
export function hasOwnPort(url: string): boolean {
  const port = /^\s*[a-z]+:\/\/[^/?#]*:(\d+)(?=[/?#\s]|$)/i.exec(url)?.[1];
  return port !== undefined && port !== '80' && port !== '443';
}

/** Whether what is sent there crosses a network in clear text. */
export function travelsInTheOpen(url: string): boolean {
  const { scheme, host } = urlParts(url);
  return isCleartext(scheme) && !isLoopback(host);
}

/** A server variable with the values that it may have, its default first. */
export interface UrlVariable {
  readonly name: string;
  readonly values: readonly string[];
}

/** Variables that decide over the scheme of a server: those of `{scheme}://a.b`, of `http{s}://a.b`, and of `{base}/v1`. */
export function schemeVariables(url: string, variables: readonly UrlVariable[]): readonly UrlVariable[] {
  const head = /^[^/]*(?=:\/\/)/.exec(url)?.[0] ?? /^\{[^{}]*\}/.exec(url)?.[0] ?? '';
  return variables.filter(({ name }) => head.includes(`{${name}}`));
}

/** The URL with one variable set, and the others at their defaults. */
export function withVariable(
  url: string,
  variables: readonly UrlVariable[],
  name: string,
  value: string,
): string {
  return variables.reduce((text, variable) => {
    const by = variable.name === name ? value : variable.values[0];
    return by === undefined ? text : text.replaceAll(`{${variable.name}}`, () => by);
  }, url);
}

/** The addresses that differ in their scheme, as far as variables decide over it; the URL itself when none does. */
export function addressesOf(url: string, variables: readonly UrlVariable[]): readonly string[] {
  const filled = schemeVariables(url, variables).flatMap(({ name, values }) =>
    values.map((value) => withVariable(url, variables, name, value)),
  );
  return filled.length > 0 ? filled : [url];
}

/** Whether the host is the machine itself, so that nothing crosses a network: RFC 6761, RFC 1122 127/8, RFC 4291 ::1. */
export function isLoopback(host: string): boolean {
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '::1' ||
    host === '0.0.0.0' ||
    host === 'host.docker.internal' ||
    /^127\.\d+\.\d+\.\d+$/.test(host)
  );
}

/** Whether the host exists only inside a network: RFC 1918, link-local, and names that no public DNS knows. */
export function isPrivateHost(host: string): boolean {
  if (isLoopback(host)) return true;
  if (/^(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.)/.test(host)) return true;
  if (/\.(local|internal|corp|lan|home|intranet|test|invalid|cluster\.local|svc)$/.test(host)) return true;
  return host !== '' && !host.includes('.') && !host.includes(':') && !host.includes('{');
}

/**
 * What a host of nobody else's is: one inside a 'network' (RFC 1918, 4193, link-local, names that no public DNS knows), or
 * the end of a 'tunnel' to some machine. Undefined of the machine itself, and of names that may be anything.
 */
export function insideHost(host: string): 'network' | 'tunnel' | undefined {
  if (isLoopback(host)) return undefined;
  if (TUNNELS.test(host)) return 'tunnel';
  return PRIVATE.test(host) || /\.(?:local|internal|corp|lan|intranet|svc)$/.test(host)
    ? 'network'
    : undefined;
}

const PRIVATE =
  /^(?:(?:10|192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d+){2,3}|f[cd][\da-f]{2}:[\da-f:]*|fe[89ab][\da-f]:[\da-f:]*)$/;

const TUNNELS =
  /\.(?:ngrok(?:-free)?\.(?:io|app|dev)|loca\.lt|localtunnel\.me|trycloudflare\.com|serveo\.net|devtunnels\.ms|lhr\.life|localhost\.run|ts\.net)$/;

/** Whether a parameter of this name tells the server, or a browser that it sends away, where to go next. */
export function isUrlSinkName(name: string): boolean {
  const tokens = tokensOf(name);
  return (
    isExactly(tokens, SINKS) || SINK_TERMS.find(tokens)?.rest.every((word) => !ABOUT_A_URL.has(word)) === true
  );
}

/** Names that are a URL only sometimes: `next`, `target`. They count when the schema says that it is one. */
export function isLooseUrlSinkName(name: string): boolean {
  return isExactly(tokensOf(name), LOOSE_SINKS);
}

/** Whether the name of a security scheme may be its URI instead, as it may from 3.2 on. */
export function mayBeUri(name: string): boolean {
  return /[/#:.]/.test(name);
}

/** Whether the words of a path or operation say that the server itself fetches what it is given. */
export function saysServerFetches(text: string): boolean {
  return FETCHES.find(tokensOf(text)) !== undefined;
}

/** Whether the address is that of a picture, which those who look at it fetch. */
export function isPictureAddress(name: string): boolean {
  return PICTURES.find(tokensOf(name)) !== undefined;
}

/** Whether a field of this name holds an address that the server calls by itself later: `callbackUrl`, `webhook`. */
export function isCalledBackName(name: string): boolean {
  const tokens = tokensOf(name);
  if (isExactly(tokens, CALLED_BACK)) return true;
  const match = CALLED_BACK_TERMS.find(tokens);
  return match?.rest.every((word) => !ABOUT_A_URL.has(word)) === true;
}

/** Whether a pattern lets only addresses over TLS through, or names hosts. */
export function isBoundAddress(pattern = ''): boolean {
  const schemes = schemesIn(pattern);
  if (schemes === undefined) return false;
  return !CLEARTEXT.test(schemes) || HOST.test(pattern.replace(NO_HOST, ' '));
}

/** Whether a pattern names the schemes that it lets through, and one of them has no TLS: `^https?://`. */
export function letsCleartext(pattern = ''): boolean {
  return CLEARTEXT.test(schemesIn(pattern) ?? '');
}

function schemesIn(pattern: string): string | undefined {
  return /^\^?[(?:]*\^?((?:https?|wss?)[^:]*)/.exec(pattern)?.[1];
}

const CLEARTEXT = /(?:http|ws)(?!s)|s\?/;

/** Schemes, classes of characters and repetitions. */
const NO_HOST = /https?|wss?|www|\[(?:\\.|[^\]\\])*\]|\{[^}]*\}|\\[a-z]/gi;

const HOST = /[a-z\d-]{2}/i;

/** Whether the parameter steers a browser: an open redirect rather than a request by the server. */
export function isRedirectName(name: string): boolean {
  return REDIRECTS.find(tokensOf(name)) !== undefined || isExactly(tokensOf(name), LOOSE_REDIRECTS);
}

const SINKS: ReadonlySet<string> = new Set(
  terms(`url, uri, href, callback, redirect, webhook, return to, return url, redirect to,
    goto`),
);

const SINK_TERMS =
  vocabulary(`url, uri, redirect uri, redirect url, webhook, callback url, callback uri, return to,
    redirect to`);

const CALLED_BACK: ReadonlySet<string> = new Set(terms('callback, webhook, hook url'));

const CALLED_BACK_TERMS =
  vocabulary(`callback url, callback uri, webhook url, webhook uri, web hook url, notification url,
    notify url, ping url, postback url, listener url`);

const LOOSE_SINKS: ReadonlySet<string> = new Set(
  terms('next, link, feed, dest, destination, target, continue, forward, proxy, host, domain'),
);

const ABOUT_A_URL: ReadonlySet<string> = new Set(
  terms(`id, ids, count, type, format, encoded, encoding, expires, expiry, ttl, name, status, events,
    event, include, with, show, hide, has, is, enabled, style, size, version, key, token,
    secret, topic, endpoint, external`),
);

const REDIRECTS = vocabulary(
  'redirect, return url, return uri, return to, success url, cancel url, continue url',
);

const LOOSE_REDIRECTS: ReadonlySet<string> = new Set(terms('next, continue, goto, dest, destination'));

const PICTURES = vocabulary('icon, avatar, image, picture, photo, logo, thumbnail, banner');

const FETCHES =
  vocabulary(`import, fetch, proxy, preview, webhook, scrape, crawl, download, screenshot, render, unfurl,
    embed, probe, mirror`);
