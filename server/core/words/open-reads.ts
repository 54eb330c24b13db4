import { remembered } from './remembered.js';
import { terms, tokensOf, vocabulary } from './tokens.js';

/**
 * Whether a read is there for monitors, browsers, crawlers and sign-in pages, before anybody has proved who they are:
 * health checks, documentation, keys, which ways to sign in there are. `segments` are the literal ones of its path.
 */
export function isOpenReadPath(path: string, segments: readonly string[]): boolean {
  if (path.includes('{')) return startsSignIn(path, segments);
  const last = (segments.at(-1) ?? '').toLowerCase();
  if (READABLE.has(last) || OPEN_READS.find(tokensOf(last)) !== undefined) return true;
  return isInArea(segments.slice(0, -1)) && ABOUT_SIGN_IN.has(last);
}

/** Whether a short title says so: 'Health check'. */
export const isOpenTitle = remembered((title: string) => {
  const tokens = tokensOf(title);
  return tokens.length <= LONGEST_TITLE && OPEN_TITLES.find(tokens) !== undefined;
});

/** `/login/oidc/{provider}`, `/auth/{provider}`: the page that sends a browser to where it signs in. */
function startsSignIn(path: string, segments: readonly string[]): boolean {
  const name = /\/\{([^{}]*)\}(?:\/(?:login|authorize|callback|start|connect))?$/i.exec(path)?.[1];
  return name !== undefined && PROVIDERS.has(tokensOf(name).at(-1) ?? '') && isInArea(segments);
}

function isInArea(segments: readonly string[]): boolean {
  return segments.some((segment) => AREAS.has(segment.toLowerCase()));
}

/**
 * Whether a list is the same for everybody, and there to fill in a form: countries, currencies, kinds of things. An open
 * one gives nothing away.
 */
export function isReferenceData(path: string): boolean {
  if (path.includes('{')) return false;
  return REFERENCE.find(tokensOf(path.split('/').at(-1) ?? '')) !== undefined;
}

const REFERENCE =
  vocabulary(`country, countries, currency, currencies, language, locale, timezone, time zone, event type, category,
  categories, provider, exchange rate, holiday`);

const LONGEST_TITLE = 5;

/** Last segments of reads that monitors, browsers and crawlers ask for. */
const READABLE: ReadonlySet<string> = new Set(
  terms(`health, healthz, healthcheck, health-check, health_check, livez, readyz, live, liveness, ready, readiness,
    ping, status, version, heartbeat, alive, up, robots.txt, favicon.ico, sitemap.xml, security.txt,
    docs, api-docs, swagger, swagger-ui, swagger.json, swagger.yaml, openapi, openapi.json, openapi.yaml, redoc,
    jwks, jwks.json, public, terms, privacy, license, about`),
);

const OPEN_READS =
  vocabulary(`health check, openapi, jwks, jwt public key, sso provider, login provider, login method,
  login option, auth method`);

const OPEN_TITLES =
  vocabulary(`health check, liveness check, liveness probe, readiness check, readiness probe,
  session status, auth status, authentication status, login status`);

const AREAS: ReadonlySet<string> = new Set(
  terms('auth, authentication, oauth, oauth2, oidc, openid, sso, saml, login, signin, sign-in'),
);

/** What a page asks to know which buttons it shows. */
const ABOUT_SIGN_IN: ReadonlySet<string> = new Set(terms('enabled, providers, methods, options, csrf'));

const PROVIDERS: ReadonlySet<string> = new Set(terms('provider, idp, connection, strategy, social'));
