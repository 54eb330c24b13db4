import type { Example, Rule } from '../../server/core/rule/rule.js';
import type { LanguageId } from '../../server/core/text/leaf.js';

type As = NonNullable<Example['as']>;
type Oas = NonNullable<Example['oas']>;

/** A whole text, and by how much the fragment in it was moved. */
export interface Wrapped {
  readonly text: string;
  readonly language: LanguageId;
  readonly lines: number;
  readonly columns: number;
}

/** What the text of an example is, when it does not say so. */
export function kindOf(rule: Rule, example: Example): As {
  const subjects = Object.keys(rule.check);
  return example.as ?? (subjects.length === 1 && subjects[0] === 'schema' ? 'schema' : 'document');
}

/** Puts a fragment where a document has its kind; a schema becomes the JSON request body of a POST. */
export function wrap(rule: Rule, example: Example, text: string): Wrapped {
  const as = kindOf(rule, example);
  const language = example.language ?? 'yaml';
  if (as === 'document' || as === 'config' || as === 'baseline')
    return { text, language, lines: 0, columns: 0 };
  if (language !== 'yaml') throw new Error('A fragment of an example is written in YAML.');
  const oas = example.oas ?? '3.0';
  const frame = (oas === '2.0' ? frame2(as) : frame3(as, oas)).split('\n');
  const lines = frame.findIndex((line) => line.includes(HOLE));
  const [head = '', ...tail] = text.split('\n');
  const columns = (frame[lines] ?? '').indexOf(HOLE);
  const indent = ' '.repeat(columns);
  const body = [head, ...tail.map((line) => (line === '' ? line : indent + line))].join('\n');
  return { text: frame.join('\n').replace(HOLE, () => body), language, lines, columns };
}

const HOLE = '@@@';

const VERSIONS: Readonly<Record<Oas, string>> = {
  '2.0': '2.0',
  '3.0': '3.0.3',
  '3.1': '3.1.0',
  '3.2': '3.2.0',
};

/** Every answer that a rule may ask for. */
const RESPONSES = `responses:
        '200': { description: Done, headers: { RateLimit: {} } }
        4XX: { description: The caller is at fault }
        '429': { description: Too many requests, headers: { Retry-After: {} } }`;

/** Protected, limited and quiet: a finding in a wrapped example can only come from the fragment. */
function frame3(as: As, oas: Oas): string {
  const body = `requestBody:
        content:
          application/json:
            schema:
              ${as === 'schema' ? HOLE : '{ type: object }'}
      ${RESPONSES}`;
  return `openapi: ${VERSIONS[oas]}
info: { title: Example, version: '1' }
security: [{ bearer: [] }]
paths:
  /items:
    post:
      ${as === 'operation' ? HOLE : as === 'parameter' ? `parameters:\n        - ${HOLE}\n      ${body}` : body}
components:
  securitySchemes:
    bearer: { type: http, scheme: bearer }
    key: { type: apiKey, in: header, name: X-Key }
${as === 'scheme' ? `    example:\n      ${HOLE}\n` : ''}`;
}

function frame2(as: As): string {
  const parameters: Readonly<Record<As, string>> = {
    parameter: `parameters:\n        - ${HOLE}\n      `,
    schema: `parameters:\n        - name: body\n          in: body\n          schema:\n            ${HOLE}\n      `,
    operation: '',
    scheme: '',
    document: '',
    baseline: '',
    config: '',
  };
  return `swagger: '2.0'
info: { title: Example, version: '1' }
security: [{ bearer: [] }]
paths:
  /items:
    post:
      ${as === 'operation' ? HOLE : `${parameters[as]}${RESPONSES}`}
securityDefinitions:
  bearer: { type: apiKey, in: header, name: Authorization }
  key: { type: apiKey, in: header, name: X-Key }
${as === 'scheme' ? `  example:\n    ${HOLE}\n` : ''}`;
}
