import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

describe('schemas that let fields through', () => {
  before(prepare);

  const lines = (rule: string, ...body: readonly string[]) =>
    linesOf(
      {
        'app.ts': [
          "import express from 'express'; import { z } from 'zod'; import Joi from 'joi'; import * as yup from 'yup';",
          'const app = express(); const loose = { abortEarly: false, allowUnknown: true }; const Note = z.object({ title: z.string() }); const Strict = Note.strict();',
          `app.post('/notes', async (req, res) => { ${body.join('\n')} res.end(); });`,
        ].join('\n'),
      },
      rule,
    );
  const stored = (...body: readonly string[]) => lines('design/mass-assignment', ...body).length;

  it('leave whatever callers add in what they give back', () => {
    for (const schema of [
      'Note.passthrough()',
      'Note.loose()',
      'Note.extend({ text: z.string() }).passthrough()',
      'z.looseObject({ title: z.string() })',
      'Note.catchall(z.unknown())',
      'z.record(z.string(), z.unknown())',
      'z.record(z.string())',
      'z.any()',
      'Joi.object({ title: Joi.string() }).unknown(true)',
      'Joi.object({ title: Joi.string() }).options({ allowUnknown: true })',
      'Joi.object({ title: Joi.string() }).prefs(loose)',
      'yup.object({ title: yup.string() })',
    ]) {
      const name = /^Joi|^yup/.test(schema) ? 'validate' : 'parse';
      const kept = name === 'parse' || schema.startsWith('yup') ? 'data' : '{ value: data }';
      deepEqual(
        stored(`const ${kept} = await (${schema}).${name}(req.body);`, 'await Notes.create(data);'),
        1,
        schema,
      );
    }
    deepEqual(
      stored('const read = Note.passthrough().safeParse(req.body);', 'await Notes.create({ ...read.data });'),
      1,
    );
  });

  it('leave them by the options of a call of Joi', () => {
    const ofJoi = 'Joi.object({ title: Joi.string() })';
    for (const asks of [
      `const { error, value: data } = ${ofJoi}.validate(req.body, { allowUnknown: true });`,
      `const data = await ${ofJoi}.validateAsync(req.body, loose);`,
      'const { value: data } = other.validate(req.body, { allowUnknown: true });',
      `const data = Joi.attempt(req.body, ${ofJoi}.unknown());`,
      `const data = Joi.attempt(req.body, ${ofJoi}, { allowUnknown: true });`,
    ])
      deepEqual(stored(asks, 'await Notes.create(data);'), 1, asks);
    for (const asks of [
      `const { value: data } = ${ofJoi}.validate(req.body, { allowUnknown: true, stripUnknown: true });`,
      `const { value: data } = ${ofJoi}.unknown().validate(req.body, { allowUnknown: false });`,
      `const { value: data } = ${ofJoi}.options({ stripUnknown: true }).validate(req.body);`,
      `const { value: data } = ${ofJoi}.unknown().validate(req.body, options);`,
      `const data = Joi.attempt(req.body, ${ofJoi});`,
    ])
      deepEqual(stored(asks, 'await Notes.create(data);'), 0, asks);
  });

  it('leave them by options of another file of the workspace, or that are spread into others', () => {
    const found = (options: string) =>
      linesOf(
        {
          'app.js': `const Joi = require('joi'); const app = require('express')(); const { OPEN, CUT, PLAIN } = require('./options');
const all = require('./options'); const base = { allowUnknown: true }; const note = Joi.object({ title: Joi.string() });
app.post('/notes', async (req, res) => {
  const { value } = note.validate(req.body, ${options});
  await Notes.create(value);
});`,
          'options.js':
            'exports.OPEN = { abortEarly: false, allowUnknown: true }; exports.PLAIN = { abortEarly: false }; exports.CUT = { stripUnknown: true };',
        },
        'design/mass-assignment',
      ).length;
    for (const options of ['OPEN', 'all.OPEN', '{ ...base, abortEarly: false }'])
      deepEqual(found(options), 1, options);
    for (const options of [
      'PLAIN',
      'CUT',
      'all.PLAIN',
      '{ ...base, stripUnknown: true }',
      '{ ...OPEN }',
      'unseen',
    ])
      deepEqual(found(options), 0, options);
  });

  it('take them out of what they give back, and not of the body', () => {
    for (const asks of [
      'const { error } = other.validate(req.body, { allowUnknown: true }); if (error) return res.status(400).end();',
      'Note.parse(req.body);',
      'await Note.parseAsync(req.body);',
      'const read = Note.safeParse(req.body); if (!read.success) return res.status(400).end();',
      'if (!Note.safeParse(req.body).success) return res.status(400).end();',
    ])
      deepEqual(stored(asks, 'await Notes.create(req.body);'), 1, asks);
    deepEqual(stored('const note = Note.parse(req.body);', 'await Notes.create(note);'), 0);
    deepEqual(stored('const { data } = Note.safeParse(req.body);', 'await Notes.create(data);'), 0);
  });

  it('refuse or lack what they do not name, or may', () => {
    for (const asks of [
      'Strict.parse(req.body);',
      'z.strictObject({ title: z.string() }).parse(req.body);',
      'Note.catchall(z.never()).parse(req.body);',
      'Note.passthrough().strict().parse(req.body);',
      "z.record(z.enum(['title', 'text']), z.string()).parse(req.body);",
      'Note.refine(hasNoOther).parse(req.body);',
      'Other.parse(req.body);',
      'req.body = Note.parse(req.body);',
      'const note = Note.parse(req.body); req.body = note;',
      'Joi.assert(req.body, schema); schema.validate(req.body);',
      'Joi.object({ title: Joi.string() }).validate(req.body);',
      'Joi.assert(req.body, Joi.object({ title: Joi.string() }));',
    ])
      deepEqual(stored(asks, 'await Notes.create(req.body);'), 0, asks);
    deepEqual(stored('let body = req.body; body = Note.parse(body);', 'await Notes.create(body);'), 0);
    deepEqual(
      stored(
        'const body = await yup.object({ title: yup.string() }).validate(req.body, { stripUnknown: true });',
        'await Notes.create(body);',
      ),
      0,
    );
  });

  it('check nothing, where they take anything', () => {
    const checked = (asks: string) =>
      lines('input/unvalidated-input', asks, 'await Notes.create({ title: req.body.title });').length;
    deepEqual(checked('z.any().parse(req.body);'), 1);
    deepEqual(checked('z.record(z.string(), z.unknown()).parse(req.body);'), 1);
    deepEqual(checked('Note.passthrough().parse(req.body);'), 0);
    deepEqual(checked('z.record(z.string(), z.string()).parse(req.body);'), 0);
  });

  it('are known where another file writes them', () => {
    const found = (schema: string, body: string, rule = 'design/mass-assignment', names = '{ Wish }') =>
      linesOf(
        {
          'schemas.ts': `import { z } from 'zod'; import Joi from 'joi';\nconst Base = z.object({ title: z.string() });\n${schema}`,
          'app.ts': `import express from 'express'; import ${names} from './schemas.js';\nconst app = express();\napp.post('/notes', async (req, res) => { ${body} res.end(); });`,
        },
        rule,
      ).length;
    const kept = 'await Notes.create(Wish.parse(req.body));';
    deepEqual(found('export const Wish = Base.passthrough();', kept), 1);
    deepEqual(found('export default z.looseObject({ title: z.string() });', kept, undefined, 'Wish'), 1);
    deepEqual(
      found(
        'export const Wish = z.record(z.string(), z.unknown());',
        kept.replace('Wish', 'all.Wish'),
        undefined,
        '* as all',
      ),
      1,
    );
    deepEqual(found('const Wish = Base.partial().loose(); export { Wish };', kept), 1);
    deepEqual(
      found(
        'export const schemas = { wish: Base.passthrough() };',
        'await Notes.create(schemas.wish.parse(req.body));',
        undefined,
        '{ schemas }',
      ),
      1,
    );
    const dropped = 'Wish.parse(req.body); await Notes.create(req.body);';
    deepEqual(found('export const Wish = Base.extend({ text: z.string() });', dropped), 1);
    deepEqual(found('export const Wish = Base;', kept), 0);
    for (const schema of [
      'Base.strict()',
      'Base.refine(hasNoOther)',
      'Joi.object({ title: Joi.string() })',
      'made()',
    ]) {
      deepEqual(found(`export const Wish = ${schema};`, dropped), 0, schema);
      deepEqual(found(`export const Wish = ${schema};`, kept), 0, schema);
    }
    const one = 'Wish.parse(req.body); await Notes.create({ title: req.body.title });';
    deepEqual(found('export const Wish = z.any();', one, 'input/unvalidated-input'), 1);
    deepEqual(found('export const Wish = Base;', one, 'input/unvalidated-input'), 0);
  });

  it('are asked in front of a handler, where what they give back is dropped or lacks nothing', () => {
    const found = (front: string, makes: string, stored = 'req.body') =>
      linesOf(
        {
          'schemas.ts':
            "import { z } from 'zod';\nexport const Wish = z.object({ title: z.string() });\nexport const Open = Wish.passthrough();\nexport const Strict = Wish.strict();",
          'check.ts': `export const check = (schema) => ${makes};`,
          'app.ts': `import express from 'express'; import { Open, Strict, Wish } from './schemas.js'; import { check } from './check.js'; import { celebrate } from 'celebrate';
            const app = express();
            app.post('/notes', ${front}, async (req, res) => { await Notes.create(${stored}); res.end(); });`,
        },
        'design/mass-assignment',
      ).length;
    const drops = [
      '(req, res, next) => { const read = schema.safeParse(req.body); if (!read.success) return res.status(400).end(); next(); }',
      'async (req, res, next) => { try { await schema.parseAsync(req.body); next(); } catch (error) { res.status(400).end(); } }',
      'function (req, res, next) { const { error } = schema.validate(req.body); if (error) return res.status(422).end(); return next(); }',
    ];
    const puts = [
      '(req, res, next) => { const read = schema.safeParse(req.body); if (!read.success) return res.status(400).end(); req.body = read.data; next(); }',
      '(req, res, next) => { const read = schema.safeParse(req.body); if (!read.success) return res.status(400).end(); Object.assign(req, { body: read.data }); next(); }',
      "(req, res, next) => { const read = schema.safeParse(req.body); if (!read.success) return res.status(400).end(); req['body'] = read.data; next(); }",
    ];
    const taking = (options: string, puts = '') =>
      `(req, res, next) => { const { error, value } = schema.validate(req.body, ${options}); if (error) return res.status(422).end(); ${puts} next(); }`;
    deepEqual(found('check(Other)', taking('{ allowUnknown: true }')), 1);
    deepEqual(found('check(Other)', taking('{ stripUnknown: true }')), 1);
    deepEqual(found('check(Other)', taking('{ allowUnknown: true }', 'req.body = value;')), 1);
    deepEqual(found('check(Open)', taking('{ stripUnknown: true }', 'req.body = value;')), 0);
    for (const makes of drops) {
      deepEqual(found('check(Wish)', makes), 1, makes);
      deepEqual(found('[check(Wish)]', makes), 1, makes);
      deepEqual(found('check(Strict)', makes), 0, makes);
      deepEqual(found('check(Other)', makes), 0, makes);
      deepEqual(found('check(Wish), celebrate({ body: other })', makes), 0, makes);
      deepEqual(found('check(Wish)', makes, '{ title: req.body.title }'), 0, makes);
    }
    for (const makes of puts) {
      deepEqual(found('check(Open)', makes), 1, makes);
      deepEqual(found('check(Wish)', makes), 0, makes);
    }
  });
});
