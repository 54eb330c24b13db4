import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { writeDecision } from '../../server/core/engine/decisions/write.js';
import { ANSWER_FIELDS, DECISION_STATUSES } from '../../server/core/facts/config/decisions.js';
import { THREATS } from '../../server/core/model/threats/generated/library.js';
import { threatId } from '../../server/core/model/threats/identity.js';

const FILE = 'file:///workspace/api.threats.yaml';
const ID = threatId('d.no-rate-limit', 'api');

describe('the schema of the file of answers', () => {
  const validate = new Ajv({ strict: false }).compile(
    JSON.parse(readFileSync('schemas/threats.schema.json', 'utf8')),
  );
  const isValid = (text: string) => validate(parse(text));

  it('takes every answer that is written, of every threat', () => {
    const fields = Object.fromEntries(
      ANSWER_FIELDS.map((name) => [name, name === 'review' ? '2027-01-01' : 'x']),
    );
    for (const { kind } of THREATS) {
      for (const status of DECISION_STATUSES) {
        const id = threatId(kind, '');
        const decision = { id, kind, scope: '', status, by: 'Ana', at: '2026-01-15', fields };
        const written = writeDecision(undefined, FILE, decision);
        assert.ok(written.kind === 'text' && isValid(written.text), JSON.stringify(validate.errors));
      }
    }
  });

  it('takes what other versions keep, and a file that is begun', () => {
    for (const text of [
      'version: 1',
      'decisions: {}',
      'api: orders\ncontext: { exposure: internet }\nretired: {}',
    ]) {
      assert.ok(isValid(text), text);
    }
  });

  it('takes nothing that does not count', () => {
    for (const text of [
      ...['version: 2', 'decision: {}', 'decisions: []', 'decisions: { orders: { status: open } }'],
      ...['acepted', '[open]', ''].map((status) => `decisions: { '${ID}': { status: ${status} } }`),
      `decisions: { '${ID}': { status: open, kind: d.no-rate } }`,
      `decisions: { '${ID}': { status: open, at: 23.11.2026 } }`,
      `decisions: { '${ID}': { status: open, review: never } }`,
      `decisions: { '${ID}': { status: open, by: [Ana] } }`,
      `decisions: { '${ID}': { reason: none } }`,
    ]) {
      assert.equal(isValid(text), false, text);
    }
  });

  it('comes with the extension, for files of that name', () => {
    const manifest: {
      readonly contributes: {
        readonly yamlValidation: readonly { readonly fileMatch: readonly string[]; readonly url: string }[];
      };
    } = JSON.parse(readFileSync('package.json', 'utf8'));
    const own = manifest.contributes.yamlValidation.filter(({ fileMatch }) =>
      fileMatch.includes('*.threats.yaml'),
    );
    assert.deepEqual(
      own.map(({ url }) => url),
      ['./schemas/threats.schema.json'],
    );
  });
});
