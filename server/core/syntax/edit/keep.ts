import type { Leaf } from '../../text/leaf.js';
import type { Node, Plain, ScalarNode } from '../node.js';
import { readYaml } from '../yaml.js';
import { scalarText } from './scalar.js';
import { columnOf, type Sheet, type Stretch } from './sheet.js';

/** Where a string stands: behind a key or a dash at an offset, or in brackets. */
export type Standing =
  | { readonly behind: 'key' | 'dash'; readonly at: number }
  | { readonly behind: 'bracket' };

/**
 * The text of a string that takes the place of another, written as its author wrote that one: in its quotes, and its lines
 * where the words are the same but for some. Undefined where nothing of it can be kept, and for JSON, which has one way.
 */
export function keptText(
  sheet: Sheet,
  value: Stretch,
  old: Node | undefined,
  to: Plain,
  standing: Standing,
): string | undefined {
  if (sheet.json || old?.kind !== 'scalar' || typeof old.value !== 'string' || typeof to !== 'string')
    return undefined;
  const raw = sheet.text.slice(value.start, value.end);
  // Without quotes and on one line there is nothing to keep but that.
  const isBare = old.style === 'plain' && !raw.includes('\n');
  const words = isBare ? undefined : otherWords(raw, old, old.value, to);
  if (words !== undefined && reads(words, to, sheet, standing)) return words;
  const { style } = old;
  if (to.includes('\n') || style === 'literal' || style === 'folded') return undefined;
  return scalarText(to, { quote: style, fallback: sheet.style.quote, flow: standing.behind === 'bracket' });
}

/** The raw text with other words in the place of those that differ; undefined when more than words does. */
function otherWords(raw: string, { style }: ScalarNode, before: string, after: string): string | undefined {
  const old = before.split(/(\s+)/);
  const words = after.split(/(\s+)/);
  if (old.length !== words.length || old.some((one, index) => index % 2 === 1 && one !== words[index]))
    return undefined;
  let made = '';
  let done = 0;
  // The header of a block scalar is none of its words.
  let from = style === 'literal' || style === 'folded' ? raw.indexOf('\n') + 1 : 0;
  for (const [index, word] of old.entries()) {
    const by = words[index] ?? word;
    const at = word.trim() === '' ? -1 : raw.indexOf(word, from);
    if (at >= 0) from = at + word.length;
    if (by === word) continue;
    if (at < 0) return undefined;
    made += raw.slice(done, at) + by;
    done = from;
  }
  return made + raw.slice(done);
}

/** Whether the raw text reads as the string where it stands, but for line breaks at its end, which lie outside of it. */
function reads(raw: string, value: string, sheet: Sheet, standing: Standing): boolean {
  const { root, problems } = readYaml({ ...ALONE, text: alone(raw, sheet, standing) });
  const held =
    root?.kind === 'map' ? root.own[0]?.value : root?.kind === 'sequence' ? root.items[0] : undefined;
  const scalar = held?.kind === 'sequence' ? held.items[0] : held;
  if (problems.length > 0 || scalar?.kind !== 'scalar' || typeof scalar.value !== 'string') return false;
  return withoutEnd(scalar.value) === withoutEnd(value);
}

function alone(raw: string, sheet: Sheet, standing: Standing): string {
  if (standing.behind === 'bracket') return `k: [${raw}]\n`;
  const pad = ' '.repeat(columnOf(sheet.text, standing.at));
  return `${pad}${standing.behind === 'key' ? 'k:' : '-'} ${raw}\n`;
}

function withoutEnd(text: string): string {
  return text.replace(/\n+$/, '');
}

const ALONE: Leaf = { uri: '', text: '', lines: 0, path: [], key: undefined, head: false, syntax: 'yaml' };
