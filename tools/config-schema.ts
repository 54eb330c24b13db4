import type { Rule } from '../server/core/rule/rule.js';
import { type SettingsSchema, settingsSchema } from '../server/core/rule/settings-schema.js';

/** Where editors find it, inside the extension. */
export const SCHEMA_FILE = 'schemas/portcullis.schema.json';

/** The JSON Schema of a portcullis.yaml. What stands in it more than once is defined once. */
export function configSchema(rules: readonly Rule[]): string {
  const schema = settingsSchema(rules);
  const shared = new Map<unknown, string>([
    [schema.properties?.rules, 'rules'],
    [schema.properties?.profile, 'profile'],
    ...Object.entries(levels(schema)).map(([name, one]) => [one, name] as const),
  ]);
  const definitions = [...shared].map(([one, name]) => [name, inner(one, shared)]);
  const root = inner(schema, shared);
  return `${JSON.stringify({ ...recordOf(root), definitions: Object.fromEntries(definitions) }, null, 2)}\n`;
}

/** How a rule is set, alone and with more to say. */
function levels({ properties = {} }: SettingsSchema): Readonly<Record<string, unknown>> {
  const [level, long] = Object.values(properties.rules?.patternProperties ?? {})[0]?.anyOf ?? [];
  return { level, severity: long?.properties?.severity };
}

function inner(value: unknown, shared: ReadonlyMap<unknown, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => outer(item, shared));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, outer(one, shared)]));
}

function outer(value: unknown, shared: ReadonlyMap<unknown, string>): unknown {
  const name = typeof value === 'object' && value !== null ? shared.get(value) : undefined;
  return name === undefined ? inner(value, shared) : { $ref: `#/definitions/${name}` };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
