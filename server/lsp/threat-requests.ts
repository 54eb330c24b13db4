import type { Connection } from 'vscode-languageserver/node';
import type { Setting } from './convert.js';
import type { Guard } from './guard.js';
import type { Parts } from './parts.js';
import {
  THREAT_ANSWER,
  THREAT_QUESTION,
  THREAT_REPORT,
  type ThreatAnswerParams,
  type ThreatQuestionParams,
  type ThreatReportParams,
} from './protocol.js';
import type { Session } from './session.js';
import type { Spelling } from './spelling.js';
import { createThreatAnswers } from './threat-answers.js';
import { createThreats, type Threats } from './threats.js';

export interface ThreatRequestsSetting {
  readonly connection: Connection;
  readonly guard: Guard;
  readonly session: Session;
  readonly spelling: Spelling;
  readonly convert: Setting;
}

/** Answers the requests that are about threats. */
export function onThreats(about: ThreatRequestsSetting, parts: Parts): Threats {
  const { connection, guard, session, spelling, convert } = about;
  const { engine } = session;
  const threats = createThreats({ session, threats: parts.threats });
  const answers = createThreatAnswers({
    engine,
    convert,
    model: (uri) => parts.threats.model(engine, { uri, name: session.nameOf(uri) }),
    isClosed: (file) => {
      const isBlank = engine.document(file)?.length === 0;
      const read = isBlank ? session.outside().read(file) : 'missing';
      return typeof read === 'string' && read !== 'missing';
    },
    today: () => new Date(parts.now()).toISOString().slice(0, 10),
  });
  /** Requests name a document in the client's spelling. */
  const at = <T extends { readonly uri: string }>(params: T): T => ({
    ...params,
    uri: spelling.ours(params.uri),
  });
  connection.onRequest(
    THREAT_REPORT,
    guard.ask('threat report', null, (params: ThreatReportParams) => threats.report(at(params))),
  );
  connection.onRequest(
    THREAT_QUESTION,
    guard.ask('threat question', null, (params: ThreatQuestionParams) => answers.question(at(params))),
  );
  connection.onRequest(
    THREAT_ANSWER,
    guard.ask('threat answer', null, (params: ThreatAnswerParams) => answers.answer(at(params))),
  );
  return threats;
}
