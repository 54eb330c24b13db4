import type { Described, Endpoint, Security } from '../../facts/api.js';
import type { RecordFact } from '../../facts/code/record-types.js';
import type { Received } from '../../model/code/records/receipts.js';
import type { Written } from '../../model/code/records/written.js';
import type { RouteFact } from '../../model/code/routing/route-fact.js';
import type { Allowance } from '../../rule/allow.js';

/** What the walk asks of the rest of the workspace; reads of it are recorded. */
export interface CodeEnv {
  /** By key, '<uri>#<number>'; undefined for a call that registers no route. */
  route(key: string): RouteFact | undefined;
  /** All that the routers of a route serve, itself included; by the same key. */
  circle?(key: string): readonly Endpoint[] | undefined;
  /** What related documents say of an endpoint of a registration, by '<uri>#<number> <endpoint key>'. */
  documented?(key: string): readonly Described[];
  /** What an endpoint of a file asked of its callers when a baseline was taken, by '<uri> <endpoint key>'. */
  asked?(key: string): Security['anyOf'] | undefined;
  /** What a function serves that stands in a registration, by '<uri>#<number>'. */
  served?(key: string): readonly Endpoint[] | undefined;
  /** What comments allow at a registration, by '<uri>#<number>'. */
  allowed?(key: string): readonly Allowance[];
  /** What a function receives from requests by way of its callers, by '<uri>#<number>'. */
  received?(key: string): readonly Received[];
  /** The stored record of this name in the package of the file, when it hands out a password. */
  record?(name: string, uri: string): RecordFact | undefined;
  /** A class of Python that shows a password where it says what an answer holds, by `reachKey`. */
  shown?(key: string): RecordFact | undefined;
  /** What the method, 'OrderService.getOrder', finds by its one parameter in the package of the file; '' where nothing says how that is called. */
  finder?(name: string, uri: string): string | undefined;
  /** The stored record that a function gives back as it is, by `reachKey`. */
  gives?(key: string): string | undefined;
  /** A text that may be a key, by `reachKey`. */
  written?(key: string): Written | undefined;
  /** The same of a class of Java in the package of the file: 'Keys.SECRET'. */
  member?(name: string, uri: string): Written | undefined;
  /** The file's path inside its package; its name when that is not known. */
  path?(uri: string): string;
}
