import type { HandlingView } from '../../server/core/rule/handling.js';
import type { FixOffer } from '../../server/core/rule/rule.js';
import { listed } from '../../server/core/words/text.js';
import { isTextual } from './body-checks.js';

const MOST = 1000;
const MOST_FIELDS = 12;

/**
 * Takes the body of a handler of FastAPI as a model of texts in place of the request that it is read from. `model` is the
 * key of the rule's fix. None where the body is used in another way than field by field, or a field may be no text.
 */
export function takeModel({ node, name, language }: HandlingView): readonly FixOffer[] {
  const read = /^[ \t]*(\w+)[ \t]*=[ \t]*await[ \t]+(\w+)\.json\(\)[ \t]*\r?\n/m.exec(node.text);
  const [line = '', body = '', request = ''] = read ?? [];
  if (language !== 'python' || read === null || name === undefined) return [];
  const param = new RegExp(`\\b${request}[ \\t]*:[ \\t]*(?:\\w+\\.)?Request\\b`);
  const rest = node.text.replace(line, '');
  const fields = fieldsOf(rest, body);
  const isAlone = param.test(rest) && count(rest, request) === 1;
  if (!isAlone || fields === undefined || !fields.every((field) => isTextual(field))) return [];
  const model = `${pascal(name)}Body`;
  // Inside of something else the model would stand there as well.
  const isOutside = node.start === 0 || node.leaf.text[node.start - 1] === '\n';
  if (!isOutside || node.leaf.text.includes(model)) return [];
  const by = declared(model, fields) + used(rest.replace(param, `${body}: ${model}`), body);
  const names = ['BaseModel', 'Field'].map((importName) => ({ importName, from: 'pydantic', inFile: node }));
  return [
    {
      fix: 'model',
      data: { fields: listed(fields, 30) },
      changes: () => [{ text: node, by }, ...names],
    },
  ];
}

/** How a field of the body is read: `sent["text"]`. */
function access(body: string): RegExp {
  return new RegExp(`\\b${body}\\[["'](\\w+)["']\\]`, 'g');
}

/** Fields that are read of the body, each once; undefined when something else is done with it, or nothing. */
function fieldsOf(text: string, body: string): readonly string[] | undefined {
  const reads = [...text.matchAll(access(body))].map(([, field = '']) => field);
  const fields = [...new Set(reads)];
  return reads.length === count(text, body) && fields.length > 0 && fields.length <= MOST_FIELDS
    ? fields
    : undefined;
}

function count(text: string, name: string): number {
  return text.match(new RegExp(`\\b${name}\\b`, 'g'))?.length ?? 0;
}

function used(text: string, body: string): string {
  return text.replace(access(body), `${body}.$1`);
}

function declared(model: string, fields: readonly string[]): string {
  const lines = fields.map((field) => `    ${field}: str = Field(max_length=${MOST})\n`);
  return `class ${model}(BaseModel):\n${lines.join('')}\n\n`;
}

/** 'CreateNote' of `create_note`. */
function pascal(name: string): string {
  return name
    .split('_')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
}
