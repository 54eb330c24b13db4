import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

const MODELS = `import re
from typing import Annotated
from pydantic import BaseModel, Field, HttpUrl, StringConstraints, constr, field_validator
Name = Annotated[str, StringConstraints(pattern=r"^[a-z]+$")]
class Job(BaseModel):
    a: str = Field(..., max_length=9, pattern=r"^[a-z0-9.]+$")
    b: Annotated[str, StringConstraints(pattern=r"^[a-z]+$")]
    c: constr(regex="^[a-z]+$") | None = None
    d: str = Field(pattern=HOST_NAME)
    e: str
    f: str = Field(max_length=9)
    g: str = Field(pattern="^.*$")
    h: str = Field(pattern="[a-z]+")
    i: str
    @field_validator("e")
    def check(cls, value):
        if not re.fullmatch("[a-z]+", value):
            raise ValueError("name")
        return value
    @field_validator("i")
    def cut(cls, value):
        return value.strip()`;
const FIELDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
const HANDLERS = FIELDS.map(
  (name) => `
@app.post("/${name}")
def run_${name}(job: Job): return subprocess.check_output(f"dig {job.${name}}", shell=True)`,
);
const HEAD = 'import subprocess\nfrom fastapi import FastAPI\napp = FastAPI()';

/** Fields that reach a shell and are found there. */
function found(lines: readonly string[], file: string, text: string): readonly string[] {
  const all = text.split('\n');
  return lines.flatMap((one) => {
    const [at, line] = one.split(':');
    return at === file ? (/job\.(\w)/.exec(all[Number(line) - 1] ?? '')?.[1] ?? '?') : [];
  });
}

describe('a field of a body', () => {
  before(prepare);

  it('leaves no room for a command where its model holds it to a pattern', () => {
    const together = [HEAD, MODELS, '    j: Name', ...HANDLERS].join('\n');
    const lines = linesOf({ 'main.py': together }, 'input/command-injection');
    deepEqual(found(lines, 'main.py', together), ['f', 'g', 'h', 'i']);
  });

  it('is known from a model in another file', () => {
    const main = [HEAD, 'from models import Job', ...HANDLERS.slice(0, 9)].join('\n');
    const lines = linesOf({ 'main.py': main, 'models.py': MODELS }, 'input/command-injection');
    deepEqual(found(lines, 'main.py', main), ['f', 'g', 'h', 'i']);
  });

  it('is held by an annotation of Java', () => {
    const java = `
      import org.springframework.web.bind.annotation.*;
      @RestController
      class Jobs {
        record Job(@Pattern(regexp = "[a-z.]+") String host, @Size(max = 9) String note, @Pattern(regexp = ".*") String text) {}
        @PostMapping("/a") void a(@Valid @RequestBody Job job) throws IOException { new ProcessBuilder("sh", "-c", "ping " + job.host()).start(); }
        @PostMapping("/b") void b(@Valid @RequestBody Job job) throws IOException { new ProcessBuilder("sh", "-c", "dig " + job.note()).start(); }
        @PostMapping("/c") void c(@Valid @RequestBody Job job) throws IOException { new ProcessBuilder("sh", "-c", "dig " + job.host()).start(); }
        @PostMapping("/d") void d(@Valid @RequestBody Job job) throws IOException { new ProcessBuilder("sh", "-c", "dig " + job.text()).start(); }
      }`;
    deepEqual(linesOf({ 'Jobs.java': java }, 'input/command-injection'), ['Jobs.java:6', 'Jobs.java:8']);
  });

  it('is an address that leads anywhere, whatever its form', () => {
    const main = `
      import httpx
      from fastapi import FastAPI, HTTPException
      from pydantic import AnyHttpUrl, BaseModel, HttpUrl
      app = FastAPI()
      class Hook(BaseModel):
          url: HttpUrl
          other: AnyHttpUrl | None = None
      @app.post("/a")
      def a(hook: Hook): return httpx.get(str(hook.url)).text
      @app.post("/b")
      def b(hook: Hook): return httpx.get(f"{hook.other}").text
      @app.post("/c")
      def c(url: HttpUrl): return httpx.get(str(url)).text
      @app.post("/d")
      def d(hook: Hook):
          if hook.url.host not in HOSTS:
              raise HTTPException(400)
          return httpx.get(str(hook.url)).text
      @app.post("/e")
      def e(hook: Hook): return httpx.get(f"https://api.example.com/?from={hook.url}").text`;
    deepEqual(linesOf({ 'main.py': main }, 'input/ssrf'), ['main.py:9', 'main.py:11', 'main.py:13']);
  });
});
