import type { PropertyView } from '../../server/core/rule/property-view.js';
import type { Example, Report } from '../../server/core/rule/rule.js';
import { terms, tokensOf } from '../../server/core/words/tokens.js';
import { isFilledIn, setTo, variableOf } from '../property-texts.js';

/** What a key that signs tokens is called at the end of its way: 'jwt.secret', 'app.jwtSecret', 'token.signing-key'. */
const LAST: readonly string[] = ['secret', 'key', 'base64'];
/** What says that it is none, or that another one is meant. */
const OTHER: ReadonlySet<string> = new Set(
  terms(
    'public, store, id, name, path, location, file, alias, uri, url, header, prefix, client, api, cookie',
  ),
);

/** The key with which tokens are signed, written out; undefined where it is none. */
export function signingKeyIn(property: PropertyView): Report | undefined {
  const { name, value, at, forDevelopers } = property;
  const isKey = signsTokens(name) && value.trim().length > 2 && !/^<.*>$|^-----BEGIN PUB/.test(value.trim());
  if (!isKey || forDevelopers || isFilledIn(property)) return undefined;
  const variable = variableOf(property);
  const changes = () => setTo(property, `\${${variable}}`);
  return { at, message: 'property', fixes: [{ fix: 'environment', data: { variable }, changes }] };
}

/** Whether a property of this name is the key with which tokens are signed. */
export function signsTokens(name: string): boolean {
  const tokens = tokensOf(name);
  if (!LAST.includes(tokens.at(-1) ?? '') || tokens.some((word) => OTHER.has(word))) return false;
  const isSigned = tokens.some((word) => /^(?:secret|sign\w*)$/.test(word));
  return tokens.includes('jwt') || (tokens.includes('token') && isSigned);
}

export const PROPERTY_EXAMPLES: readonly Example[] = [
  {
    language: 'properties',
    bad: `
      app.token.secret=aW52b2ljZS1vZi10aGUtbWFya2V0
      #                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The key that signs tokens is written here: who reads the file can make them.
      app.token.lifetime=PT20M`,
    fixed: `
      app.token.secret=\${APP_TOKEN_SECRET}
      app.token.lifetime=PT20M`,
    good: `
      app.token.secret=\${APP_TOKEN_SECRET}
      app.jwt.public-key=MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
      app.jwt.key-id=orders-2026
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
  },
];
