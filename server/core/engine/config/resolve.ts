import type { ConfigFacts, Level, OptionValue, RuleEntry } from '../../facts/config/portcullis.js';
import type { Profile, Severity } from '../../rule/finding.js';
import type { Option, Rule } from '../../rule/rule.js';
import { optionsOf } from '../../rule/settings-schema.js';
import { matchesRule } from '../../text/glob.js';
import { matchesPath, type PathGlob, readGlob } from '../../text/path-glob.js';
import { type NameTest, NOT_LISTED } from '../../words/sensitive.js';
import type { Selection } from '../types.js';

/** What holds for one file. */
export interface FileSettings {
  readonly excluded: boolean;
  /** How findings of the rule are shown; 'own': as the rule says. */
  levelOf(rule: Rule): Severity | 'own' | 'off';
  /** Values of all options of the rule. */
  optionsOf(rule: Rule): Readonly<Record<string, unknown>>;
  /** Whether a name is, or holds, one that the configuration lists as sensitive. */
  readonly listed: NameTest;
}

/** A configuration that is ready to be asked about files. */
export interface Compiled {
  readonly facts: ConfigFacts;
  readonly exclude: readonly PathGlob[];
  readonly overrides: readonly { readonly files: readonly PathGlob[]; readonly layer: Layer }[];
  readonly base: Layer;
  readonly listed: NameTest;
}

/** What one list of rules says of each rule. */
interface Layer {
  readonly profile: Profile | undefined;
  readonly exact: ReadonlyMap<string, RuleEntry>;
  /** The last one that fits counts. */
  readonly globs: readonly RuleEntry[];
}

export function compile(facts: ConfigFacts, listed: NameTest): Compiled {
  return {
    facts,
    exclude: globsOf(facts.exclude),
    overrides: facts.overrides.map((one) => ({ files: globsOf(one.files), layer: layerOf(one) })),
    base: layerOf(facts),
    listed,
  };
}

/**
 * What the configuration, if there is one, and the host's selection say of the file at this path below the
 * configuration's folder. What the host was explicitly told wins; what its own settings say is the fallback.
 */
export function resolve(config: Compiled | undefined, path: string, selection: Selection): FileSettings {
  const layers = config === undefined ? [] : layersFor(config, path);
  const profile =
    selection.profile ??
    layers.reduce<Profile | undefined>((found, layer) => layer.profile ?? found, undefined) ??
    selection.fallback ??
    'recommended';
  const excluded = config?.exclude.some((glob) => matchesPath(glob, path)) ?? false;
  const levels = new Map<string, Severity | 'own' | 'off'>();
  const options = new Map<string, Readonly<Record<string, unknown>>>();
  return {
    excluded,
    listed: config?.listed ?? NOT_LISTED,
    levelOf(rule) {
      const level = levels.get(rule.id) ?? levelIn(layers, rule, profile, selection.rules);
      levels.set(rule.id, level);
      return level;
    },
    optionsOf(rule) {
      const values = options.get(rule.id) ?? optionsIn(layers, rule, selection);
      options.set(rule.id, values);
      return values;
    },
  };
}

/** The value, when the option takes it. */
export function accepted(option: Option<unknown>, value: unknown): boolean {
  if (option.type === 'array') return Array.isArray(value);
  if (option.type === 'integer' || option.type === 'number') {
    const whole = option.type === 'integer' ? Number.isInteger(value) : Number.isFinite(value);
    return whole && typeof value === 'number' && isWithin(option, value);
  }
  return typeof value === option.type;
}

export function isWithin({ minimum, maximum }: Pick<Option<unknown>, 'minimum' | 'maximum'>, value: number) {
  return (minimum === undefined || value >= minimum) && (maximum === undefined || value <= maximum);
}

function layersFor({ base, overrides }: Compiled, path: string): readonly Layer[] {
  const fitting = overrides.filter(({ files }) => files.some((glob) => matchesPath(glob, path)));
  return [base, ...fitting.map(({ layer }) => layer)];
}

function layerOf({ profile, rules }: Pick<ConfigFacts, 'profile' | 'rules'>): Layer {
  const isGlob = ({ name }: RuleEntry) => name.includes('*');
  return {
    profile,
    exact: new Map(rules.filter((entry) => !isGlob(entry)).map((entry) => [entry.name, entry])),
    globs: rules.filter((entry) => isGlob(entry) && entry.level !== undefined),
  };
}

function globsOf(texts: readonly string[]): readonly PathGlob[] {
  return texts.flatMap((text) => {
    const glob = readGlob(text);
    return typeof glob === 'string' ? [] : [glob];
  });
}

/** A rule that is named in full is on whatever the profile; a glob speaks of those that the profile has. */
function levelIn(
  layers: readonly Layer[],
  rule: Rule,
  profile: Profile,
  asked: readonly string[] | undefined,
): Severity | 'own' | 'off' {
  const inProfile = profile === 'strict' || rule.profile === 'recommended';
  let on = inProfile;
  let level: Severity | 'own' = 'own';
  for (const layer of layers) {
    const { said, named } = saidOf(layer, rule.id);
    if (said === undefined) continue;
    on = said !== 'off' && (on || named || inProfile);
    level = said === 'off' ? 'own' : said;
  }
  const shown =
    asked === undefined ? on : asked.some((glob) => glob === rule.id || (on && matchesRule(glob, rule.id)));
  return shown ? level : 'off';
}

function saidOf(
  { exact, globs }: Layer,
  id: string,
): { readonly said: Level | undefined; readonly named: boolean } {
  const own = exact.get(id)?.level;
  if (own !== undefined) return { said: own, named: true };
  return { said: globs.findLast(({ name }) => matchesRule(name, id))?.level, named: false };
}

/** The rule's own values, then the host's, then those of the configuration, each where the option takes it. */
function optionsIn(
  layers: readonly Layer[],
  rule: Rule,
  { options }: Selection,
): Readonly<Record<string, unknown>> {
  const given: ReadonlyMap<string, unknown>[] = [
    new Map(Object.entries(options?.[rule.id] ?? {})),
    ...layers.map(({ exact }) => exact.get(rule.id)?.options ?? NO_OPTIONS),
  ];
  const values = [...optionsOf(rule)].map(([name, option]) => [
    name,
    given.reduce(
      (value, layer) => (accepted(option, layer.get(name)) ? layer.get(name) : value),
      option.default,
    ),
  ]);
  return Object.fromEntries(values);
}

const NO_OPTIONS: ReadonlyMap<string, OptionValue> = new Map();
