import type { Layout } from '../../layout.js';
import type { Machine } from '../running/machine.js';
import { type Annotated, annotatedRoutes } from './annotations.js';
import type { Area } from './areas.js';
import { grouped } from './groups.js';
import type { Reached } from './registrations.js';
import { reach } from './routes.js';
import type { Section } from './sections.js';

/** What all code serves. */
export interface Served {
  /** As following routers found it, each as often as ways lead there, and as annotations say. */
  readonly followed: readonly Reached[];
  readonly annotated: readonly Reached[];
  readonly areas: readonly Area[];
  /** Whether anybody may see how the server runs, by package. */
  readonly insides: Annotated['insides'];
  /** Files in which something out of sight may serve any path. */
  readonly unseen: readonly string[];
  /** Files with routers to which too many ways lead. */
  readonly tangled: readonly string[];
}

/** Everything that is served. */
export function surveyOf(machine: Machine, layout: Layout): Served {
  const routers = [...machine.found.routers.values()];
  const layers = routers.flatMap((router) => router.layers);
  const mounted = new Set(layers.flatMap((layer) => (layer.kind === 'mount' ? [layer.router] : [])));
  const roots = routers.filter((router) => !mounted.has(router));
  const surveys = roots.map((router) => reach(router, machine));
  const annotated = annotatedRoutes(machine, layout);
  const unseen = layers.flatMap((layer) => (layer.kind === 'unseen' ? [layer.uri] : []));
  return {
    followed: surveys.flatMap(({ reached }) => reached),
    annotated: annotated.reached,
    areas: surveys.flatMap(({ areas }) => areas),
    tangled: roots.flatMap(({ uri }, i) => (surveys[i]?.cut === true ? [uri] : [])),
    unseen: [...annotated.unseen, ...unseen],
    insides: annotated.insides,
  };
}

/** What is reached, by file. */
export function reachedByFile({ followed, annotated }: Served): readonly Omit<Section, 'reached'>[] {
  const found = grouped(followed, ({ uri }) => uri);
  const said = grouped(annotated, ({ uri }) => uri);
  const uris = new Set([...found.keys(), ...said.keys()]);
  return [...uris].map((uri) => ({ uri, followed: found.get(uri) ?? [], annotated: said.get(uri) ?? [] }));
}
