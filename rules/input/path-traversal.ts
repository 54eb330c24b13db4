import { defineRule, type FixOffer } from '../../server/core/rule/rule.js';
import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { shorten } from '../../server/core/words/text.js';
import { isAskedElsewhere, isConfined, isFile, leads, pathsOf } from './file-calls.js';

export default defineRule({
  id: 'input/path-traversal',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['input-injection', 'input-validate'],
  standards: ['API8:2023', 'CWE-22'],
  title: 'File chosen by request data',
  why: `
    "../" in a name leads out of the folder that was meant, and joining paths does
    not stop it: a caller reads keys and configuration, or writes over code. Take
    the last part of the name alone, or resolve the path and see that it still
    lies in the folder.`,
  callees: [
    ...['readFile', 'readFileSync', 'createReadStream', 'createWriteStream', 'writeFile', 'writeFileSync'],
    ...['appendFile', 'appendFileSync', 'unlink', 'unlinkSync', 'rm', 'rmSync', 'rmdir', 'readdir'],
    ...['readdirSync', 'sendFile', 'download', 'copyFile', 'rename', 'rimraf', 'open', 'openSync'],
    ...['outputFile', 'readJson', 'FileResponse', 'remove', 'rmtree', 'copyfile', 'copy', 'read_text'],
    ...['read_bytes', 'write_text', 'write_bytes', 'send_file', 'new FileInputStream'],
    ...['new FileOutputStream', 'new FileReader', 'new FileWriter', 'new FileSystemResource'],
    ...['new UrlResource', 'readAllBytes', 'readString', 'newInputStream', 'newBufferedReader', 'delete'],
    ...['deleteIfExists', 'write', 'transferTo', 'copyInputStreamToFile', 'writeByteArrayToFile'],
    ...['readFileToByteArray'],
  ],
  messages: { path: '{value} comes from the caller and decides which file this is: "../" leads anywhere.' },
  fixes: { last: { title: 'Take the last part of the name alone', safety: 'review' } },
  examples: [
    {
      language: 'javascript',
      bad: `
        const fs = require('fs');
        const path = require('path');

        app.get('/files/:name', (req, res) => {
          fs.createReadStream(path.join(FOLDER, req.params.name)).pipe(res);
          //                                    ^^^^^^^^^^^^^^^ req.params.name comes from the caller and decides which file this is: "../" leads anywhere.
        });`,
      fixed: `
        const fs = require('fs');
        const path = require('path');

        app.get('/files/:name', (req, res) => {
          fs.createReadStream(path.join(FOLDER, path.basename(req.params.name))).pipe(res);
        });`,
      good: `
        const fs = require('fs');
        const path = require('path');

        app.get('/files/:name', (req, res) => {
          const file = path.resolve(FOLDER, req.params.name);
          if (!file.startsWith(FOLDER + path.sep)) return res.status(404).end();
          fs.createReadStream(file).pipe(res);
        });
        app.get('/public/:name', (req, res) => res.sendFile(req.params.name, { root: FOLDER }));
        app.post('/avatars', upload.single('avatar'), (req, res) => fs.unlink(req.file.path, () => res.end()));`,
    },
    {
      language: 'typescript',
      bad: `
        import { readFile } from 'node:fs/promises';

        router.get('/reports', async (req: Request, res: Response) => {
          const file = \`./reports/\${req.query.name}.pdf\`;
          //                        ^^^^^^^^^^^^^^ req.query.name comes from the caller and decides which file this is: "../" leads anywhere.
          res.send(await readFile(file));
        });`,
      good: `
        import fs from 'node:fs';
        import { open } from 'node:fs/promises';

        router.put('/motd', async (req: Request, res: Response) => {
          const handle = await open('/srv/motd.txt', 'w');
          await handle.writeFile(req.body.text, 'utf8');
          this.log = await open('/srv/log.txt', 'a');
          await this.log.appendFile(req.body.text);
          const copy = fs.createWriteStream('/srv/copy.txt');
          copy.write(req.body.text);
        });`,
    },
    {
      language: 'python',
      bad: `
        import os
        from pathlib import Path
        from fastapi import APIRouter
        from fastapi.responses import FileResponse

        router = APIRouter()

        @router.get("/files")
        def show(name: str):
            with open(os.path.join(FOLDER, name)) as file:
                #                          ^^^^ name comes from the caller and decides which file this is: "../" leads anywhere.
                text = file.read()
            return FileResponse(FOLDER / name)
            #                            ^^^^

        @router.get("/download")
        def download(name: str):
            full = os.path.join(FOLDER, name)
            #                           ^^^^
            return FileResponse(full, filename=os.path.basename(full))

        @router.put("/notes")
        def keep(name: str, text: str):
            target = Path(FOLDER) / "notes" / name
            #                                 ^^^^
            with target.open("w") as out:
                out.write(text)
            (Path(FOLDER) / name).unlink()
            #               ^^^^`,
      good: `
        import os
        import tempfile
        import aiofiles
        from fastapi import APIRouter

        router = APIRouter()

        @router.post("/files")
        async def keep(file: UploadFile):
            ext = file.filename.split(".")[-1]
            open(f"{FOLDER}/{uuid4()}.{ext}", "wb").write(await file.read())
            open(f"{FOLDER}/{uuid4()}{Path(file.filename).suffix}", "wb").write(await file.read())

        @router.get("/files")
        def show(name: str, number: int, size: Annotated[str, Query(pattern="^(small|large)$")]):
            open(f"{FOLDER}/{number}-{size}.txt")
            return open(os.path.join(FOLDER, os.path.basename(name))).read()

        @router.delete("/files")
        def drop(name: str):
            (FOLDER / Path(name).name).unlink()
            archive.open(name)

        @router.put("/notes")
        def note(name: str, text: str):
            target = (FOLDER / name).resolve()
            if not target.is_relative_to(FOLDER):
                raise HTTPException(404)
            with target.open("w") as out:
                out.write(text)

        @router.put("/motd")
        async def today(file: UploadFile, text: str):
            async with aiofiles.open("/srv/picture", "wb") as out:
                while chunk := await file.read(65536):
                    await out.write(chunk)
            number, temporary = tempfile.mkstemp()
            os.write(number, text)
            with os.fdopen(number, "w") as opened:
                opened.write(text)`,
    },
    {
      language: 'java',
      bad: `
        @RestController
        class Files {
          @GetMapping("/files")
          byte[] show(@RequestParam String name) throws IOException {
            return new FileInputStream(new File(FOLDER, name)).readAllBytes();
            //                                          ^^^^ name comes from the caller and decides which file this is: "../" leads anywhere.
          }

          @GetMapping("/pages")
          byte[] page(@RequestParam String name) throws IOException {
            return java.nio.file.Files.readAllBytes(java.nio.file.Paths.get("/pages/" + name));
            //                                                                          ^^^^ name comes from the caller and decides which file this is: "../" leads anywhere.
          }

          @PostMapping("/files")
          void keep(@RequestParam MultipartFile file) throws IOException {
            Files.copy(file.getInputStream(), FOLDER.resolve(file.getOriginalFilename()));
            //                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^ file.getOriginalFil… comes from the caller and decides which file this is: "../" leads anywhere.
            file.transferTo(new File(FOLDER + "/" + file.getOriginalFilename()));
            //                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^
            FileCopyUtils.copy(file.getBytes(), new File(FOLDER, Objects.requireNonNull(file.getOriginalFilename())));
            //                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          }

          @GetMapping("/reports")
          Resource report(@RequestParam String name) throws IOException {
            return new UrlResource(FOLDER.resolve(name).toUri());
            //                                    ^^^^
          }
        }`,
      good: `
        @RestController
        class Files {
          @PostMapping("/files")
          void keep(@RequestParam MultipartFile file) throws IOException {
            Files.copy(file.getInputStream(), FOLDER.resolve(UUID.randomUUID() + ".png"));
            try (InputStream content = file.getInputStream()) {
              Files.copy(content, FOLDER.resolve("latest"));
            }
            Files.copy(new ByteArrayInputStream(file.getBytes()), FOLDER.resolve("first"));
          }

          @PostMapping("/documents")
          void document(@RequestParam MultipartFile file) throws IOException {
            String name = StringUtils.cleanPath(file.getOriginalFilename());
            if (name.contains("..")) throw new IllegalArgumentException();
            Files.copy(file.getInputStream(), FOLDER.resolve(name));
          }

          @PostMapping("/pictures")
          void picture(@RequestParam MultipartFile file) throws IOException {
            Path target = FOLDER.resolve(Paths.get(file.getOriginalFilename())).normalize();
            if (!target.getParent().equals(FOLDER)) throw new IllegalArgumentException();
            Files.copy(file.getInputStream(), target);
          }
        }`,
    },
    {
      language: 'javascript',
      good: `
        const path = require('node:path');
        const app = require('express')();
        app.get('/files', (req, res) => {
          const full = path.resolve(ROOT, req.query.name);
          if (full.indexOf(ROOT) !== 0) return res.sendStatus(403);
          res.sendFile(full);
        });`,
    },
  ],

  check: {
    call(call, { report, holds, unknown }) {
      if (call.inTest || !isFile(call)) return;
      const value = pathsOf(call)
        .flatMap((path) => path.parts.filter((_, i) => leads(path.parts, i, call)))
        .find((part) => part.origin === 'request');
      if (value === undefined) return;
      if (isConfined(call, value)) return holds(value);
      if (isAskedElsewhere(call, value)) return unknown(value);
      report({
        at: value,
        message: 'path',
        data: { value: shorten(value.text, 20) },
        fixes: fixesOf(value, call),
      });
    },
  },
});

/** Only where the value stands in the call, and the module that does it is there. */
function fixesOf(value: ValueView, call: CallView): readonly FixOffer[] {
  const inside = value.start >= call.node.start && value.end <= call.node.end;
  const cuts = call.language === 'python' ? 'os.path' : 'path';
  const there = call.arguments[0]?.text.startsWith(`${cuts}.`) === true;
  if (!inside || !there) return [];
  return [{ fix: 'last', changes: () => [{ text: value, by: `${cuts}.basename(${value.text})` }] }];
}
