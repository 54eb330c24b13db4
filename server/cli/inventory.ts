import { spotAtPath } from '../core/engine/seen.js';
import type { Engine } from '../core/engine/types.js';
import type { Endpoint } from '../core/model/types.js';
import { printable } from '../core/report/text.js';
import { rangeOf } from '../core/syntax/tree.js';
import { pathOfUri } from '../host/uris.js';
import type { Io } from './io.js';
import { nameOf, openWorkspace } from './workspace.js';

const WORDS = { unknown: 'unknown', public: 'public', none: 'none' };

/** Every endpoint with what documents say of its security. */
export async function inventory(
  paths: readonly string[],
  { format }: { readonly format: 'table' | 'json' },
  io: Io,
): Promise<number> {
  const selection = { profile: 'recommended' as const };
  const workspace = await openWorkspace({
    cwd: io.cwd,
    paths,
    selection,
    today: io.today(),
    structure: 'off',
  });
  const { engine } = workspace;
  const endpoints = engine.model().endpoints.map(({ key, documented }) => ({
    method: key.slice(0, key.indexOf(' ')),
    path: documented[0]?.path ?? key.slice(key.indexOf(' ') + 1),
    documented: documented.map((endpoint) => documentedJson(endpoint, engine, io.cwd)),
    implemented: [],
    drift: [],
  }));
  await workspace.close();
  if (format === 'json') io.out(`${JSON.stringify({ endpoints }, null, 2)}\n`);
  else
    for (const { method, path, documented } of endpoints) {
      const security = documented.map((one) => securityText(one.security)).join(' / ');
      io.out(`${printable(`${method.padEnd(7)} ${path}  ${security}`)}\n`);
    }
  return 0;
}

function documentedJson(endpoint: Endpoint, engine: Engine, cwd: string) {
  const { at, operationId, security } = endpoint;
  const document = engine.document(at.uri);
  const spot = document && spotAtPath(document, at.path, true);
  const line = document && spot ? document.positionAt(rangeOf(document, spot).start).line + 1 : 1;
  const alternatives = security.known
    ? security.value.anyOf.map(({ all }) =>
        Object.fromEntries(all.map(({ scheme, scopes }) => [scheme, scopes])),
      )
    : null;
  return {
    file: nameOf(cwd, pathOfUri(at.uri) ?? at.uri),
    line,
    ...(operationId === undefined ? {} : { operationId }),
    security: alternatives,
  };
}

function securityText(security: readonly Readonly<Record<string, readonly string[]>>[] | null): string {
  if (security === null) return WORDS.unknown;
  if (security.length === 0) return WORDS.public;
  return security.map((one) => Object.keys(one).join(' + ') || WORDS.none).join(' or ');
}
