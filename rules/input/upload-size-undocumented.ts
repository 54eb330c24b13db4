import type { Change } from '../../server/core/rule/change.js';
import { isMap, isSequence, type Node, stringOf } from '../../server/core/rule/nodes.js';
import { defineRule, type Report } from '../../server/core/rule/rule.js';
import type { MediaTypeView, OperationFact } from '../../server/core/rule/views.js';
import { isAnyType, isMultipart, isSizeExtension, saysFileSize } from '../../server/core/words/uploads.js';
import { operationAt } from '../responses.js';
import { addSharedResponse } from '../shared-responses.js';
import { around, fileParts, wordsAround, wordsOf } from './upload-words.js';

export default defineRule({
  id: 'input/upload-size-undocumented',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['input-limits', 'limits-everywhere'],
  standards: ['API4:2023', 'CWE-400', 'CWE-770', 'RFC 9110 section 15.5.14'],
  title: 'Nothing limits the size of an upload',
  why: `
    The caller chooses how large the file is. A server that does not stop at a
    certain size fills its memory or its disk with one request, and goes on paying
    for storage that nobody wanted. The answer 413 says that a limit exists, and
    tests can then send a file that is too large.`,
  absence: true,
  messages: { unlimited: 'Nothing says how large a file sent here may be.' },
  fixes: { refuse: { title: 'Answer 413 to files that are too large', safety: 'review' } },
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Files, version: '1' }
        paths:
          /files:
            post:
              requestBody:
                content:
                  application/pdf:
                # ^^^^^^^^^^^^^^^ Nothing says how large a file sent here may be.
                    schema: { type: string, format: binary }
              responses:
                '201': { description: Stored }`,
      fixed: `
        openapi: 3.0.3
        info: { title: Files, version: '1' }
        paths:
          /files:
            post:
              requestBody:
                content:
                  application/pdf:
                    schema: { type: string, format: binary }
              responses:
                '201': { description: Stored }
                '413':
                  $ref: '#/components/responses/ContentTooLarge'
        components:
          responses:
            ContentTooLarge:
              description: The file is larger than this operation takes.`,
    },
    {
      as: 'operation',
      oas: '3.1',
      bad: `
        requestBody:
          content:
            multipart/form-data:
          # ^^^^^^^^^^^^^^^^^^^
              schema:
                type: object
                properties:
                  scan: { type: string, format: binary }
              encoding: { scan: { contentType: application/pdf } }
        responses:
          '200': { description: Done }`,
    },
    {
      as: 'document',
      bad: `
        swagger: '2.0'
        info: { title: Files, version: '1' }
        paths:
          /files:
            post:
              parameters:
                - { name: title, in: formData, type: string }
                - { name: scan, in: formData, type: file }
                #         ^^^^ Nothing says how large a file sent here may be.
                - { name: back, in: formData, type: file }
              responses:
                '201': { description: Stored }
            put:
              parameters: [{ name: scan, in: formData, type: file, description: At most 5 MB }]
              responses: { '204': { description: Stored } }
            patch:
              parameters: [{ name: scan, in: formData, type: file }]
              responses: { '204': { description: Stored }, '413': { description: Too large } }`,
      fixed: `
        swagger: '2.0'
        info: { title: Files, version: '1' }
        paths:
          /files:
            post:
              parameters:
                - { name: title, in: formData, type: string }
                - { name: scan, in: formData, type: file }
                - { name: back, in: formData, type: file }
              responses:
                '201': { description: Stored }
                '413':
                  $ref: '#/responses/ContentTooLarge'
            put:
              parameters: [{ name: scan, in: formData, type: file, description: At most 5 MB }]
              responses: { '204': { description: Stored } }
            patch:
              parameters: [{ name: scan, in: formData, type: file }]
              responses: { '204': { description: Stored }, '413': { description: Too large } }
        responses:
          ContentTooLarge:
            description: The file is larger than this operation takes.`,
    },
    {
      as: 'operation',
      oas: '3.2',
      good: `
        requestBody:
          content:
            application/pdf: { schema: { type: string, format: binary } }
        responses:
          '200': { description: Done }
          '413': { description: Too large }`,
    },
    {
      as: 'operation',
      good: `
        requestBody:
          description: A PDF of at most 10 MB.
          content:
            application/pdf: { schema: { type: string, format: binary } }
        responses:
          '200': { description: Done }`,
    },
    {
      as: 'operation',
      good: `
        requestBody:
          content:
            multipart/form-data:
              schema:
                type: object
                properties:
                  scan: { type: string, format: binary, maxLength: 1000000 }
              encoding: { scan: { contentType: application/pdf } }
        responses:
          '200': { description: Done }`,
    },
  ],

  check: {
    mediaType(view, { report, holds, unknown, node }) {
      const { keyNode, direction, operation, document } = view;
      if (direction !== 'request' && direction !== 'both') return;
      const file = carriesFile(view);
      if (file === 'no') return;
      // Answers belong to the operations that use a shared body.
      if (file === 'unknown' || operation === undefined) return unknown(keyNode);
      if (saysSize(view) || says413(operation)) return holds(keyNode);
      if (!operation.responses.known || saysFileSize(wordsAround(view))) return unknown(keyNode);
      report(unlimitedAt(keyNode, operation, { document, node }));
    },

    /** The files of a form in 2.0, where the first of them stands for all. */
    parameter(view, { report, holds, unknown, node }) {
      const { nameNode, operation, document } = view;
      if (view.in !== 'formData' || stringOf(view.get('type')) !== 'file') return;
      if (operation === undefined) return unknown(nameNode);
      const files = filesBeside(view.node);
      if (files[0] !== view.node) return;
      const holders = [...files, view.node.parent?.parent];
      if (says413(operation) || holders.some(limitsSize)) return holds(nameNode);
      if (!operation.responses.known || saysFileSize(wordsOf(holders))) return unknown(nameNode);
      report(unlimitedAt(nameNode, operation, { document, node }));
    },
  },
});

function unlimitedAt(
  at: Node,
  operation: OperationFact,
  context: Parameters<typeof addSharedResponse>[3],
): Report {
  const changes = (): readonly Change[] =>
    addSharedResponse(context.node(operationAt(operation)), '413', TOO_LARGE, context);
  return { at, message: 'unlimited', fixes: [{ fix: 'refuse', changes }] };
}

/** The files among the parameters of a list. */
function filesBeside({ parent }: Node): readonly Node[] {
  if (parent === undefined || !isSequence(parent)) return [];
  return parent.items.filter((one) => isMap(one) && stringOf(one.get('type')) === 'file');
}

const TOO_LARGE = {
  name: 'ContentTooLarge',
  to: { description: 'The file is larger than this operation takes.' },
};

function carriesFile(view: MediaTypeView): 'yes' | 'no' | 'unknown' {
  const { type } = view;
  if (isMultipart(type)) {
    const { holdsFile } = view;
    return !holdsFile.known ? 'unknown' : holdsFile.value ? 'yes' : 'no';
  }
  const { schema } = view;
  if (schema?.isReference) return 'no';
  const bytes = schema?.format === 'binary' && schema.types.includes('string');
  return bytes || (schema === undefined && (isAnyType(type) || isFileType(type))) ? 'yes' : 'no';
}

function isFileType(type: string): boolean {
  return /^(?:image|video|audio)\/|^application\/(?:pdf|zip|gzip|x-tar)/i.test(type);
}

/** Not every answer of the family 4XX is about the size. */
function says413({ responses }: OperationFact): boolean {
  return responses.known && responses.value.some(({ status }) => status === '413');
}

/** A limit of the bytes themselves, or an extension that says one. */
function saysSize(view: MediaTypeView): boolean {
  const parts = fileParts(view);
  const schemas = parts.length > 0 ? parts.map(({ schema }) => schema) : view.schema ? [view.schema] : [];
  if (schemas.length > 0 && schemas.every((schema) => schema.has('maxLength'))) return true;
  return [...around(view), ...schemas.map(({ node }) => node)].some(limitsSize);
}

function limitsSize(node: Node | undefined): boolean {
  return isMap(node) && node.entries.some(({ key }) => isSizeExtension(String(key.value)));
}
