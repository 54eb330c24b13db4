import type { Site } from '../../../facts/code/sites.js';
import type { Endpoint } from '../../../model/types.js';
import type { LateGuardView } from '../../../rule/views.js';
import type { CodeNode } from '../../../syntax/code.js';
import { field, named, walk } from '../../../syntax/code-read.js';
import type { Contents } from '../contents.js';
import type { CodeEnv } from '../env.js';
import type { Inquiry } from '../memory/inquiry.js';
import { spotOf } from '../spots.js';
import { statementOf } from './statements.js';

interface Given {
  readonly site: Site;
  readonly contents: Contents;
  readonly env: CodeEnv;
  readonly inquiry: Inquiry | undefined;
}

/**
 * The guard that is registered behind a route, where its statement can be put in front of the route's as it is: both stand
 * in one block, and all that stands between them are routes, functions and values that the guard has no use for.
 */
export function lateGuardOf(given: Given, late: Endpoint['late']): LateGuardView | undefined {
  const { site, contents, inquiry } = given;
  const { sites, leaf } = contents;
  const [first] = late ?? [];
  const [, ordinal] = first?.at.path ?? [];
  if (first === undefined || first.at.uri !== leaf.uri || typeof ordinal !== 'number') return undefined;
  // What stands between the two, and how it is laid out, decides: after any change it is looked at again.
  inquiry?.common('text', (world) => world.contents.leaf.text);
  const guard = sites.get(ordinal);
  const from = statementOf(site.call, leaf.text);
  const statement = guard && statementOf(guard.call, leaf.text);
  if (from === undefined || guard === undefined || statement === undefined) return undefined;
  const block = from.parent?.children ?? [];
  const [start, end] = [block.indexOf(from), block.indexOf(statement)];
  if (start < 0 || end <= start || !named(statement).includes(guard.call)) return undefined;
  const reached = registeredBetween(block.slice(start + 1, end), statement, given);
  if (reached === undefined) return undefined;
  const slot = withComments(block, start, leaf.text);
  const whole = { start: withComments(block, end, leaf.text), end: endOf(block, end, leaf.text) };
  return { slot: spotOf({ start: slot, end: slot }, leaf), statement: spotOf(whole, leaf), reached };
}

/** Routes between the two statements; undefined where something stands there that the guard may need, or that it may stop. */
function registeredBetween(
  between: readonly CodeNode[],
  guard: CodeNode,
  { contents, env, inquiry }: Given,
): readonly Endpoint[] | undefined {
  const { sites, leaf } = contents;
  const used = new Set([...walk(guard)].filter(isName).map((node) => leaf.text.slice(node.start, node.end)));
  const reached: Endpoint[] = [];
  for (const node of between) {
    if (node.type === 'comment' || node.type === 'function_declaration') continue;
    if (node.type === 'lexical_declaration' || node.type === 'variable_declaration') {
      if (declares(node, used, leaf.text)) return undefined;
      continue;
    }
    const inside = [...sites.entries()].filter(
      ([, { call }]) => call.start >= node.start && call.end <= node.end,
    );
    const facts = inside.map(([ordinal]) => {
      const key = `${leaf.uri}#${ordinal}`;
      const fact = env.route(key);
      inquiry?.common(`route ${key}`, (world) => world.env.route(key), 'joined');
      return fact;
    });
    if (facts.length === 0 || facts.includes(undefined)) return undefined;
    reached.push(...facts.flatMap((fact) => fact?.endpoints.map(({ endpoint }) => endpoint) ?? []));
  }
  return reached;
}

function isName({ type }: CodeNode): boolean {
  return type === 'identifier';
}

function declares(node: CodeNode, names: ReadonlySet<string>, text: string): boolean {
  return named(node).some((one) => {
    const pattern = field(one, 'name');
    return (
      pattern !== undefined &&
      [...walk(pattern)].some(
        (part) => /identifier/.test(part.type) && names.has(text.slice(part.start, part.end)),
      )
    );
  });
}

/** Start of the comments that stand directly above a statement, or of itself. */
function withComments(block: readonly CodeNode[], index: number, text: string): number {
  let start = block[index]?.start ?? 0;
  for (let at = index - 1; block[at]?.type === 'comment'; at -= 1) {
    const above = block[at];
    const before = block[at - 1];
    if (above === undefined || !/^[ \t]*\r?\n[ \t]*$/.test(text.slice(above.end, start))) break;
    // A comment at the end of a line is about what stands there.
    if (before !== undefined && !text.slice(before.end, above.start).includes('\n')) break;
    start = above.start;
  }
  return start;
}

/** End of a statement, with the comment behind it on its line. */
function endOf(block: readonly CodeNode[], index: number, text: string): number {
  const end = block[index]?.end ?? 0;
  const next = block[index + 1];
  const isBeside = next?.type === 'comment' && !text.slice(end, next.start).includes('\n');
  return isBeside ? next.end : end;
}
