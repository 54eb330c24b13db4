import type { Answer } from './answers.js';

/** The first letters of Spoofing, Tampering, Repudiation, Information disclosure, Denial of service, Elevation of privilege. */
export type Stride = 'S' | 'T' | 'R' | 'I' | 'D' | 'E';

/** What one card speaks of: the whole API, one security scheme, one resource, or one operation. */
export type Rollup = 'api' | 'scheme' | 'resource' | 'operation';

/** One threat of the library, as its file in `threats/` holds it. In its sentences '{target}' is what the card speaks of. */
export interface ThreatTemplate {
  /** 'TM-S-01'. */
  readonly id: string;
  /** What ids of cards are made from; never renamed. */
  readonly kind: string;
  readonly title: string;
  readonly stride: Stride;
  /** OWASP API Security Top 10 of 2023: 'API2:2023'. */
  readonly owasp: readonly string[];
  readonly cwe: readonly number[];
  readonly capec?: readonly number[];
  /** Requirements of OWASP ASVS 5.0. */
  readonly asvs5: readonly string[];
  /** Ids of the practices that its question serves. */
  readonly practices: readonly string[];
  readonly rollup: Rollup;
  /** A condition over the facts of one operation. */
  readonly when: string;
  /** Who does what, and what comes of it. */
  readonly statement: { readonly source: string; readonly action: string; readonly impact: string };
  readonly question: string;
  readonly controls: readonly string[];
  /** Answers to this question alone, beside those to every question. */
  readonly also?: readonly Answer[];
  /** Rules whose finding makes the threat real. */
  readonly raises: readonly string[];
  /** Rules whose `holds` says that it is dealt with. */
  readonly lowers: readonly string[];
  /** Snippets that put a control in place. */
  readonly snippets: readonly string[];
}
