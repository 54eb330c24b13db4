import type { Change } from '../../server/core/rule/change.js';
import type { FixOffer } from '../../server/core/rule/rule.js';
import type { CallView, CodeSpot } from '../../server/core/rule/views.js';
import type { MadeSecret } from './guessable-values.js';

/** All that is kept under the name, where the call stands in it; else the call. */
export function placeOf({ node }: CallView, { value }: MadeSecret) {
  return value !== undefined && value.start <= node.start && value.end >= node.end ? value : node;
}

/** What takes the value from the generator of the system instead, as the fix `system`. */
export function drawsOfSystem(call: CallView, made: MadeSecret): readonly FixOffer[] {
  const offer = (by: string, changes: readonly Change[]): readonly FixOffer[] => [
    { fix: 'system', data: { by }, changes: () => changes },
  ];
  const { node, callee, name, language } = call;
  const head = (text: string) => ({ ...node, end: node.start + text.length, text });
  if (language === 'python') {
    if (call.module !== 'random' || !node.text.startsWith(callee)) return [];
    const by = `SystemRandom().${name}`;
    const imported = { importName: 'SystemRandom', from: 'secrets', inFile: node };
    return offer(by, [{ text: head(callee), by }, imported]);
  }
  if (language === 'java') {
    const old = 'new Random()';
    if (!node.text.startsWith(old)) return [];
    const by = 'new java.security.SecureRandom()';
    return offer(by, [{ text: head(old), by }]);
  }
  return inScript(placeOf(call, made), node).flatMap(({ by, text, name: importName }) =>
    offer(by, [
      { text, by },
      { importName, from: 'node:crypto', inFile: node },
    ]),
  );
}

/** `Math.floor(1000 + Math.random() * 9000)`: a number from the first on, of as many as the last says. */
const NUMBER = /^Math\.floor\((\d+)\s*\+\s*Math\.random\(\)\s*\*\s*(\d+)\)/;

/** What of the value is written anew, and the function that it takes. */
function inScript(place: CodeSpot, call: CodeSpot): readonly { by: string; text: CodeSpot; name: string }[] {
  const [number, from, of] = NUMBER.exec(place.text) ?? [];
  if (number !== undefined) {
    const text = { ...place, end: place.start + number.length, text: number };
    return [{ by: `randomInt(${from}, ${Number(from) + Number(of)})`, text, name: 'randomInt' }];
  }
  if (place === call || !place.text.startsWith('Math.random().toString(')) return [];
  return [{ by: 'randomUUID()', text: place, name: 'randomUUID' }];
}
