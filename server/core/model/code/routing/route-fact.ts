import type { Endpoint } from '../../../facts/api.js';

/** One registration in a file and everything that it serves. */
export interface RouteFact {
  /** '<uri>#<number>'. */
  readonly key: string;
  readonly uri: string;
  readonly ordinal: number;
  /** The folder of its package. */
  readonly package: string;
  /** By the ways that lead to it: a router may be mounted twice, a registration may name several paths. */
  readonly endpoints: readonly Way[];
  /** Of the first registration of its package: what all of that says of limits. */
  readonly survey?: LimitSurvey;
}

/** One endpoint that a registration serves. */
export interface Way {
  readonly endpoint: Endpoint;
  readonly mounted: boolean;
  /** What is registered, whatever leads there. */
  readonly own: string;
}

/** What all routes of a package say together of limits. */
export interface LimitSurvey {
  /** How many routes there are. */
  readonly routes: number;
  /** All that stands in front of each of them is in sight. */
  readonly seen: boolean;
}
