import { languageOf } from '../../server/host/languages.js';
import { findingsOf } from './harness.js';
import { dedent } from './marks.js';

/** Files of a project by their paths. */
export type Files = Readonly<Record<string, string>>;

/** What one rule finds in a project: 'app.py:5 The message.', sorted by file and place. */
export function foundIn(files: Files, rule: string): readonly string[] {
  return placed(files, rule).map(({ at, message }) => `${at} ${message}`);
}

/** Where one rule finds something in a project: 'app.py:5'. */
export function linesOf(files: Files, rule: string): readonly string[] {
  return placed(files, rule).map(({ at }) => at);
}

function placed(files: Files, rule: string) {
  const sources = Object.entries(files).map(([name, text]) => ({
    name,
    language: languageOf(name) ?? 'javascript',
    text: dedent(text),
  }));
  const { engine, in: findings } = findingsOf(sources);
  const at = (uri: string, start: number) => {
    const line = (engine.document(uri)?.positionAt(start).line ?? -1) + 1;
    return `${uri.replace('file:///workspace/', '')}:${line}`;
  };
  return sources.flatMap(({ name }) =>
    findings(name)
      .filter((one) => one.rule === rule)
      .map(({ message, place }) => ({ at: at(place.uri, place.range.start), message })),
  );
}
