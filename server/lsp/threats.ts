import type { ThreatReader } from './parts.js';
import type { ThreatReport, ThreatReportParams } from './protocol.js';
import type { Session } from './session.js';

/** A card of a document, and what it asks. */
export interface Asked {
  readonly uri: string;
  readonly card: string;
  readonly question: string;
}

export interface Threats {
  report(params: ThreatReportParams): ThreatReport | null;
  /** Questions of the open and unknown cards of the operation at an offset. */
  questions(uri: string, offset: number): readonly Asked[];
}

export function createThreats({ session, threats }: { session: Session; threats: ThreatReader }): Threats {
  const { engine } = session;
  const named = (uri: string) => ({ uri, name: session.nameOf(uri) });
  return {
    report: ({ uri }) =>
      engine.kindOf(uri) === 'openapi' ? (threats.report(engine, named(uri)) ?? null) : null,
    questions: (uri, offset) =>
      engine.describersOf(uri).flatMap((document) => {
        const asked = threats.questions(engine, named(document), { uri, offset });
        return asked.map((one) => ({ ...one, uri: document }));
      }),
  };
}
