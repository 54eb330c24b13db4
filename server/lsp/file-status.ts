import type { FindingsOf } from '../core/engine/types.js';
import type { Document } from '../core/text/document.js';
import { isCodeTooLong } from '../host/candidates.js';
import type { FileStatus } from './protocol.js';
import type { Session } from './session.js';
import { say } from './words.js';

/** What is known of a file that a person has open. */
export function createFileStatus({ session }: { session: Session }): (uri: string) => FileStatus | null {
  const { engine } = session;
  return (uri) => {
    const document = session.buffer(uri);
    if (!document) return null;
    const kind = engine.kindOf(uri);
    const found = engine.findings(uri);
    const endpoints = endpointsIn(uri, session);
    const excluded = engine.excludes(uri);
    const pending = session.pending(uri);
    const [worst] = engine.mostImportant(uri, 1);
    return {
      kind,
      title: say(`kind_${kind}`),
      detail: kind === 'other' ? reasonOf(document) : detailOf({ found, kind, endpoints, excluded, pending }),
      endpoints,
      findings: found.total,
      worst: worst?.severity ?? null,
      excluded,
      pending,
    };
  };
}

function reasonOf(document: Document): string {
  return isCodeTooLong(document.language, document) ? say('tooLong') : '';
}

function endpointsIn(uri: string, { engine }: Session): number {
  const all = engine
    .model()
    .endpoints.flatMap(({ documented, implemented }) => [...documented, ...implemented]);
  return new Set(all.filter(({ at }) => at.uri === uri)).size;
}

interface Known extends Pick<FileStatus, 'kind' | 'endpoints' | 'excluded' | 'pending'> {
  readonly found: FindingsOf;
}

function detailOf({ found, kind, endpoints, excluded, pending }: Known): string {
  const { total, suppressed, baselined } = found;
  const counts = [
    ...(kind === 'openapi' ? [say('operations', { count: endpoints })] : []),
    ...(kind === 'code' ? [say('routes', { count: endpoints })] : []),
    excluded ? say('excluded') : say('findings', { count: total }),
    ...(suppressed.length > 0 ? [say('suppressed', { count: suppressed.length })] : []),
    ...(baselined > 0 ? [say('baselined', { count: baselined })] : []),
    ...(pending > 0 ? [say('pending')] : []),
  ];
  const line = counts.join(', ');
  return line.charAt(0).toUpperCase() + line.slice(1);
}
