import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

function lines(name: string, text: string): readonly string[] {
  return linesOf({ [name]: text }, 'detect/log-sensitive-data');
}

describe('a body that is logged', () => {
  before(prepare);

  const java = (
    type: string,
    call = 'log.info("got {}", sent)',
  ) => `import org.springframework.web.bind.annotation.*;
@RestController
class Desk {
  private static final Logger OUT = LoggerFactory.getLogger(Desk.class);
  @PostMapping("/members") void join(@Valid @RequestBody Entry sent) {
    ${call};
  }
}
${type}`;
  const record = 'record Entry(@Email String email, @Size(min = 12) String password) {}';

  it('shows the password of a record of Java, and of a class whose text Lombok makes', () => {
    deepEqual(lines('Desk.java', java(record)), ['Desk.java:6']);
    for (const mark of ['@Data', '@Value', '@ToString(callSuper = true)'])
      deepEqual(
        lines('Desk.java', java(`${mark} class Entry { String email; String password; }`)),
        ['Desk.java:6'],
        mark,
      );
  });

  it('is of a record that stands in the controller', () => {
    const inner = java('').replace('  @PostMapping', `  ${record} @PostMapping`);
    deepEqual(lines('Desk.java', inner), ['Desk.java:6']);
  });

  it('is logged by whatever writes a log', () => {
    for (const call of [
      'OUT.warn("got " + sent)',
      'LoggerFactory.getLogger(getClass()).info("got {}", sent)',
      'log.info("got {}", sent.toString())',
      'System.out.println(sent)',
    ])
      deepEqual(lines('Desk.java', java(record, call)), ['Desk.java:6'], call);
  });

  it('shows no password of a class that says itself how it becomes text, or keeps the password back', () => {
    for (const type of [
      'record Entry(String email, String password) { public String toString() { return email; } }',
      'class Entry { String email; String password; }',
      '@Data class Entry { String email; @ToString.Exclude String password; }',
      '@Data @ToString(exclude = "password") class Entry { String email; String password; }',
      'record Entry(String email, String passwordHint) {}',
    ])
      deepEqual(lines('Desk.java', java(type)), [], type);
  });

  const python = (fields: string, call: string) => `import logging
from fastapi import APIRouter
from pydantic import BaseModel, Field, SecretStr

logger = logging.getLogger(__name__)
router = APIRouter()

class Entry(BaseModel):
    email: str
${fields}

@router.post("/members")
def join(sent: Entry):
    ${call}`;

  it('shows the password of a model of Python', () => {
    for (const call of [
      'logger.info("got %s", sent)',
      'logger.info(f"got {sent}")',
      'logger.info("got %r", sent.model_dump())',
      'print(sent)',
    ])
      deepEqual(lines('app.py', python('    password: str', call)), ['app.py:14'], call);
  });

  it('shows no password of a model of Python that keeps it back', () => {
    const call = 'logger.info("got %s", sent)';
    for (const fields of [
      '    password: SecretStr',
      '    password: str = Field(repr=False)',
      '    password: str\n    def __repr__(self): return self.email',
      '    name: str',
    ])
      deepEqual(lines('app.py', python(fields, call)), [], fields);
    const dumped = 'logger.info("got %s", sent.model_dump(exclude={"password"}))';
    deepEqual(lines('app.py', python('    password: str', dumped)), []);
  });

  it('is logged by a log that is a part of something else', () => {
    const app = (call: string): string => `const app = require('express')();
app.post('/members', (req, res) => { ${call} });`;
    for (const call of [
      'deps.log.info({ body: req.body });',
      'ctx.services?.logger.warn(req.body);',
      'this.requestLogger.debug("got", req.body);',
      "log.info('by ' + req.get('Authorization'));",
      'app.locals.logger.child({ a: 1 }).info(req.headers);',
    ])
      deepEqual(lines('app.js', app(call)), ['app.js:2'], call);
    for (const call of [
      'catalog.info(req.body);',
      'Math.log(req.body);',
      'deps.logger.info({ id: req.body.id });',
      'log.info(Boolean(req.get("authorization")));',
      'log.info(req.get("x-request-id"));',
    ])
      deepEqual(lines('app.js', app(call)), [], call);
  });

  it('is logged by its name in Python, and as a header that is looked up', () => {
    const app = (call: string): string => `from fastapi import FastAPI, Form, Request
app = FastAPI()
@app.post("/members")
def join(request: Request, password: str = Form()):
    ${call}`;
    for (const call of [
      'log.info("got", extra={"password": password})',
      'structlog.get_logger().info("got", password=password)',
      'self.deps.log.debug("by %s", request.headers.get("authorization"))',
      'logging.getLogger(__name__).debug(f"by {request.headers.get(\'Authorization\')}")',
    ])
      deepEqual(lines('main.py', app(call)), ['main.py:5'], call);
    for (const call of [
      'log.info("got", extra={"id": request.headers.get("x-request-id")})',
      'log.info("got", exc_info=True)',
      'log.info("got", extra={"long": len(password)})',
    ])
      deepEqual(lines('main.py', app(call)), [], call);
  });
});
