import type { ThreatCard, ThreatEvidence, ThreatModel } from '../model/threats/cards.js';
import type { ThreatStatus } from '../model/threats/decisions.js';
import type { Stride } from '../model/threats/template.js';

/** Where a reader finds a place: lines and columns count from 1, columns in UTF-16 units. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** What a link to it names; the file and its line without one. */
  readonly href?: string;
}

export type Locate = (place: ThreatEvidence['place']) => Location;

export interface ThreatsJson {
  readonly version: 1;
  readonly document: string;
  readonly cards: readonly CardJson[];
  readonly summary: Readonly<Record<ThreatStatus, number>>;
}

export interface CardJson {
  readonly id: string;
  readonly template: string;
  readonly stride: Stride;
  readonly status: ThreatStatus;
  readonly operations: readonly string[];
  readonly evidence: readonly {
    readonly rule: string;
    readonly effect: 'raises' | 'lowers';
    readonly file: string;
    readonly line: number;
    readonly column: number;
  }[];
  readonly question: string;
  readonly controls: readonly string[];
}

/** The threat model for programs, sorted by template, then id. `document` is its path as the caller names it. */
export function threatsJson(model: ThreatModel, document: string, locate: Locate): ThreatsJson {
  const { open, mitigated, unknown } = model.summary;
  return {
    version: 1,
    document,
    cards: model.cards.map((card) => cardJson(card, locate)),
    summary: { open, mitigated, unknown },
  };
}

function cardJson(card: ThreatCard, locate: Locate): CardJson {
  return {
    id: card.id,
    template: card.template.id,
    stride: card.template.stride,
    status: card.status,
    operations: card.operations.map(({ name }) => name),
    evidence: card.evidence.map(({ rule, effect, place }) => {
      const { file, line, column } = locate(place);
      return { rule, effect, file, line, column };
    }),
    question: card.question,
    controls: [...card.template.controls],
  };
}
