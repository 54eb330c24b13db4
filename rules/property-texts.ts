import type { Change } from '../server/core/rule/change.js';
import type { PropertyView } from '../server/core/rule/property-view.js';

/** Gives a property another value, in quotes where YAML could take it for something else. */
export function setTo({ at, language }: PropertyView, value: string): readonly Change[] {
  const isPlain = language === 'properties' || /^[\w-]+$/.test(value);
  // Between brackets commas and braces mean something.
  const inFlow = /(?<!\$)\{/.test(at.leaf.text);
  const mayStand = isPlain || (!inFlow && value.startsWith('${'));
  return [{ text: at, by: mayStand ? value : `"${value}"` }];
}

/** The environment variable that a property would be taken from: 'SPRING_DATASOURCE_PASSWORD'. */
export function variableOf({ name }: PropertyView): string {
  return name
    .replace(/\[(\w+)\]/g, '_$1')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/\W+/g, '_')
    .toUpperCase();
}

/** What is put in its place when the server starts, by the environment, a vault or a build, or is scrambled. */
export function isFilledIn(value: string): boolean {
  return /\$\{|#\{|^\{cipher\}|^ENC\(|^@.*@$|^(?:vault|arn|sm|kms|sops|file|classpath|https?):|^projects\/|^\{(?!noop\})[\w-]+\}|^\$2[aby]\$/i.test(
    value,
  );
}
