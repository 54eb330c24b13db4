import type { Carried, Received } from '../../../model/code/records/receipts.js';
import type { Written } from '../../../model/code/records/written.js';
import type { HandedAt } from '../../../rule/handed.js';
import type { Origin } from '../../../rule/views.js';
import type { CodeNode } from '../../../syntax/code.js';

/** What is known of a value: where it comes from and of which pieces it is made. */
export interface Flow extends Carried {
  readonly node: CodeNode;
  readonly origin: Origin;
  readonly form: string;
  readonly literal: string | undefined;
  /** Pieces in order; empty when it is one piece. */
  readonly parts: readonly Flow[];
  /** The parameter that it is, or a property of it, where its value is decided elsewhere. */
  readonly from?: Parameter;
  /** Properties of it that came with a request. */
  readonly received?: readonly Received[];
  /** The call in another function that hands it over. */
  readonly via?: HandedAt;
  /** Where its text stands, when another place writes it down. */
  readonly written?: Written;
  /** It is an object whose fields the caller sent. */
  readonly record?: true;
  /** It was compared with what is allowed, or narrowed by a validator. */
  readonly checked?: true;
}

/** A parameter of a function, or one of its properties. */
export interface Parameter {
  readonly of: CodeNode;
  readonly index: number;
  readonly key?: string;
  /** A method of it gives the property. */
  readonly got?: true;
}

/** From harmless to dangerous. */
const RANK: readonly Origin[] = ['literal', 'constant', 'computed', 'unknown', 'request'];

export function one(node: CodeNode, origin: Origin, form: string, literal?: string): Flow {
  return { node, origin, form, literal, parts: [] };
}

/** Parts of a composed value, else the value itself where it is used. */
export function pieces(flow: Flow, at: CodeNode): readonly Flow[] {
  return flow.parts.length > 0 ? flow.parts : [{ ...flow, node: at }];
}

export function composed(node: CodeNode, form: string, parts: readonly Flow[]): Flow {
  const origin = parts.reduce<Origin>(
    (a, b) => (RANK.indexOf(b.origin) > RANK.indexOf(a) ? b.origin : a),
    'literal',
  );
  return { node, origin, form, literal: undefined, parts };
}

export function worse(a: Flow, b: Flow): boolean {
  return RANK.indexOf(a.origin) > RANK.indexOf(b.origin);
}
