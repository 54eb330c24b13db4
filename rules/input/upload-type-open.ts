import { isMap, stringOf } from '../../server/core/rule/nodes.js';
import { defineRule, type Plain } from '../../server/core/rule/rule.js';
import type { MediaTypeView } from '../../server/core/rule/views.js';
import { listed } from '../../server/core/words/text.js';
import { isActiveType, isAnyType, isMultipart, saysFileType } from '../../server/core/words/uploads.js';
import { fileParts, wordsAround } from './upload-words.js';

export default defineRule({
  id: 'input/upload-type-open',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['input-limits', 'input-validate'],
  standards: ['API8:2023', 'CWE-434'],
  title: 'Files of any kind may be uploaded',
  why: `
    An upload that takes every kind of file takes web pages, scripts and programs
    too. Shown from the same address a page runs as part of the site, with the
    session of whoever opens it, and a program waits for somebody who starts it.
    A list of types that are needed lets servers and gateways refuse the rest.`,
  absence: true,
  messages: {
    parts: 'Nothing says what kind of file "{parts}" may be.',
    form: 'Nothing says what kind of file this form may carry.',
    body: 'This body may be a file of any kind.',
    active: 'Files of this kind may hold scripts, which run for whoever opens them from your site.',
  },
  fixes: { types: { title: 'Accept {types} only', safety: 'review' } },
  options: {
    types: { type: 'string', default: 'image/png, image/jpeg', title: 'Types that the fix proposes' },
  },
  examples: [
    {
      as: 'operation',
      bad: `
        requestBody:
          content:
            multipart/form-data:
          # ^^^^^^^^^^^^^^^^^^^ Nothing says what kind of file "avatar" may be.
              schema:
                type: object
                properties:
                  avatar: { type: string, format: binary, maxLength: 100000 }
        responses: { '200': { description: Done } }`,
      fixed: `
        requestBody:
          content:
            multipart/form-data:
              schema:
                type: object
                properties:
                  avatar: { type: string, format: binary, maxLength: 100000 }
              encoding:
                avatar:
                  contentType: image/png, image/jpeg
        responses: { '200': { description: Done } }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.1.0
        info: { title: Files, version: '1' }
        paths:
          /files:
            post:
              requestBody:
                content:
                  multipart/form-data:
                # ^^^^^^^^^^^^^^^^^^^ Nothing says what kind of file this form may carry.
                    schema: { $ref: '#/components/schemas/Upload' }
              responses: { '200': { description: Done } }
        components:
          schemas:
            Upload:
              type: object
              properties: { file: { type: string, format: binary } }`,
    },
    {
      as: 'operation',
      oas: '3.1',
      bad: `
        requestBody:
          content:
            multipart/form-data:
          # ^^^^^^^^^^^^^^^^^^^ Nothing says what kind of file "scan" may be.
              schema:
                type: object
                properties:
                  scan: { type: string, contentMediaType: application/octet-stream }
                  photo: { type: string, contentMediaType: image/png }
        responses: { '200': { description: Done } }`,
    },
    {
      as: 'operation',
      oas: '3.2',
      bad: `
        requestBody:
          content:
            application/octet-stream: {}
          # ^^^^^^^^^^^^^^^^^^^^^^^^ This body may be a file of any kind.
            image/svg+xml: {}
          # ^^^^^^^^^^^^^ Files of this kind may hold scripts, which run for whoever opens them from your site.
        responses: { '200': { description: Done } }`,
    },
    {
      as: 'document',
      language: 'json',
      bad: `
        {
          "openapi": "3.0.3",
          "info": { "title": "Files", "version": "1" },
          "paths": {
            "/files": {
              "put": {
                "requestBody": {
                  "content": {
                    "*/*": { "schema": { "type": "string", "format": "binary" } }
        //          ^^^^^ This body may be a file of any kind.
                  }
                },
                "responses": { "200": { "description": "Done" } }
              }
            }
          }
        }`,
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
                  avatar: { type: string, format: binary, maxLength: 100000 }
                  note: { type: string, maxLength: 100 }
              encoding: { avatar: { contentType: image/png } }
        responses: { '200': { description: Done } }`,
    },
    {
      as: 'operation',
      oas: '3.1',
      good: `
        requestBody:
          description: A statement as PDF.
          content:
            application/octet-stream: {}
            application/pdf: {}
        responses: { '200': { description: Done } }`,
    },
    {
      as: 'operation',
      good: `
        responses:
          '200':
            description: What the server sends is up to the server
            content: { '*/*': { schema: { type: string, format: binary } } }`,
    },
  ],

  check: {
    mediaType(view, { report, holds, unknown, options }) {
      const { keyNode, type, direction } = view;
      if (direction !== 'request' && direction !== 'both') return;
      if (isMultipart(type)) {
        if (!view.holdsFile.known) return unknown(keyNode);
        if (!view.holdsFile.value) return;
        const open = openParts(view);
        if (open === 'none') return holds(keyNode);
        if (saysFileType(wordsAround(view))) return unknown(keyNode);
        const to = encodings(view, options.types);
        return report({
          at: keyNode,
          message: open.length > 0 ? 'parts' : 'form',
          data: { parts: listed(open, 40) },
          fixes:
            to === undefined
              ? []
              : [
                  {
                    fix: 'types',
                    data: { types: options.types },
                    changes: () => [{ set: view.node, key: 'encoding', to }],
                  },
                ],
        });
      }
      if (isActiveType(type) && isWholeFile(view)) return report({ at: keyNode, message: 'active' });
      if (!isAnyType(type) || !isWholeFile(view) || saysFileType(wordsAround(view))) return;
      report({ at: keyNode, message: 'body', severity: 'info' });
    },
  },
});

/** Names of files whose type nothing says; 'none' when all say theirs. Without names when the schema is elsewhere. */
function openParts(view: MediaTypeView): readonly string[] | 'none' {
  const parts = fileParts(view).map(({ name }) => name);
  if (parts.length === 0) return hasType(view, undefined) || view.schema?.isReference !== true ? 'none' : [];
  const open = parts.filter((name) => !hasType(view, name));
  return open.length === 0 ? 'none' : open;
}

/** Whether the encoding of the part, or where its name is unknown of any, names types, and others than every type. */
function hasType(view: MediaTypeView, name: string | undefined): boolean {
  const encoding = view.get('encoding');
  if (!isMap(encoding)) return false;
  return encoding.entries.some(({ key, value }) => {
    if (name !== undefined && key.value !== name) return false;
    const types = isMap(value) ? stringOf(value.get('contentType')) : undefined;
    return types !== undefined && !types.split(',').some(isAnyType);
  });
}

/** Where nothing has an encoding yet, one for each file. */
function encodings(view: MediaTypeView, contentType: string): Plain | undefined {
  const parts = fileParts(view);
  if (parts.length === 0 || view.get('encoding') !== undefined) return undefined;
  return Object.fromEntries(parts.map(({ name }) => [name, { contentType }]));
}

/** The body is the file: nothing describes it, or only that it is bytes. */
function isWholeFile({ schema }: MediaTypeView): boolean {
  if (schema === undefined) return true;
  if (schema.isReference || schema.has('properties', 'items', 'enum', 'const', 'contentMediaType'))
    return false;
  const { types, format } = schema;
  return types.length === 0
    ? !schema.has('allOf', 'anyOf', 'oneOf')
    : types.includes('string') && format === 'binary';
}
