import type { PropertyView } from '../../server/core/rule/property-view.js';
import type { Example, Report } from '../../server/core/rule/rule.js';
import { terms, tokensOf } from '../../server/core/words/tokens.js';
import { isFilledIn, setTo, variableOf } from '../property-texts.js';

/** What says that it is no such key, or that another one is meant. */
const OTHER: ReadonlySet<string> = new Set(
  terms(
    'public, store, id, name, path, location, file, alias, uri, url, header, prefix, client, api, cookie',
  ),
);
/** Tokens that others have made. */
const OF_OTHERS: ReadonlySet<string> = new Set(terms('access, oauth, oauth1, bot, csrf, xsrf'));
/** What a key is for that is called no more than that. */
const SIGNS: ReadonlySet<string> = new Set(
  terms('jwt, secret, sign, signing, signer, signature, hmac, private, encryption'),
);

/** The key with which tokens are signed, written out; undefined where it is none. */
export function signingKeyIn(property: PropertyView): Report | undefined {
  const { name, at, forDevelopers } = property;
  const value = property.value.trim();
  if (forDevelopers || !signsTokens(name)) return undefined;
  const [, variable, given = ''] = /^\$\{([\w.-]+):([^${}]*)\}$/.exec(value) ?? [];
  if (variable !== undefined) {
    if (!isKey(given)) return undefined;
    const changes = () => setTo(property, `\${${variable}}`);
    return { at, message: 'propertyFallback', fixes: [{ fix: 'environment', data: { variable }, changes }] };
  }
  if (!isKey(value) || isFilledIn(value)) return undefined;
  const own = variableOf(property);
  const changes = () => setTo(property, `\${${own}}`);
  return { at, message: 'property', fixes: [{ fix: 'environment', data: { variable: own }, changes }] };
}

function isKey(value: string): boolean {
  return value.length > 2 && !/^<.*>$|^-----BEGIN PUB/.test(value);
}

/** Whether a property of this name is the key with which tokens are signed: 'jwt.secret', 'app.jwtKey', 'token.signing-key'. */
export function signsTokens(name: string): boolean {
  const tokens = tokensOf(name);
  const last = tokens.at(-1);
  if (tokens.some((word) => OTHER.has(word))) return false;
  if (last !== 'secret' && !(last === 'key' && SIGNS.has(tokens.at(-2) ?? ''))) return false;
  return tokens.includes('jwt') || (tokens.includes('token') && !tokens.some((word) => OF_OTHERS.has(word)));
}

export const PROPERTY_EXAMPLES: readonly Example[] = [
  {
    language: 'properties',
    bad: `
      app.token.secret=aW52b2ljZS1vZi10aGUtbWFya2V0
      #                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The key that signs tokens is written here: who reads the file can make them.
      app.token.lifetime=PT20M
      app.jwt.signing-key=\${JWT_KEY:keep-me-quiet}
      #                   ^^^^^^^^^^^^^^^^^^^^^^^^ Without the variable, tokens are signed by a key that the file shows.`,
    fixed: `
      app.token.secret=\${APP_TOKEN_SECRET}
      app.token.lifetime=PT20M
      app.jwt.signing-key=\${JWT_KEY}`,
    good: `
      app.token.secret=\${APP_TOKEN_SECRET}
      app.jwt.signing-key=\${JWT_KEY:}
      app.jwt.public-key=MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
      app.jwt.key-id=orders-2026
      app.jwt.user-key=uid
      app.jwt.secret={cipher}6f1ed002ab5595859014ebf0951522d9
      app.jwt.private-key=classpath:keys/private.pem`,
  },
  {
    language: 'properties-yaml',
    bad: `
      security:
        jwtSecret: 'keep-me-quiet' # until the vault is there
        #          ^^^^^^^^^^^^^^^ The key that signs tokens is written here: who reads the file can make them.
        jwt:
          expiration: 3600
      ---
      spring.config.activate.on-profile: dev
      security.jwtSecret: keep-me-quiet`,
    fixed: `
      security:
        jwtSecret: \${SECURITY_JWT_SECRET} # until the vault is there
        jwt:
          expiration: 3600
      ---
      spring.config.activate.on-profile: dev
      security.jwtSecret: keep-me-quiet`,
    good: `
      security.jwtSecret: keep-me-quiet
      ---
      spring.config.activate.on-profile: prod
      security.jwtSecret: \${JWT_SECRET}`,
  },
];
