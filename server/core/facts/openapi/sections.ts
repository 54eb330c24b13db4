import { isMap, type Node, stringOf, stringsOf } from '../../syntax/node.js';
import { claimsOfSection } from './claims.js';
import { only } from './record.js';
import { serversOf } from './servers.js';
import { securityOf } from './summary.js';
import type { SectionSummary } from './types.js';

/** What a top-level keyword says about the whole document; undefined when nothing. */
export function sectionOf(node: Node, path: readonly string[]): SectionSummary | undefined {
  const [key = ''] = path;
  if (path.length !== 1) return undefined;
  if (key === 'security') return { security: securityOf(node) };
  if (key === 'servers') return { servers: serversOf(node) };
  const claims = only('claims', claimsOfSection(key, node));
  if (key === 'info') {
    const title = isMap(node) ? stringOf(node.get('title')) : undefined;
    return some({ ...only('title', title), ...claims });
  }
  if (key === 'host' || key === 'basePath') return only(key, stringOf(node));
  if (key === 'schemes' || key === 'consumes' || key === 'produces') return only(key, stringsOf(node));
  return some(claims);
}

function some(summary: SectionSummary): SectionSummary | undefined {
  return Object.keys(summary).length > 0 ? summary : undefined;
}
