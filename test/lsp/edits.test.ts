import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DocumentDiagnosticRequest } from 'vscode-languageserver/node';
import { type Change, connect, PaperWorld, PULL, PUSH, paperParts, until, WordEngine } from './support.js';

const URI = 'file:///w/a.yaml';
const START = 'a: BAD\nb: "😀 BAD"\nc:\n  - é BAD\n';

/** One edit: where, as shares of the text, and what is put there. */
const edit = fc.record({
  from: fc.nat({ max: 1000 }),
  length: fc.nat({ max: 12 }),
  text: fc.constantFrom('', 'x', '\n', 'BAD', ' BAD ', '😀', 'é\n', 'k: v\n', '\r\n', '  '),
});

type Encoding = 'utf-16' | 'utf-8';

/** The text after an edit, and the edit as a client would send it. */
function play(
  text: string,
  { from, length, text: put }: { from: number; length: number; text: string },
  encoding: Encoding,
) {
  // No position lies inside a line break.
  const points = text.match(/\r\n|[\s\S]/gu) ?? [];
  const start = Math.floor((from / 1001) * (points.length + 1));
  const end = Math.min(points.length, start + length);
  const before = points.slice(0, start).join('');
  const gone = points.slice(start, end).join('');
  const change: Change = {
    range: { start: position(before, encoding), end: position(before + gone, encoding) },
    text: put,
  };
  return { text: before + put + points.slice(end).join(''), change };
}

function position(before: string, encoding: Encoding) {
  const lines = before.split('\n');
  const last = lines.at(-1) ?? '';
  return { line: lines.length - 1, character: encoding === 'utf-8' ? Buffer.byteLength(last) : last.length };
}

/** Where BAD stands, counted from the text itself. */
function expected(text: string, encoding: Encoding): string[] {
  return [...text.matchAll(/\bBAD\b/g)].map(({ index }) => {
    const { line, character } = position(text.slice(0, index), encoding);
    return `${line}:${character}`;
  });
}

describe('random edits', () => {
  for (const encoding of ['utf-16', 'utf-8'] as const) {
    it(`leave the server with the client's text and findings, in ${encoding}`, async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(edit, { minLength: 1, maxLength: 3 }), { maxLength: 12 }),
          async (messages) => {
            const engine = new WordEngine();
            const client = await connect(paperParts(engine, new PaperWorld()), {
              ...PULL,
              general: { positionEncodings: [encoding] },
            });
            await client.open(URI, START);
            let text = START;
            let version = 1;
            for (const message of messages) {
              const changes: Change[] = [];
              for (const one of message) {
                const next = play(text, one, encoding);
                text = next.text;
                changes.push(next.change);
              }
              await client.change(URI, ++version, changes);
            }
            const answer = await client.connection.sendRequest(DocumentDiagnosticRequest.type, {
              textDocument: { uri: URI },
            });
            assert.equal(engine.document(URI)?.text(), text);
            assert.equal(engine.document(URI)?.version, version);
            const starts =
              answer.kind === 'full'
                ? answer.items.map(({ range: { start } }) => `${start.line}:${start.character}`)
                : [];
            assert.deepEqual(starts, expected(text, encoding));
            client.close();
          },
        ),
        { numRuns: 60 },
      );
    });
  }

  it('end, when they are pushed, with the set of the last text', async () => {
    const engine = new WordEngine();
    const client = await connect(paperParts(engine, new PaperWorld()), PUSH);
    await client.open(URI, START);
    let text = START;
    for (let version = 2; version < 120; version++) {
      const at = {
        from: (version * 379) % 1000,
        length: version % 5,
        text: ['BAD ', '', '\n', 'x'][version % 4] ?? '',
      };
      const next = play(text, at, 'utf-16');
      text = next.text;
      await client.change(URI, version, [next.change]);
    }
    await until('the last version', () => engine.document(URI)?.version === 119);
    const wanted = expected(text, 'utf-16');
    await until('its set', () => {
      const last = client
        .last(URI)
        ?.diagnostics.map(({ range: { start } }) => `${start.line}:${start.character}`);
      return JSON.stringify(last) === JSON.stringify(wanted);
    });
    const versions = client.published.map(({ version }) => version ?? 0);
    assert.deepEqual(
      versions,
      [...versions].sort((a, b) => a - b),
      'no older set after a newer one',
    );
    client.close();
  });
});
