import { documentOf } from '../core/engine/decisions/claims.js';
import { idOf } from '../core/facts/config/decisions.js';
import type { ThreatCard, ThreatModel } from '../core/model/threats/cards.js';
import { standingAt } from '../core/syntax/at.js';
import type { ScalarNode } from '../core/syntax/node.js';
import type { Document } from '../core/text/document.js';
import type { Parts } from './parts.js';
import type { Session } from './session.js';

export interface AnswerCardsSetting {
  readonly session: Session;
  readonly threats: Pick<Parts['threats'], 'model'>;
}

/** The threats that a file of answers is about. */
export interface AnswerCards {
  /** Of the document beside the file; undefined when there is none. */
  model(answers: string): ThreatModel | undefined;
  /** The threat whose id stands at an offset of the file. */
  at(answers: Document, offset: number): { readonly card: ThreatCard; readonly id: ScalarNode } | undefined;
}

export function createAnswerCards({ session, threats }: AnswerCardsSetting): AnswerCards {
  const { engine } = session;
  const model = (answers: string) => {
    const uri =
      engine.kindOf(answers) === 'decisions'
        ? documentOf(answers, (one) => engine.kindOf(one) === 'openapi')
        : undefined;
    return uri === undefined ? undefined : threats.model(engine, { uri, name: session.nameOf(uri) });
  };
  return {
    model,
    at(answers, offset) {
      if (engine.kindOf(answers.uri) !== 'decisions') return undefined;
      const standing = standingAt(answers, offset);
      const { path, key, node } = standing ?? { path: [], key: false, node: undefined };
      if (!node || !key || path.length !== 2 || path[0] !== 'decisions') return undefined;
      const card = model(answers.uri)?.cards.find(({ id }) => id === idOf(node));
      return card && { card, id: node };
    },
  };
}
