/** A path without the names of its parameters: '/users/{id}' and '/users/:id' are '/users/{}'. No slash at the end. */
export function shapeOf(path: string): string {
  const shape = path
    .split('/')
    .map((segment) => (segment.startsWith(':') ? '{}' : segment.replace(/\{[^{}]*\}/g, '{}')))
    .join('/');
  return shape.length > 1 && shape.endsWith('/') ? shape.slice(0, -1) : shape;
}
