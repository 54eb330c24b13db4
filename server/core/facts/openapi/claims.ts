import { booleanOf, isMap, type MapNode, type Node, stringOf } from '../../syntax/node.js';
import { type Claim, claimOfExtension, claimsOfProse, saysPublicApi } from '../../words/claims.js';

const PROSE: ReadonlySet<unknown> = new Set(['summary', 'description']);

/** What an object says of controls in its own prose and extensions; undefined when nothing. */
export function claimsOf(node: MapNode): readonly Claim[] | undefined {
  const claims = node.entries.flatMap(({ key, value }): readonly Claim[] => {
    const text = PROSE.has(key.value) ? stringOf(value) : undefined;
    if (text !== undefined) return claimsOfProse(text);
    if (key.value === 'x-internal') return booleanOf(value) === true ? ['internal'] : [];
    const claim = claimOfExtension(String(key.value));
    return claim ? [claim] : [];
  });
  return claims.length > 0 ? [...new Set(claims)].sort() : undefined;
}

/** What a top-level keyword says of controls for the whole API; prose in `info` says much, and of an owner nothing certain. */
export function claimsOfSection(key: string, node: Node): readonly Claim[] | undefined {
  if (key === 'info') {
    const claims = isMap(node) ? claimsOf(node) : undefined;
    const limits: readonly Claim[] = claims?.includes('limits') ? ['limits'] : [];
    const open: readonly Claim[] = saysPublicApi(textOf(node)) ? ['open'] : [];
    return limits.length + open.length > 0 ? [...limits, ...open] : undefined;
  }
  const claim = claimOfExtension(key);
  return claim && [claim];
}

function textOf(node: Node): string {
  return (isMap(node) && stringOf(node.get('description'))) || '';
}
