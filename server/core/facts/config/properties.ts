import { type PropertyLine, readProperties, type TextFault } from '../../syntax/properties.js';
import type { Document } from '../../text/document.js';
import type { LanguageId } from '../../text/leaf.js';
import type { Range } from '../../text/span.js';
import { readYamlProperties } from './properties-yaml.js';

/** UTF-16 units of a whole file; what is longer is not read. */
export const LONGEST_PROPERTIES = 262_144;

/** What a file of Spring says of one property. */
export interface Property {
  /** As written: 'server.error.includeStacktrace', 'spring.profiles[0]'. */
  readonly name: string;
  /** The name in the one form that all its spellings share, see `propertyKey`. */
  readonly key: string;
  /** As text, without quotes and escapes; the items of a list with commas between them. */
  readonly value: string;
  /** Of the key and the value in the file. */
  readonly keyAt: Range;
  readonly at: Range;
  /** The profile under which it is in force, or an expression of several; undefined: always. */
  readonly profile: string | undefined;
}

/** All that a file says that is in force under some profile. */
export interface PropertyFacts {
  readonly properties: readonly Property[];
  readonly faults: readonly TextFault[];
}

const FILE = /(?:^|\/)application(?:-([\w.-]+))?\.(properties|ya?ml)$/i;
const IN_RESOURCES = /\/src\/main\/resources\/(?:config\/)?application[^/]*$/i;
/** Where Spring looks beside a package, and nobody keeps an API document of that name. */
const IN_CONFIG = /\/config\/application[^/]*$/i;
const IN_TESTS = /\/src\/(?!main\/)[^/]*\/resources\//i;

/**
 * The language of a file of Spring's properties, by its path; undefined for every other file. What has no place of its
 * own, such as a YAML file beside a package, may be anything.
 */
export function propertiesLanguage(path: string): LanguageId | undefined {
  const [, , ending] = FILE.exec(path) ?? [];
  if (ending === undefined || IN_TESTS.test(path)) return undefined;
  if (ending.toLowerCase() === 'properties') return 'properties';
  return IN_RESOURCES.test(path) || IN_CONFIG.test(path) ? 'properties-yaml' : undefined;
}

/** Whether a YAML file may be one of Spring's by its name, where it stands directly beside a package. */
export function mayBeProperties(path: string): boolean {
  return FILE.test(path) && !path.toLowerCase().endsWith('.properties') && !IN_TESTS.test(path);
}

/** Whether Spring reads a file of this name in a package: among its resources, beside it or in its folder `config`. */
export function isReadBySpring(uri: string, home: string): boolean {
  if (IN_RESOURCES.test(uri)) return true;
  return uri.startsWith(home) && /^(?:config\/)?[^/]+$/.test(uri.slice(home.length));
}

/** A name in the one form that all its spellings share: 'includeStacktrace', 'include-stacktrace' and 'INCLUDE_STACKTRACE' alike. */
export function propertyKey(name: string): string {
  return name.replace(/[-_]/g, '').toLowerCase();
}

/** Everything that a file says; of a property that is said twice, the last counts. Never throws. */
export function propertyFacts(document: Document): PropertyFacts {
  if (document.length > LONGEST_PROPERTIES) return { properties: [], faults: [] };
  const text = document.text();
  const { lines, faults } =
    document.language === 'properties' ? readProperties(text) : readYamlProperties(text);
  const [, own] = FILE.exec(document.uri) ?? [];
  const profiles = profilesOf(lines);
  const found = new Map<string, Property>();
  for (const { key: written, value, keyAt, at, document: part } of lines) {
    const [, prefix, name = written] = QUARKUS.exec(written) ?? [];
    const key = propertyKey(name);
    const id = `${part} ${prefix ?? ''} ${key}`;
    const profile = [own, profiles.get(part), prefix].filter((one) => one !== undefined).join(' & ');
    found.delete(id);
    found.set(id, { name, key, value, keyAt, at, profile: profile === '' ? undefined : profile });
  }
  return { properties: [...found.values()], faults };
}

/** Files of Quarkus, which have the same name, put a profile in front: '%dev.quarkus.http.port'. */
const QUARKUS = /^"?%([\w,-]+)"?\.(.+)$/;
const PROFILE = /^spring\.(?:config\.activate\.onprofile|profiles)$/;

/** By document, the profile that it names for itself. */
function profilesOf(lines: readonly PropertyLine[]): ReadonlyMap<number, string> {
  return new Map(
    lines.filter(({ key }) => PROFILE.test(propertyKey(key))).map(({ document, value }) => [document, value]),
  );
}
