import { isMap, type Node, stringOf } from '../../server/core/rule/nodes.js';
import type { MediaTypeView } from '../../server/core/rule/views.js';
import { isAnyType } from '../../server/core/words/uploads.js';

/** Everything around a body that may speak of it: the media type, the body and the operation, by their keys. */
export function around({ node }: MediaTypeView): readonly Node[] {
  const holders: Node[] = [];
  // The media type, `content`, the body, the operation.
  for (let at: Node | undefined = node, hops = 0; at && hops < 4; at = at.parent, hops += 1) {
    if (isMap(at)) holders.push(at);
  }
  return holders;
}

/** Names and prose of what surrounds the body, and of the schemas in it. */
export function wordsAround(view: MediaTypeView): string {
  const schemas = view.schema
    ? [view.schema.node, ...view.schema.properties.map(({ schema }) => schema.node)]
    : [];
  return wordsOf([...around(view), ...schemas]);
}

/** The prose that stands in any of them. */
export function wordsOf(holders: readonly (Node | undefined)[]): string {
  const texts = holders.flatMap((holder) =>
    ['summary', 'description'].map((key) => (isMap(holder) ? (stringOf(holder.get(key)) ?? '') : '')),
  );
  return texts.join('\n');
}

/** The parts of a form that are files, or lists of files. */
export function fileParts({ schema }: MediaTypeView) {
  return (schema?.properties ?? []).filter(
    ({ schema: part }) => isFile(part.node) || isFile(part.get('items')),
  );
}

/** A text of bytes whose kind nothing says: by its format, from 3.1 on also by a media type that says no more. */
function isFile(node: Node | undefined): boolean {
  if (!isMap(node)) return false;
  const type = stringOf(node.get('contentMediaType'));
  return type === undefined ? BYTES.has(stringOf(node.get('format')) ?? '') : isAnyType(type);
}

const BYTES: ReadonlySet<string> = new Set(['binary', 'byte', 'base64']);
