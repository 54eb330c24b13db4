import type { Change } from '../../server/core/rule/change.js';
import type { CallView, ValueView } from '../../server/core/rule/views.js';

/** Writes an option into an object literal in the style of the place; undefined where the value is no literal. */
export function addOption(object: ValueView | undefined, option: string): readonly Change[] | undefined {
  if (object === undefined || !object.text.startsWith('{')) return undefined;
  const { text } = object;
  const space = /^\{(\s*)/.exec(text)?.[1] ?? '';
  const inner = text.slice(1 + space.length);
  const bare = inner === '}';
  const separator = space.includes('\n') ? `,${space}` : ', ';
  if (bare) return [{ text: object, by: `{ ${option} }` }];
  const start = object.start + 1 + space.length;
  return [{ text: { leaf: object.leaf, start, endLeaf: object.leaf, end: start }, by: option + separator }];
}

/** Writes another argument behind the last one; undefined for a call without arguments. */
export function addArgument(call: CallView, argument: string): readonly Change[] | undefined {
  const last = call.arguments.at(-1);
  return last === undefined ? undefined : [{ text: last, by: `${last.text}, ${argument}` }];
}
