import { deepEqual, equal } from 'node:assert/strict';
import { joinOpenApi } from '../../server/core/model/openapi/join.js';
import { viewOf, workspaceOf } from '../facts/workspace.js';

const SCHEMES = `basic: { type: http, scheme: basic }
key: { $ref: 'other.yaml#/key' }
`;
const FILES = {
  'schemes.yaml': SCHEMES,
  'all.yaml': 'securitySchemes: { mine: { type: http, scheme: bearer } }\n',
  'other.yaml': 'key: { type: apiKey, in: header, name: X-Key }\n',
};

function schemesOf(text: string, files: Readonly<Record<string, string>> = FILES) {
  const workspace = workspaceOf({ 'api.yaml': `openapi: 3.0.3\n${text}`, ...files });
  const { schemes, schemesKnown } = viewOf(workspace, 'api.yaml');
  const types = [...schemes].map(([name, one]) => `${name} ${one.known ? one.value.type : 'unknown'}`);
  return { types, schemesKnown, workspace };
}

describe('security schemes of another file', () => {
  it('are those of the document where its map is a reference', () => {
    for (const text of [
      "components: { securitySchemes: { $ref: './schemes.yaml' } }\n",
      'components:\n  securitySchemes:\n    $ref: schemes.yaml\n',
    ]) {
      const { types, schemesKnown } = schemesOf(text);
      deepEqual([types, schemesKnown], [['basic http', 'key apiKey'], true]);
    }
  });

  it('stand in the components that a reference names', () => {
    const { types, schemesKnown } = schemesOf("components: { $ref: './all.yaml#' }\n");
    deepEqual([types, schemesKnown], [['mine http'], true]);
  });

  it('are beside those of the document, which come last', () => {
    const text = "components: { securitySchemes: { $ref: './schemes.yaml', basic: { type: mutualTLS } } }\n";
    deepEqual(schemesOf(text).types, ['basic mutualTLS', 'key apiKey']);
  });

  it('are unknown where the file is missing or holds none', () => {
    const text = "components: { securitySchemes: { $ref: './schemes.yaml' } }\n";
    for (const schemes of ['', 'basic: text\n', '- a\n'])
      equal(schemesOf(text, { 'schemes.yaml': schemes }).schemesKnown, false, schemes);
    equal(schemesOf(text, {}).schemesKnown, false);
    equal(schemesOf("components: { securitySchemes: { $ref: '../../etc/x.yaml' } }\n").schemesKnown, false);
  });

  it('know who asks for them', () => {
    const { workspace } = schemesOf(
      "security: [{ key: [] }]\npaths: { /a: { get: { responses: {} } } }\ncomponents: { securitySchemes: { $ref: './schemes.yaml' } }\n",
    );
    const { usage } = joinOpenApi(workspace.inputs);
    const users = (id: string) => usage.get(`file:///w/${id}`)?.schemeUsers;
    deepEqual(users('other.yaml#/key|securityScheme'), ['GET /a']);
    deepEqual(users('schemes.yaml#/basic|securityScheme'), []);
    equal(usage.get('file:///w/schemes.yaml#/basic|securityScheme')?.document, 'file:///w/api.yaml');
  });
});
