import type { ApiModel, Security } from '../model/types.js';
import { type Baseline, baselineKey } from '../rule/baseline.js';
import type { Finding } from '../rule/finding.js';
import { byText } from '../text/order.js';
import { type SecurityJson, securityJson } from './inventory.js';

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
    /** 'GET /users/{}'. */
    readonly endpoint: string;
    readonly security: NonNullable<SecurityJson>;
  }[];
}

/** The name that hosts look for in a workspace folder. */
export const BASELINE_FILE = 'portcullis-baseline.json';

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
  const security = model.endpoints.flatMap(({ key, documented }) =>
    documented.flatMap((endpoint) => {
      const asked = concerns(endpoint.at.uri) ? securityJson(endpoint.security) : null;
      return asked ? [{ file: nameOf(endpoint.at.uri), endpoint: key, security: asked }] : [];
    }),
  );
  return {
    version: 1,
    findings: findings.sort((a, b) => byText(textOf(a), textOf(b))),
    security: security.sort((a, b) => byText(textOf(a), textOf(b))),
  };
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
    security.set(`${uriOf(entry.file)} ${entry.endpoint}`, anyOf);
  }
  return { findings, security };
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
