import type { Spot } from '../syntax/spot.js';
import type { Anchor } from '../text/span.js';

/** Something wrong with the text itself, not with the API; the rules of `testing/` give it its words. */
export interface ProblemView {
  readonly kind:
    | 'syntax'
    | 'reference-missing'
    | 'reference-refused'
    | 'reference-unreadable'
    | 'reference-circular'
    | 'structure'
    | 'suppression-without-reason'
    | 'suppression-expired'
    | 'suppression-unused'
    | 'limit'
    /** Of a portcullis.yaml: `data.fault` says which. */
    | 'configuration'
    /** Of a file that keeps decisions about threats: `data.fault` says which. */
    | 'decision'
    /** Of a portcullis-baseline.json: `data.fault` says which. */
    | 'baseline'
    /** A decision that what a rule found speaks against: `related` says where, `data.rule` of each by which rule. */
    | 'contradicted-claim';
  readonly at: Spot | Anchor;
  /** Values for the message. */
  readonly data: Readonly<Record<string, string | number>>;
  /** The comment, the entry of `x-portcullis-allow`, or what a configuration or a decision says wrongly. */
  readonly node?: Spot;
  readonly related?: readonly {
    readonly at: Spot | Anchor;
    readonly data: Readonly<Record<string, string | number>>;
  }[];
}
