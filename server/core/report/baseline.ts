import { keyOf } from '../model/shape.js';
import type { ApiModel, Endpoint, Security } from '../model/types.js';
import { requirements } from '../rule/access.js';
import { asGuarded, type Baseline, baselineKey } from '../rule/baseline.js';
import type { Finding } from '../rule/finding.js';
import { byText } from '../text/order.js';
import type { SecurityJson } from './inventory.js';

/** `portcullis-baseline.json`: files are named from the folder that holds it, with '/'. */
export interface BaselineJson {
  readonly version: 1;
  readonly findings: readonly {
    readonly file: string;
    readonly rule: string;
    readonly fingerprint: string;
  }[];
  readonly security: readonly {
    readonly file: string;
    /** 'GET /users/{}', as the file itself names it. */
    readonly endpoint: string;
    /** Of a route in code: kinds of guards with their names, `[{ authentication: ['signedIn'] }]`; `[]`: none. */
    readonly security: NonNullable<SecurityJson>;
  }[];
}

export interface BaselineInput {
  readonly files: readonly { readonly name: string; readonly findings: readonly Finding[] }[];
  readonly model: ApiModel;
  /** Whether a document is among those that somebody asked about. */
  concerns(uri: string): boolean;
  /** What a document is called. */
  nameOf(uri: string): string;
}

/** What there is now, sorted, so that two baselines can be compared line by line. */
export function baselineJson({ files, model, concerns, nameOf }: BaselineInput): BaselineJson {
  const findings = files.flatMap(({ name, findings: found }) =>
    found.map(({ rule, fingerprint }) => ({ file: name, rule, fingerprint })),
  );
  const security = model.endpoints.flatMap(({ documented, implemented }) =>
    [...documented, ...implemented].flatMap((endpoint) => {
      const asked = concerns(endpoint.at.uri) ? askedBy(endpoint) : undefined;
      if (asked === undefined) return [];
      const key = keyOf(endpoint.method, endpoint.shape);
      return [{ file: nameOf(endpoint.at.uri), endpoint: key, security: requirements({ anyOf: asked }) }];
    }),
  );
  return {
    version: 1,
    findings: findings.sort((a, b) => byText(textOf(a), textOf(b))),
    // A route of any method is there for each that a document tells of.
    security: [...new Map(security.map((entry) => [textOf(entry), entry]))]
      .sort(([a], [b]) => byText(a, b))
      .map(([, entry]) => entry),
  };
}

/** Undefined where it cannot be seen. */
function askedBy({ source, security, guards }: Endpoint): Security['anyOf'] | undefined {
  if (source === 'code') return guards.known ? asGuarded(guards.value) : undefined;
  return security.known ? security.value.anyOf : undefined;
}

/** Reads a baseline; undefined when the text is none. `uriOf` gives the URI of a file that it names. */
export function readBaseline(text: string, uriOf: (file: string) => string): Baseline | undefined {
  const json = parsed(text);
  if (!isRecord(json) || json.version !== 1 || !Array.isArray(json.findings) || !Array.isArray(json.security))
    return undefined;
  const findings = new Map<string, Set<string>>();
  for (const entry of json.findings) {
    if (!isRecord(entry)) return undefined;
    const { file, rule, fingerprint } = entry;
    if (typeof file !== 'string' || typeof rule !== 'string' || typeof fingerprint !== 'string')
      return undefined;
    const uri = uriOf(file);
    const known = findings.get(uri) ?? new Set();
    findings.set(uri, known.add(baselineKey({ rule, fingerprint })));
  }
  const security = new Map<string, Security['anyOf']>();
  for (const entry of json.security) {
    const anyOf = isRecord(entry) ? alternatives(entry.security) : undefined;
    if (!isRecord(entry) || !anyOf || typeof entry.file !== 'string' || typeof entry.endpoint !== 'string')
      return undefined;
    const key = `${uriOf(entry.file)} ${entry.endpoint}`;
    security.set(key, either(security.get(key), anyOf));
  }
  return { findings, security };
}

/** What is there twice asks for the one or the other. */
function either(one: Security['anyOf'] | undefined, other: Security['anyOf']): Security['anyOf'] {
  const stated = (anyOf: Security['anyOf']) => (anyOf.length === 0 ? [{ all: [] }] : anyOf);
  return one === undefined ? other : [...stated(one), ...stated(other)];
}

function alternatives(value: unknown): Security['anyOf'] | undefined {
  if (!Array.isArray(value)) return undefined;
  const found: { readonly all: { scheme: string; scopes: readonly string[] }[] }[] = [];
  for (const item of value) {
    if (!isRecord(item)) return undefined;
    const all = Object.entries(item).map(([scheme, scopes]) => ({
      scheme,
      scopes: Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === 'string') : [],
    }));
    found.push({ all });
  }
  return found;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(entry: { readonly file: string }): string {
  return JSON.stringify(entry);
}
