import { type Setting, toWorkspaceEdit } from './convert.js';
import type { FixAllParams, FixAllResult } from './protocol.js';
import type { Session } from './session.js';

export interface FixAll {
  readonly nothing: FixAllResult;
  /** Edits of all safe fixes of one file that do not overlap; the caller asks again while there are some. */
  run(params: FixAllParams): FixAllResult;
}

export function createFixAll({ session, convert }: { session: Session; convert: Setting }): FixAll {
  const nothing: FixAllResult = { edit: null, count: 0, stale: false };
  return {
    nothing,
    run({ uri, version }) {
      const document = session.buffer(uri);
      if (!document) return nothing;
      if (document.version !== version) return { ...nothing, stale: true };
      const edits = session.engine.fixAll(uri, version);
      if (edits === 'stale') return { ...nothing, stale: true };
      if (edits.length === 0) return nothing;
      return { edit: toWorkspaceEdit(edits, convert, false), count: edits.length, stale: false };
    },
  };
}
