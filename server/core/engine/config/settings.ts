import { CONFIG_NAMES, type ConfigFacts, isConfig } from '../../facts/config/portcullis.js';
import { folderOf, type Layout } from '../../model/layout.js';
import type { Rule } from '../../rule/rule.js';
import { computed } from '../../text/multimap.js';
import { type NameTest, NOT_LISTED, sensitiveNames } from '../../words/sensitive.js';
import { equal } from '../equal.js';
import type { Selection } from '../types.js';
import { type Compiled, compile, type FileSettings, resolve } from './resolve.js';

/** What all tasks of a file that asked for it were told on behalf of one rule. */
interface Told {
  readonly rule: Rule;
  readonly about: About;
  /** The rule that it asked about, if that was another one. */
  readonly other?: Rule;
  value: unknown;
  readonly tasks: Set<string>;
}

type About = 'options' | 'listed' | 'speaks';

/** What a changed setting disturbs. */
export interface Disturbed {
  /** Rules that would be told something else, by task. */
  readonly rules: readonly { readonly task: string; readonly rule: string }[];
  /** Files that are checked now and were not, or the other way round. */
  readonly files: ReadonlySet<string>;
}

/**
 * What configurations, the layout and the host's selection say of each file. Remembers what rules were told, so that
 * a changed setting disturbs those that would be told something else, and nobody else.
 */
export class Settings {
  #configs: ReadonlyMap<string, Compiled> = new Map();
  #layout: Layout = { folders: [], packages: [] };
  #selection: Selection = {};
  readonly #resolved = new Map<string, FileSettings>();
  /** By file, then by rule. */
  readonly #told = new Map<string, Map<Rule, Told[]>>();
  readonly #excluded = new Map<string, boolean>();
  readonly #lists = new Map<string, NameTest>();

  of(uri: string): FileSettings {
    const known = this.#resolved.get(uri);
    if (known) return known;
    const at = this.configOf(uri);
    const path = at === undefined ? '' : decoded(uri.slice(folderAbove(at).length));
    const config = at === undefined ? undefined : this.#configs.get(at);
    const made = resolve(config, path, this.#selection);
    // A configuration is checked even where it leaves out everything.
    const settings = isConfig(uri) ? { ...made, excluded: false } : made;
    this.#resolved.set(uri, settings);
    return settings;
  }

  /** The configuration of the nearest folder above the file, inside its workspace folder. */
  configOf(uri: string): string | undefined {
    return foldersAbove(uri, this.#layout)
      .map((at) => this.configIn(at))
      .find((found) => found !== undefined);
  }

  /** Of two in one folder the first name counts. */
  configIn(folder: string): string | undefined {
    return CONFIG_NAMES.map((name) => folder + name).find((uri) => this.#configs.has(uri));
  }

  /** Configurations that may be there: level by level, until one is found. `known`: it is open, or the host was asked. */
  wanted(files: Iterable<string>, known: (uri: string) => boolean): readonly string[] {
    const wanted = new Set<string>();
    const seen = new Set<string>();
    for (const uri of files) {
      for (const folder of foldersAbove(uri, this.#layout)) {
        if (seen.has(folder)) break;
        seen.add(folder);
        const unknown = CONFIG_NAMES.map((name) => folder + name).filter((one) => !known(one));
        for (const one of unknown) wanted.add(one);
        if (unknown.length > 0 || this.configIn(folder) !== undefined) break;
      }
    }
    return [...wanted];
  }

  options(rule: Rule, uri: string, task: string): unknown {
    return this.#tell({ rule, about: 'options' }, uri, task);
  }

  listed(rule: Rule, uri: string, task: string): NameTest {
    this.#tell({ rule, about: 'listed' }, uri, task);
    return this.of(uri).listed;
  }

  speaks(rule: Rule, other: Rule, uri: string, task: string): boolean {
    this.#tell({ rule, about: 'speaks', other }, uri, task);
    return this.of(uri).levelOf(other) !== 'off';
  }

  /** Whether findings of the rule are shown in the file. */
  shows(rule: Rule | undefined, uri: string): boolean {
    const settings = this.of(uri);
    return rule !== undefined && !settings.excluded && settings.levelOf(rule) !== 'off';
  }

  /** Whether the file is left out; whoever asks hears when it no longer holds. */
  excludes(uri: string): boolean {
    const { excluded } = this.of(uri);
    this.#excluded.set(uri, excluded);
    return excluded;
  }

  /** The file is closed. */
  forget(uri: string): void {
    this.#told.delete(uri);
    this.#excluded.delete(uri);
    this.#resolved.delete(uri);
  }

  /** Takes what has changed, and says whom it disturbs. */
  change(next: {
    readonly configs?: ReadonlyMap<string, ConfigFacts>;
    readonly layout?: Layout;
    readonly selection?: Selection;
  }): Disturbed {
    if (next.configs) this.#configs = this.#compile(next.configs);
    this.#layout = next.layout ?? this.#layout;
    this.#selection = next.selection ?? this.#selection;
    this.#resolved.clear();
    return { rules: this.#outdated(), files: this.#moved() };
  }

  #tell(asked: Pick<Told, 'rule' | 'about' | 'other'>, uri: string, task: string): unknown {
    const { rule, about, other } = asked;
    const file = computed(this.#told, uri, () => new Map<Rule, Told[]>());
    const all = computed(file, rule, (): Told[] => []);
    let told = all.find((one) => one.about === about && one.other === other);
    if (told === undefined) {
      told = { ...asked, value: this.#say(asked, uri), tasks: new Set() };
      all.push(told);
    }
    told.tasks.add(task);
    return told.value;
  }

  #say({ about, rule, other }: Pick<Told, 'rule' | 'about' | 'other'>, uri: string): unknown {
    const settings = this.of(uri);
    if (about === 'speaks') return other !== undefined && settings.levelOf(other) !== 'off';
    return about === 'options' ? settings.optionsOf(rule) : settings.listed;
  }

  #outdated(): Disturbed['rules'] {
    const found: { readonly task: string; readonly rule: string }[] = [];
    for (const [uri, file] of this.#told) {
      for (const told of [...file.values()].flat()) {
        const now = this.#say(told, uri);
        if (equal(told.value, now)) continue;
        told.value = now;
        for (const task of told.tasks) found.push({ task, rule: told.rule.id });
      }
    }
    return found;
  }

  #moved(): ReadonlySet<string> {
    const moved = [...this.#excluded].filter(([uri, before]) => this.of(uri).excluded !== before);
    return new Set(moved.map(([uri]) => uri));
  }

  #compile(configs: ReadonlyMap<string, ConfigFacts>): ReadonlyMap<string, Compiled> {
    return new Map(
      [...configs].map(([uri, facts]) => {
        const known = this.#configs.get(uri);
        return [uri, known && known.facts === facts ? known : compile(facts, this.#list(facts.sensitive))];
      }),
    );
  }

  /** One test for one list, whoever asks, so that equal lists are the same to all who keep it. */
  #list(names: readonly string[]): NameTest {
    if (names.length === 0) return NOT_LISTED;
    const key = names.join('\n');
    const made = this.#lists.get(key) ?? sensitiveNames(names);
    this.#lists.set(key, made);
    return made;
  }
}

/** Folders above a file, nearest first, down to its workspace folder; none for a file that lies in no such folder. */
function foldersAbove(uri: string, layout: Layout): readonly string[] {
  const bound = folderOf(uri, layout);
  if (bound === '') return [];
  const found: string[] = [];
  for (let at = folderAbove(uri); at.startsWith(bound); at = folderAbove(at.slice(0, -1))) found.push(at);
  return found;
}

function folderAbove(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/') + 1);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
