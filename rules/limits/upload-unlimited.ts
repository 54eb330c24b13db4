import { defineRule, type FixOffer } from '../../server/core/rule/rule.js';
import type { ValueView } from '../../server/core/rule/views.js';
import { addOption } from '../auth/option-text.js';
import { READERS, unlimitedIn } from './body-parsers.js';

export default defineRule({
  id: 'limits/upload-unlimited',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['input-limits', 'limits-everywhere'],
  standards: ['API4:2023', 'CWE-770', 'CWE-434'],
  title: 'Files or bodies of any size are taken',
  why: `
    What reads a request without end holds it in memory or fills the disk: one
    caller with one large file stops the service for all. Say how large a file
    and a body may be; what is larger is then refused while it is read.`,
  absence: true,
  callees: READERS,
  messages: {
    file: 'Nothing says how large a file may be: one upload can fill the memory or the disk.',
    body: 'A body may be {size}, and is held and parsed as a whole: a few callers fill the memory.',
    endless: 'What is read here has no end: one request can fill the memory or the disk.',
  },
  fixes: {
    limit: { title: 'Take files of 5 MB at most', safety: 'review' },
  },
  examples: [
    {
      language: 'javascript',
      bad: `
        const multer = require('multer');
        const upload = multer({ dest: 'uploads/' });
        //             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Nothing says how large a file may be: one upload can fill the memory or the disk.

        app.post('/photos', upload.single('photo'), (req, res) => res.json(req.file.filename));`,
      fixed: `
        const multer = require('multer');
        const upload = multer({ limits: { fileSize: 5 * 1024 * 1024 }, dest: 'uploads/' });

        app.post('/photos', upload.single('photo'), (req, res) => res.json(req.file.filename));`,
      good: `
        const multer = require('multer');
        const config = require('./config');

        const storage = multer.diskStorage({ destination: 'uploads/' });
        const upload = multer({ storage, limits: { fileSize: 5 * 1024 * 1024 } });
        const other = multer({ storage, limits: config.limits });
        const third = multer(config.uploads);
        const fourth = multer({ ...config.uploads, storage });
        const fifth = multer({ storage, limits: { fileSize: config.largest } });
        app.post('/photos', upload.single('photo'), (req, res) => res.json(req.file.filename));`,
    },
    {
      language: 'typescript',
      bad: `
        import multer from 'multer';
        import fileUpload from 'express-fileupload';

        const upload = multer();
        //             ^^^^^^^^
        const other = multer({
          storage: multer.memoryStorage(),
          limits: { files: 1 },
          //      ^^^^^^^^^^^^
        });
        app.use(fileUpload({ useTempFiles: true }));
        //      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        app.post('/photos', upload.single('photo'), save);`,
      good: `
        import multer from 'multer';
        import fileUpload from 'express-fileupload';

        app.use(fileUpload({ limits: { fileSize: 1024 * 1024 } }));
        app.post('/forms', multer().none(), save);
        var images = multer();
        var images = multer({ limits: { fileSize: LARGEST } });
        app.post('/images', images.single('image'), save);`,
    },
    {
      language: 'javascript',
      bad: `
        const express = require('express');
        const bodyParser = require('body-parser');
        const busboy = require('busboy');

        const app = express();
        app.use(express.json({ limit: '500mb' }));
        //                            ^^^^^^^ A body may be 500mb, and is held and parsed as a whole: a few callers fill the memory.
        app.use(bodyParser.urlencoded({ extended: true, limit: Infinity }));
        //                                                     ^^^^^^^^ What is read here has no end: one request can fill the memory or the disk.
        app.use(bodyParser.json({ limit: 50 * 1024 * 1024 }));
        //                               ^^^^^^^^^^^^^^^^
        app.post('/files', (req, res) => {
          const parser = busboy({ headers: req.headers });
          //             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          req.pipe(parser);
        });`,
      good: `
        const express = require('express');
        const bodyParser = require('body-parser');
        const busboy = require('busboy');
        const formidable = require('formidable');

        const app = express();
        app.use(express.json());
        app.use(express.json({ limit: '10mb' }));
        app.use(express.urlencoded({ limit: process.env.LIMIT }));
        app.use('/files', bodyParser.raw({ limit: '50mb', type: 'application/pdf' }));
        app.post('/files', (req, res) => {
          const parser = busboy({ headers: req.headers, limits: { fileSize: 1e7 } });
          req.pipe(parser);
        });
        app.post('/streams', (req, res) => {
          const parser = busboy({ headers: req.headers });
          parser.on('file', (name, file) => file.on('data', (part) => count(part) > MOST && file.destroy()));
          req.pipe(parser);
        });
        app.post('/photos', (req, res) => formidable({ multiples: true }).parse(req, done(res)));`,
    },
    {
      language: 'python',
      bad: `
        from fastapi import FastAPI, HTTPException, UploadFile
        from slowapi import Limiter
        app = FastAPI()
        limiter = Limiter(key_func=address)
        @app.post("/photos")
        async def keep(photo: UploadFile):
            if photo.content_type not in {"image/png", "image/jpeg"}:
                raise HTTPException(status_code=415)
            await photos.add(await photo.read())
            #                      ^^^^^^^^^^^^ Nothing says how large a file may be: one upload can fill the memory or the disk.
        @app.put("/photos")
        @limiter.limit("5/minute")
        async def replace(photo: UploadFile, label: Annotated[str, Form(max_length=50)]):
            await photos.put(label, await photo.read())
            #                             ^^^^^^^^^^^^`,
      good: `
        from fastapi import FastAPI, HTTPException, UploadFile
        app = FastAPI()
        @app.put("/photos")
        async def replace(photo: UploadFile, label: Annotated[str, Form(max_length=50)]):
            await photos.put(label, await photo.read(settings.limit))
        @app.post("/photos")
        async def keep(photo: UploadFile):
            if photo.size is None or photo.size > LARGEST:
                raise HTTPException(status_code=413)
            await photos.add(await photo.read())
        @app.post("/scans")
        async def measured(scan: UploadFile):
            while piece := await scan.read(65536):
                await scans.add(piece)`,
    },
    {
      language: 'python',
      bad: `
        from fastapi import FastAPI, UploadFile
        app = FastAPI()
        @app.post("/photos")
        async def keep(photos: list[UploadFile]):
            for photo in photos:
                await kept.add(await photo.read())
                #                    ^^^^^^^^^^^^ Nothing says how large a file may be: one upload can fill the memory or the disk.
        @app.put("/photo")
        async def replace(photo: UploadFile | None = None):
            await kept.add(await photo.read())
            #                    ^^^^^^^^^^^^ Nothing says how large a file may be: one upload can fill the memory or the disk.`,
      good: `
        from fastapi import FastAPI, UploadFile
        app = FastAPI()
        @app.post("/photos")
        async def keep(photos: list[UploadFile]):
            for photo in photos:
                await kept.add(await photo.read(LARGEST))
        @app.put("/scans")
        async def replace(scans: list[UploadFile]):
            await check(scans)
            await kept.add([await scan.read() for scan in scans])`,
    },
  ],

  check: {
    call(call, { report }) {
      if (call.inTest) return;
      const found = unlimitedIn(call);
      if (found === undefined) return;
      const { at, is, options, size = '' } = found;
      const fixes = fixesOf(options, at === options);
      report({ at, message: is, stated: is !== 'file', data: { size }, fixes });
    },
  },
});

/** Into options that stand here; `inLimits`: they are the limits themselves. */
function fixesOf(options: ValueView | undefined, inLimits: boolean): readonly FixOffer[] {
  const size = 'fileSize: 5 * 1024 * 1024';
  const added = addOption(options, inLimits ? size : `limits: { ${size} }`);
  return added === undefined ? [] : [{ fix: 'limit', changes: () => added }];
}
