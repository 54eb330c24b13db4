import { LEVELS, MOST, PROFILES } from '../facts/config/portcullis.js';
import type { Option, Rule } from './rule.js';

/** The part of JSON Schema (draft 7) that the configuration and the file of answers need. */
export interface SettingsSchema {
  readonly $schema?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: 'object' | 'array' | Option<unknown>['type'];
  readonly default?: unknown;
  readonly enum?: readonly string[];
  /** Of each value of `enum`, for editors. */
  readonly enumDescriptions?: readonly string[];
  readonly anyOf?: readonly SettingsSchema[];
  readonly properties?: Readonly<Record<string, SettingsSchema>>;
  readonly patternProperties?: Readonly<Record<string, SettingsSchema>>;
  readonly additionalProperties?: false;
  readonly required?: readonly string[];
  readonly maxProperties?: number;
  readonly items?: SettingsSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
}

/** Every sentence about the configuration that an editor shows. */
const WORDS = {
  title: 'Portcullis',
  about: 'What is checked in this folder and below it.',
  profile: 'Which rules speak, unless they are set below.',
  recommended: 'What a good reviewer would raise.',
  strict: 'Also hygiene and completeness.',
  rules:
    'How single rules speak, by id or by a glob such as "docs/*". A full id switches a rule on whatever the profile.',
  glob: 'All rules of the profile that the glob names.',
  error: 'Must be repaired.',
  warning: 'Should be repaired.',
  info: 'Worth knowing.',
  hint: 'Shown faintly.',
  off: 'Not shown.',
  severity: 'How findings of the rule are shown.',
  options: 'What the rule can be told.',
  overrides: 'Other settings for some of the files; of several that fit, the last counts.',
  files: 'Globs of the files, relative to this folder.',
  override: 'Settings for some of the files.',
  exclude: 'Globs of files that are not checked, relative to this folder.',
  sensitive:
    'Names of fields and parameters that hold sensitive data here, beyond those that everybody knows.',
} as const;

const LEVEL = {
  type: 'string',
  enum: LEVELS,
  enumDescriptions: LEVELS.map((level) => WORDS[level]),
} as const satisfies SettingsSchema;

const SEVERITY: SettingsSchema = { description: WORDS.severity, ...LEVEL };

/** What may be written into a portcullis.yaml. One description: for editors, for completion and for the checks of it. */
export function settingsSchema(rules: readonly Rule[]): SettingsSchema {
  const settable = {
    profile: {
      description: WORDS.profile,
      type: 'string',
      enum: PROFILES,
      enumDescriptions: PROFILES.map((profile) => WORDS[profile]),
      default: 'recommended',
    },
    rules: rulesSchema(rules),
  } as const;
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: WORDS.title,
    description: WORDS.about,
    ...object({
      ...settable,
      overrides: {
        description: WORDS.overrides,
        type: 'array',
        maxItems: MOST.overrides,
        items: {
          description: WORDS.override,
          ...object({ files: { ...texts(WORDS.files, MOST.globs), minItems: 1 }, ...settable }),
          required: ['files'],
        },
      },
      exclude: texts(WORDS.exclude, MOST.globs),
      sensitive: texts(WORDS.sensitive, MOST.names),
    }),
  };
}

/** What may be said to one rule, by the names of its options. */
export function optionsSchema(rule: Rule): SettingsSchema | undefined {
  const options = optionsOf(rule);
  if (options.size === 0) return undefined;
  const entries = [...options].map(([name, { title, ...schema }]) => [
    name,
    { ...schema, description: title },
  ]);
  return object(Object.fromEntries(entries));
}

/** A rule's options by name, sorted; `Rule` says nothing of the names. */
export function optionsOf(rule: Rule): ReadonlyMap<string, Option<unknown>> {
  const own: Readonly<Record<string, Option<unknown>>> = rule.options ?? {};
  return new Map(Object.entries(own).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function rulesSchema(rules: readonly Rule[]): SettingsSchema {
  const byId = rules.map((rule) => [rule.id, ruleSchema(rule)] as const);
  return {
    description: WORDS.rules,
    ...object(Object.fromEntries([...byId].sort(([a], [b]) => (a < b ? -1 : 1)))),
    patternProperties: {
      '\\*': { description: WORDS.glob, anyOf: [LEVEL, object({ severity: SEVERITY })] },
    },
    maxProperties: MOST.rules,
  };
}

function ruleSchema(rule: Rule): SettingsSchema {
  const options = optionsSchema(rule);
  const long = object({
    severity: SEVERITY,
    ...(options ? { options: { description: WORDS.options, ...options } } : {}),
  });
  return { description: rule.title, anyOf: [LEVEL, long] };
}

function object(properties: Readonly<Record<string, SettingsSchema>>): SettingsSchema {
  return { type: 'object', properties, additionalProperties: false };
}

function texts(description: string, maxItems: number): SettingsSchema {
  return { description, type: 'array', maxItems, items: { type: 'string', maxLength: MOST.length } };
}
