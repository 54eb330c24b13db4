import type { Finding } from '../../server/core/rule/finding.js';
import { type Day, Silencer } from '../../server/core/rule/silencer.js';
import type { Suppression } from '../../server/core/rule/suppressions.js';
import type { Change } from '../../server/core/syntax/edit/change.js';
import { applyEdits, planEdits } from '../../server/core/syntax/edit/plan.js';
import {
  isMap,
  isSequence,
  type MapNode,
  type Node,
  type SequenceNode,
} from '../../server/core/syntax/node.js';
import { nodeAt } from '../../server/core/syntax/tree.js';
import type { Document } from '../../server/core/text/document.js';
import type { LanguageId } from '../../server/core/text/leaf.js';
import { createDocument } from '../../server/core/text/open.js';
import type { PathStep } from '../../server/core/text/span.js';

export type Path = readonly PathStep[];

/** Nodes of one document by path, for changes; a path that leads nowhere is a mistake of the test. */
export class Picker {
  constructor(readonly document: Document) {}

  node(...path: Path): Node {
    const found = nodeAt(this.document, path);
    if (found === undefined) throw new Error(`nothing at /${path.join('/')}`);
    return found;
  }

  map(...path: Path): MapNode {
    const found = this.node(...path);
    if (!isMap(found)) throw new Error(`no map at /${path.join('/')}`);
    return found;
  }

  sequence(...path: Path): SequenceNode {
    const found = this.node(...path);
    if (!isSequence(found)) throw new Error(`no sequence at /${path.join('/')}`);
    return found;
  }
}

export type Make = (at: Picker) => readonly Change[];

export function open(
  text: string,
  language: LanguageId = 'yaml',
  uri = `file:///w/api.${language}`,
): Document {
  return createDocument(uri, language, 1, text);
}

/** The text after the changes; undefined when they are refused. */
export function edited(text: string, make: Make, language: LanguageId = 'yaml'): string | undefined {
  const document = open(text, language);
  const edits = planEdits(make(new Picker(document)), {
    document: (uri) => (uri === document.uri ? document : undefined),
  });
  return edits && applyEdits(text, edits);
}

/** Removes the indentation of a template literal's first line from all of its lines, and the empty line at both ends. */
export function dedent(text: string): string {
  const lines = text
    .replace(/^\n/, '')
    .replace(/\n[ \t]*$/, '\n')
    .split('\n');
  const indent = /^[ ]*/.exec(lines.find((line) => line.trim() !== '') ?? '')?.[0].length ?? 0;
  return lines.map((line) => line.slice(indent)).join('\n');
}

/** What suppressions silence of some findings, and what is wrong with them where these rules have run. */
export function judge(
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
  { ran, ...day }: Day & { readonly ran: readonly string[] },
) {
  const silencer = new Silencer(suppressions, day);
  const over = ({ rule, pointer, place }: Finding) => silencer.over({ rule, pointer, range: place.range });
  const used = new Set(findings.flatMap(over));
  const suppressed = findings.filter((finding) => over(finding).length > 0);
  return { suppressed, problems: silencer.problems(new Set(silencer.idle(used, ran))) };
}
