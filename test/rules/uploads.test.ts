import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

function lines(name: string, text: string): readonly string[] {
  return linesOf({ [name]: text }, 'input/path-traversal');
}

describe('a file that FastAPI was sent', () => {
  before(prepare);

  it('is read whatever its size, unless something may have measured it', () => {
    const found = (params: string, body: string, mark = '') => {
      const lines = body.split('; ').map((line) => `    ${line}`);
      const head = `from fastapi import Depends, FastAPI, File, UploadFile
app = FastAPI()
@app.post("/scans"${mark})
async def keep(${params}):
`;
      return linesOf({ 'main.py': head + lines.join('\n') }, 'limits/upload-unlimited');
    };
    for (const [params, body] of [
      ['scan: UploadFile', 'data = await scan.read(); return {"size": len(data)}'],
      ['scan: UploadFile = File(...)', 'shutil.copyfileobj(scan.file, out)'],
      ['scan: Annotated[UploadFile, File()]', 'return parse(scan.file.read())'],
    ] as const)
      deepEqual(found(params, body), ['main.py:5'], body);
    for (const [params, body] of [
      ['scan: UploadFile', 'data = await scan.read(); assert len(data) < MOST'],
      ['scan: UploadFile', 'await measured(scan); data = await scan.read()'],
      ['scan: UploadFile = Depends(measured)', 'data = await scan.read()'],
      ['scan: UploadFile', 'data = await scan.read(MAX_BYTES)'],
      ['scan: UploadFile, content_length: int = Header()', 'data = await scan.read()'],
      ['scan: Path', 'data = scan.read()'],
    ] as const)
      deepEqual(found(params, body), [], `${params} ${body}`);
    const limited = ', dependencies=[Depends(max_size)]';
    deepEqual(found('scan: UploadFile', 'data = await scan.read()', limited), []);
  });
});

describe('the name that a caller gave a file', () => {
  before(prepare);

  const java = (body: string) => `import org.springframework.web.bind.annotation.*;
@RestController
class Scans {
  private static final Path FOLDER = Path.of("/srv/scans");
  @PostMapping("/scans")
  String keep(@RequestParam MultipartFile file) throws IOException {
${body}
  }
}`;

  it('decides where it is written in Java', () => {
    for (const body of [
      'Path at = FOLDER.resolve(file.getOriginalFilename()); file.transferTo(at); return at.getFileName().toString();',
      'File at = new File("/srv/scans", file.getOriginalFilename()); file.transferTo(at); return at.getName();',
      'Path at = Paths.get("/srv/scans", file.getOriginalFilename()); Files.write(at, file.getBytes()); return "";',
      'Path at = Path.of("/srv/scans").resolve(file.getOriginalFilename()); Files.copy(file.getInputStream(), at); return "";',
      'String name = file.getOriginalFilename(); Files.copy(file.getInputStream(), FOLDER.resolve(name)); return name;',
      'new FileOutputStream("/srv/scans/" + file.getOriginalFilename()).write(file.getBytes()); return "";',
    ])
      deepEqual(lines('Scans.java', java(body)), ['Scans.java:7'], body);
  });

  it('decides nothing of it in Java where only its last part counts', () => {
    for (const body of [
      'Path at = FOLDER.resolve(Path.of(file.getOriginalFilename()).getFileName()); file.transferTo(at); return "";',
      'Path at = FOLDER.resolve(file.getOriginalFilename()).normalize(); if (!at.startsWith(FOLDER)) throw new Bad(); file.transferTo(at); return "";',
      'Path at = FOLDER.resolve(UUID.randomUUID() + ".png"); file.transferTo(at); return file.getOriginalFilename();',
      'String name = FilenameUtils.getName(file.getOriginalFilename()); file.transferTo(FOLDER.resolve(name)); return "";',
    ])
      deepEqual(lines('Scans.java', java(body)), [], body);
  });

  const python = (body: string) => `import os, shutil, aiofiles
from pathlib import Path
from fastapi import APIRouter, UploadFile

router = APIRouter()
FOLDER = Path("/srv/scans")

@router.post("/scans")
async def keep(file: UploadFile):
${body
  .split('; ')
  .map((line) => `    ${line}`)
  .join('\n')}`;

  it('decides where it is written in Python', () => {
    for (const body of [
      'open(f"/srv/scans/{file.filename}", "wb").write(await file.read())',
      'open(os.path.join(FOLDER, file.filename), "wb").write(await file.read())',
      '(FOLDER / file.filename).write_bytes(await file.read())',
      'out = await aiofiles.open(FOLDER / file.filename, "wb")',
      'Path("/srv/scans", file.filename).write_bytes(await file.read())',
      'FOLDER.joinpath(file.filename).write_bytes(await file.read())',
    ])
      deepEqual(lines('app.py', python(body)), ['app.py:10'], body);
    deepEqual(
      lines('app.py', python('at = FOLDER / file.filename; shutil.copyfileobj(file.file, at.open("wb"))')),
      ['app.py:10'],
    );
  });

  it('decides nothing of it in Python where only its last part counts', () => {
    for (const body of [
      '(FOLDER / Path(file.filename).name).write_bytes(await file.read())',
      'open(os.path.join(FOLDER, os.path.basename(file.filename)), "wb")',
      'open(FOLDER / f"{uuid4()}.png", "wb").write(await file.read())',
    ])
      deepEqual(lines('app.py', python(body)), [], body);
  });
});
