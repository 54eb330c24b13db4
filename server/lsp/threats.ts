import type { ThreatReader } from './parts.js';
import type { ThreatReport, ThreatReportParams } from './protocol.js';
import type { Session } from './session.js';

export interface Threats {
  report(params: ThreatReportParams): ThreatReport | null;
  /** Questions of the open and unknown cards of the operation at an offset. */
  questions(uri: string, offset: number): readonly { readonly card: string; readonly question: string }[];
}

export function createThreats({ session, threats }: { session: Session; threats: ThreatReader }): Threats {
  return {
    report: ({ uri }) =>
      session.engine.kindOf(uri) === 'openapi' ? threats.report(session.engine, uri) : null,
    questions: (uri, offset) =>
      session.engine.kindOf(uri) === 'openapi' ? threats.questions(session.engine, uri, offset) : [],
  };
}
