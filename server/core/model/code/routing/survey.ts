import { computed } from '../../../text/multimap.js';
import type { Layout } from '../../layout.js';
import type { Machine } from '../running/machine.js';
import { type Annotated, annotatedRoutes } from './annotations.js';
import type { Reached } from './registrations.js';
import { reach, type Survey } from './routes.js';

/** What all code serves. */
export interface Served extends Survey {
  /** Whether anybody may see how the server runs, by package. */
  readonly insides: Annotated['insides'];
  /** Files in which something out of sight may serve any path. */
  readonly unseen: readonly string[];
  /** Files with routers to which too many ways lead. */
  readonly tangled: readonly string[];
}

/** Everything that is served; two ways to a registration that pass the same are one. */
export function surveyOf(machine: Machine, layout: Layout): Served {
  const routers = [...machine.found.routers.values()];
  const layers = routers.flatMap((router) => router.layers);
  const mounted = new Set(layers.flatMap((layer) => (layer.kind === 'mount' ? [layer.router] : [])));
  const roots = routers.filter((router) => !mounted.has(router));
  const surveys = roots.map((router) => reach(router, machine));
  const unique = new Map<string, Reached>();
  for (const { reached } of surveys) for (const one of reached) unique.set(identityOf(one), one);
  const annotated = annotatedRoutes(machine, layout);
  const unseen = layers.flatMap((layer) => (layer.kind === 'unseen' ? [layer.uri] : []));
  return {
    reached: [...unique.values(), ...annotated.reached],
    areas: surveys.flatMap(({ areas }) => areas),
    tangled: roots.flatMap(({ uri }, i) => (surveys[i]?.cut === true ? [uri] : [])),
    unseen: [...annotated.unseen, ...unseen],
    insides: annotated.insides,
  };
}

const identities = new WeakMap<Reached, string>();

/** What tells ways to a registration apart. */
function identityOf(one: Reached): string {
  return computed(identities, one, () => toldApart(one));
}

function toldApart({ endpoint, mounted }: Reached): string {
  const { method, path, at, guards } = endpoint;
  const names = guards.known ? guards.value.map(({ kind, name }) => `${kind} ${name}`) : null;
  return JSON.stringify([at.uri, ...at.path, method, path, names, mounted]);
}
