import { defineRule } from '../../server/core/rule/rule.js';
import { isSignInPath } from '../../server/core/words/public-paths.js';
import { shorten } from '../../server/core/words/text.js';
import { isWriting, routeName } from '../auth/endpoints.js';
import { askResult, checkBody } from './body-checks.js';
import { takeModel } from './body-model.js';
import { bodyIn, isHidden, isUsed, storesWhole, validationsOf } from './body-uses.js';
import { checkUnasked } from './valid-annotation.js';

/** A field that is taken out of a body under another name, or with a default. */
const TAKEN = /^(['"]?[\w$-]+['"]?)\s*[:=](?![=>])/;
export default defineRule({
  id: 'input/unvalidated-input',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['input-validate'],
  standards: ['API8:2023', 'CWE-20'],
  title: 'Request body used without a check',
  why: `
    A caller sends what they like: an object where a text is expected, a million
    characters, a negative amount, nothing at all. What no schema checks reaches
    the database and every function behind it. Check type, length and form once,
    where the request comes in, and refuse the rest with 400.`,
  absence: true,
  messages: {
    unchecked: '{route} uses {value} as it was sent: nothing checks its type, length or form.',
    unread: '{route} never asks what `{chain}` found: without `validationResult` nothing is refused.',
    unasked: '{route} never checks what the fields of this body may hold: `@Valid` is missing.',
  },
  fixes: {
    schema: { title: 'Accept {fields} only as texts of at most 1000 characters, with zod', safety: 'review' },
    check: { title: 'Accept {fields} only as texts of at most 1000 characters', safety: 'review' },
    model: {
      title: 'Accept {fields} only as texts of at most 1000 characters, by a model',
      safety: 'review',
    },
    result: { title: 'Refuse the request where `validationResult` has found something', safety: 'review' },
    valid: { title: 'Ask for what its class says with `@Valid`', safety: 'review' },
  },
  examples: [
    {
      language: 'javascript',
      bad: `
        const express = require('express');
        const app = express();

        app.post('/comments', signedIn, async (req, res) => {
          const comment = await Comment.create({ text: req.body.text, authorId: req.user.id });
          //                                           ^^^^^^^^^^^^^ POST /comments uses req.body.text as it was sent: nothing checks its type, length or form.
          res.status(201).json(comment);
        });
        function signedIn(req, res, next) {
          if (!req.user) return res.status(401).end();
          next();
        }`,
      fixed: `
        const express = require('express');
        const app = express();

        app.post('/comments', signedIn, async (req, res) => {
          if (typeof req.body.text !== 'string' || req.body.text.length > 1000) return res.status(400).end();
          const comment = await Comment.create({ text: req.body.text, authorId: req.user.id });
          res.status(201).json(comment);
        });
        function signedIn(req, res, next) {
          if (!req.user) return res.status(401).end();
          next();
        }`,
      good: `
        const express = require('express');
        const { body, matchedData, validationResult } = require('express-validator');
        const app = express();

        app.post('/comments', body('text').isString().isLength({ max: 1000 }), async (req, res) => {
          if (!validationResult(req).isEmpty()) return res.status(400).end();
          res.json(await Comment.create({ text: req.body.text }));
        });
        app.post('/replies', [body('text').isString(), refuse], async (req, res) => {
          res.json(await Comment.create({ text: req.body.text }));
        });
        app.post('/answers', body('text').isString(), elsewhere(), async (req, res) => {
          res.json(await Comment.create({ text: req.body.text }));
        });
        app.post('/texts', body('text').isString(), async (req, res) => {
          res.json(await Comment.create({ author: req.body.author, ...matchedData(req) }));
        });
        function refuse(req, res, next) {
          const found = validationResult(req);
          return found.isEmpty() ? next() : res.status(400).json({ errors: found.array() });
        }
        app.post('/notes', async (req, res) => {
          const { text } = req.body;
          if (typeof text !== 'string' || text.length > 1000) return res.status(400).end();
          res.json(await Note.create({ text }));
        });
        app.post('/tasks', async (req, res) => res.json(await tasks.start(req.body)));`,
    },
    {
      language: 'typescript',
      bad: `
        import express from 'express';
        import { db } from './database.js';

        const app = express();
        app.put('/notes/:id', async (req, res) => {
          const { title = '', text } = req.body;
          //      ^^^^^^^^^^ PUT /notes/:id uses title as it was sent: nothing checks its type, length or form.
          await db.query('update notes set title = $1, text = $2 where id = $3', [title, text, req.params.id]);
          res.end();
        });
        app.post('/tags', async (req, res) => {
          res.json(await client.tag.create({ data: { name: req.body.name } }));
          //                                               ^^^^^^^^^^^^^ POST /tags uses req.body.name as it was sent: nothing checks its type, length or form.
        });`,
      fixed: `
        import express from 'express';
        import { db } from './database.js';

        const app = express();
        app.put('/notes/:id', async (req, res) => {
          if ([req.body.title, req.body.text].some((value) => typeof value !== 'string' || value.length > 1000)) {
            res.status(400).end();
            return;
          }
          const { title = '', text } = req.body;
          await db.query('update notes set title = $1, text = $2 where id = $3', [title, text, req.params.id]);
          res.end();
        });
        app.post('/tags', async (req, res) => {
          if (typeof req.body.name !== 'string' || req.body.name.length > 1000) {
            res.status(400).end();
            return;
          }
          res.json(await client.tag.create({ data: { name: req.body.name } }));
        });`,
      good: `
        import express from 'express';
        import { z } from 'zod';
        import { db } from './database.js';

        const Note = z.object({ title: z.string().max(100), text: z.string().max(10000) });
        const app = express();
        app.put('/notes/:id', async (req, res) => {
          const { title, text } = Note.parse(req.body);
          await db.query('update notes set title = $1, text = $2 where id = $3', [title, text, req.params.id]);
          res.end();
        });`,
    },
    {
      language: 'typescript',
      bad: `
        import express from 'express';
        import { z } from 'zod';

        const app = express();
        app.put('/titles/:id', async (req, res) => {
          try {
            await titles.updateOne({ _id: req.params.id }, { title: req.body.title.trim() });
            //                                                      ^^^^^^^^^^^^^^^^^^^^^ PUT /titles/:id uses req.body.title.trim() as it was sent: nothing checks its type, length or form.
          } catch (error) {
            res.status(500).end();
          }
        });`,
      fixed: `
        import express from 'express';
        import { z } from 'zod';

        const app = express();
        app.put('/titles/:id', async (req, res) => {
          if (!z.object({ title: z.string().max(1000) }).safeParse(req.body).success) {
            res.status(400).end();
            return;
          }
          try {
            await titles.updateOne({ _id: req.params.id }, { title: req.body.title.trim() });
          } catch (error) {
            res.status(500).end();
          }
        });`,
    },
    {
      language: 'python',
      bad: `
        from fastapi import FastAPI, Request

        app = FastAPI()

        @app.post("/notes")
        async def create(request: Request):
            sent = await request.json()
            #            ^^^^^^^^^^^^^^ POST /notes uses request.json() as it was sent: nothing checks its type, length or form.
            await notes.insert_one({"text": sent["text"]})
            return {}`,
      fixed: `
        from fastapi import FastAPI, Request
        from pydantic import BaseModel, Field

        app = FastAPI()

        class CreateBody(BaseModel):
            text: str = Field(max_length=1000)


        @app.post("/notes")
        async def create(sent: CreateBody):
            await notes.insert_one({"text": sent.text})
            return {}`,
      good: `
        from fastapi import FastAPI
        from pydantic import BaseModel, Field

        app = FastAPI()

        class Note(BaseModel):
            text: str = Field(max_length=1000)

        @app.post("/notes")
        async def create(note: Note):
            await notes.insert_one({"text": note.text})
            return {}`,
    },
    {
      language: 'javascript',
      bad: `
        const express = require('express');
        const { body } = require('express-validator');
        const app = express();

        app.post('/comments', body('text').isString().isLength({ max: 1000 }), async (req, res) => {
          res.json(await Comment.create({ text: req.body.text }));
          //                                    ^^^^^^^^^^^^^ POST /comments never asks what \`body\` found: without \`validationResult\` nothing is refused.
        });`,
      fixed: `
        const express = require('express');
        const { body } = require('express-validator');
        const { validationResult } = require('express-validator');
        const app = express();

        app.post('/comments', body('text').isString().isLength({ max: 1000 }), async (req, res) => {
          if (!validationResult(req).isEmpty()) return res.status(400).end();
          res.json(await Comment.create({ text: req.body.text }));
        });`,
    },
    {
      language: 'java',
      bad: `
        import jakarta.validation.constraints.NotBlank;
        import org.springframework.web.bind.annotation.*;

        @RestController
        class Notes {
          @PostMapping("/notes")
          Note create(@RequestBody NewNote sent) { return notes.create(sent.title(), sent.text()); }
          //          ^^^^^^^^^^^^^^^^^^^^^^^^^ POST /notes never checks what the fields of this body may hold: \`@Valid\` is missing.
        }

        record NewNote(@NotBlank String title, String text) {}`,
      fixed: `
        import jakarta.validation.Valid;
        import jakarta.validation.constraints.NotBlank;
        import org.springframework.web.bind.annotation.*;

        @RestController
        class Notes {
          @PostMapping("/notes")
          Note create(@Valid @RequestBody NewNote sent) { return notes.create(sent.title(), sent.text()); }
        }

        record NewNote(@NotBlank String title, String text) {}`,
    },
  ],

  check: {
    handling(handling, context) {
      const { report, holds, unknown } = context;
      const input = bodyIn(handling);
      const writing = handling.endpoints.filter((one) => isWriting(one) && !isSignInPath(one.path));
      const [endpoint] = writing;
      if (endpoint !== undefined) checkUnasked(handling, routeName(endpoint), context);
      if (input === undefined || endpoint === undefined || handling.passesOn) return;
      const checks = writing.flatMap(validationsOf);
      if (checks.some(({ lax }) => !lax)) return holds(input);
      if (handling.validations.length > 0) return;
      if (writing.some((one) => isHidden(one, handling))) return unknown(input);
      const [chain] = checks;
      if (chain !== undefined) {
        const data = { route: routeName(endpoint), chain: shorten(chain.name, 20) };
        return report({ at: input, message: 'unread', data, fixes: askResult(handling, input) });
      }
      // A body that is stored whole is a fault of its own.
      if (!isUsed(handling) || storesWhole(handling)) return;
      const value = shorten(TAKEN.exec(input.text)?.[1] ?? input.text, 30);
      const data = { route: routeName(endpoint), value };
      const fixes = [...checkBody(handling), ...takeModel(handling)];
      report({ at: input, message: 'unchecked', data, fixes });
    },
  },
});
