import assert from 'node:assert/strict';
import { openFolder } from './folder.js';
import { PUSH, until } from './support.js';

const MERGED = `{
  "version": 1,
<<<<<<< ours
  "findings": [],
=======
  "findings": [{ "file": "api.yaml", "rule": "auth/http-basic", "fingerprint": "0123456789abcdef" }],
>>>>>>> theirs
  "security": []
}
`;
const API = `openapi: 3.0.3
info: { title: Orders, version: '1' }
paths: {}
`;

describe('a baseline in a workspace folder', () => {
  it('that holds two sides of a merge is told where they meet', async () => {
    const folder = await openFolder({ 'portcullis-baseline.json': MERGED, 'api.yaml': API }, PUSH);
    const uri = folder.uri('portcullis-baseline.json');
    await folder.client.open(uri, MERGED, 'json');
    const { diagnostics } = await until('diagnostics', () => folder.client.last(uri));
    assert.deepEqual(
      diagnostics.map(({ code, range }) => [code, range.start.line]),
      [['testing/invalid-baseline', 2]],
    );
    folder.close();
  });

  it('that can be read has nothing said of it', async () => {
    const sound = '{ "version": 1, "findings": [], "security": [] }\n';
    const folder = await openFolder({ 'portcullis-baseline.json': sound, 'api.yaml': API }, PUSH);
    const uri = folder.uri('portcullis-baseline.json');
    await folder.client.open(uri, sound, 'json');
    const { diagnostics } = await until('diagnostics', () => folder.client.last(uri));
    assert.deepEqual(diagnostics, []);
    folder.close();
  });
});
