import type { Site } from '../../facts/openapi/traverse.js';
import type { Part } from '../../facts/openapi/types.js';
import type { CheckEnv } from './env.js';

/** Whether an `$id` decides what a reference names, so that no file has to (JSON Schema). */
export function goesById(ref: string, part: Part, env: CheckEnv, site: Site | undefined): boolean {
  return isUnderId(ref, part, site) || namesSchema(ref, part, env);
}

/** A reference in a schema with an `$id` counts from there. */
function isUnderId(ref: string, part: Part, site: Site | undefined): boolean {
  for (let at = site; at; at = at.up) {
    if (at.shape !== 'schema' || at.node.get('$id') === undefined) continue;
    // From the `$id` of a whole file `#` leads where it leads anyway.
    return part.path.length > 0 || at.up !== undefined || !ref.startsWith('#');
  }
  return false;
}

/** Whether a schema of the document has the URI as its `$id`, in full or seen from there. */
function namesSchema(ref: string, { uri }: Part, env: CheckEnv): boolean {
  const [name = ''] = ref.split('#');
  return name !== '' && (env.view(uri, 'ids') ?? []).some((id) => isNamed(id.replace(/#$/, ''), name, uri));
}

function isNamed(id: string, name: string, uri: string): boolean {
  if (id === name) return true;
  const full = URL.canParse(id, uri) ? new URL(id, uri).href : undefined;
  return full !== undefined && URL.canParse(name, full) && new URL(name, full).href === full;
}
