import type { Endpoint } from '../../facts/api.js';
import type { RouteFact } from '../../model/code/join.js';
import type { Received } from '../../model/code/received.js';

/** What the walk asks of the rest of the workspace; reads of it are recorded. */
export interface CodeEnv {
  /** By key, '<uri>#<ordinal>'; undefined for a call that registers no route. */
  route(key: string): RouteFact | undefined;
  /** What related documents say of an endpoint of a registration, by '<uri>#<ordinal> <endpoint key>'. */
  documented?(key: string): readonly Endpoint[];
  /** What a function serves that stands in a registration, by '<uri>#<index>'. */
  served?(key: string): readonly Endpoint[] | undefined;
  /** What a function receives from requests by way of its callers, by '<uri>#<index>'. */
  received?(key: string): readonly Received[];
  /** The file's path inside its package; its name when that is not known. */
  path?(uri: string): string;
}
