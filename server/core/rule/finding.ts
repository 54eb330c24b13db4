import type { Place } from '../text/span.js';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** Most severe first. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

export type Profile = 'recommended' | 'strict';

/** `safe`: keeps the meaning for honest callers, applied by fix-all. `review`: a person confirms it. */
export type Safety = 'safe' | 'review';

/** A rule, a place, a message: plain data, what the hosts see. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly profile: Profile;
  readonly weight: 'exposure' | 'hygiene';
  readonly message: string;
  readonly place: Place;
  /** JSON Pointer of the node in its document: '/paths/~1users/get'. */
  readonly pointer?: string;
  /** 'GET /users/{}'. */
  readonly endpoint?: string;
  /** Of drift: '<document uri> <endpoint key>', which names what was compared. */
  readonly compared?: string;
  readonly related: readonly { readonly message: string; readonly place: Place }[];
  readonly fixes: readonly { readonly title: string; readonly safety: Safety }[];
  /** Rule, endpoint or component, node path, ordinal among equals: unique within a file, survives moved lines. 16 hex digits. */
  readonly fingerprint: string;
  /** Why somebody allowed it; empty where nobody said, undefined where nobody did. */
  readonly allowed?: string;
}
