import type { Layout } from '../layout.js';
import { annotatedRoutes } from './annotations.js';
import type { Machine } from './machine.js';
import { type Reached, reach, type Survey } from './routes.js';

/** What all code serves. */
export interface Served extends Survey {
  /** Files in which something out of sight may serve any path. */
  readonly unseen: readonly string[];
}

/** Everything that is served; two ways to a registration that pass the same are one. */
export function surveyOf(machine: Machine, layout: Layout): Served {
  const routers = [...machine.routers.values()];
  const layers = routers.flatMap((router) => router.layers);
  const mounted = new Set(layers.flatMap((layer) => (layer.kind === 'mount' ? [layer.router] : [])));
  const roots = routers.filter((router) => !mounted.has(router));
  const surveys = roots.map((router) => reach(router, machine));
  const unique = new Map<string, Reached>();
  for (const one of surveys.flatMap(({ reached }) => reached)) {
    const { endpoint } = one;
    const guards = endpoint.guards.known
      ? endpoint.guards.value.map(({ kind, name }) => `${kind} ${name}`)
      : null;
    const place = [one.uri, ...endpoint.at.path, endpoint.method, endpoint.path, one.mounted, guards];
    unique.set(JSON.stringify(place), one);
  }
  const annotated = annotatedRoutes(machine, layout);
  const unseen = layers.flatMap((layer) => (layer.kind === 'unseen' ? [layer.uri] : []));
  return {
    reached: [...unique.values(), ...annotated.reached],
    areas: surveys.flatMap(({ areas }) => areas),
    unseen: [...annotated.unseen, ...unseen],
  };
}
