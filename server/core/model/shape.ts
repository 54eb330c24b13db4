/** The canonical form of a path, one for documents and code: '/users/:id' and '/users/{id}/' are '/users/{}'. */
export function shapeOf(path: string): string {
  const segments = path.split(/[?#]/)[0]?.split('/') ?? [];
  return `/${segments
    .filter((segment) => segment !== '')
    .map(segmentShape)
    .join('/')}`;
}

/** A segment with a parameter anywhere in it becomes '{}' there: '{id}.json' is '{}.json'. */
function segmentShape(segment: string): string {
  return segment
    .replace(/\{[^{}]*\}/g, '{}')
    .replace(/:[A-Za-z_$][\w$]*(?:\([^()]*\))?[?*+]?/g, '{}')
    .replace(/^\*\w*$/, '{}');
}

/** Joins a prefix and a path with one slash between them; '/' alone adds nothing. */
export function joinPaths(prefix: string, path: string): string {
  const joined = `${prefix}/${path}`.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '');
  return joined.startsWith('/') ? joined : `/${joined}`;
}

/** The key of an endpoint: 'GET /users/{}'. */
export function keyOf(method: string, shape: string): string {
  return `${method} ${shape}`;
}
