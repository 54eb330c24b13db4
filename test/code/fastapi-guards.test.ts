import { deepStrictEqual } from 'node:assert/strict';
import { listed, ready } from './project.js';

describe('guards of FastAPI', () => {
  before(ready);

  it('guards by behavior: inline checks, decorators, helpers; unknown when a dependency is out of sight', () => {
    deepStrictEqual(
      listed({
        'main.py': `
          from functools import wraps
          from fastapi import APIRouter, Depends, FastAPI, Header, HTTPException
          from fastapi.security import HTTPBearer, OAuth2PasswordRequestForm
          from company.security import check_caller
          from .tokens import read_token

          app = FastAPI()
          optional = HTTPBearer(auto_error=False)

          def requires(role):
              def decorate(handler):
                  @wraps(handler)
                  async def inner(*args, **kwargs):
                      if not has_role(role):
                          raise HTTPException(status_code=403)
                      return await handler(*args, **kwargs)
                  return inner
              return decorate

          def caller(authorization: str = Header(None)):
              return read_token(authorization)

          def paging(skip: int = 0, limit: int = 10):
              return skip, limit

          @app.get("/a")
          def a(page=Depends(paging), token=Depends(optional)):
              return {}

          @app.get("/b")
          def b(user=Depends(caller)):
              return {}

          @app.get("/c", dependencies=[Depends(check_caller)])
          def c():
              return {}

          @app.get("/d")
          @requires("admin")
          async def d():
              return {}

          @app.post("/login")
          def login(form: OAuth2PasswordRequestForm = Depends()):
              user = find(form.username)
              if not user or not verify_password(form.password, user.hash):
                  raise HTTPException(status_code=401)
              return {"token": sign(user)}

          def verify_token(x_token: str = Header()):
              if x_token != "fake":
                  raise HTTPException(status_code=400)

          @app.get("/f")
          def f(_=Depends(verify_token)):
              return {}

          @app.get("/e")
          def e(current_user: User = Depends(paging)):
              if current_user.role != "admin":
                  raise HTTPException(status_code=403)
              return {}
          `,
        'tokens.py': `
          import jwt
          from fastapi import HTTPException

          def read_token(text):
              try:
                  return jwt.decode(text, KEY, algorithms=["HS256"])
              except jwt.PyJWTError:
                  raise HTTPException(status_code=401, detail="bad token")
          `,
      }),
      [
        'GET /a []',
        'GET /b [authentication caller]',
        'GET /c [?]',
        'GET /d [authorization requires]',
        'GET /e [authorization e]',
        'GET /f [?]',
        'POST /login []',
      ],
    );
  });

  it('look at credentials, and not only at whether they are there or how they were sent', () => {
    const HEAD = `
from fastapi import Depends, FastAPI, HTTPException
from fastapi.responses import JSONResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
app = FastAPI()
bearer = HTTPBearer()
loose = HTTPBearer(auto_error=False)`;
    const guards = (guard: readonly string[], ...handler: readonly string[]) =>
      listed({
        'main.py': [HEAD, 'def caller(sent: HTTPAuthorizationCredentials = Depends(bearer)):']
          .concat(guard.map((line) => `    ${line}`))
          .concat('@app.get("/a")', ...handler)
          .join('\n'),
      });
    const refuses = ['    raise HTTPException(status_code=401)'];
    const ignoring = ['def a(user=Depends(caller)):', '    return rows.all()'];
    for (const guard of [
      ['if sent.scheme != "Bearer":', ...refuses, 'return sent'],
      ['if not sent or sent.scheme.lower() != "bearer":', ...refuses],
      ['if sent is None:', ...refuses, 'return {"token": sent.credentials}'],
    ])
      deepStrictEqual(guards(guard, ...ignoring), ['GET /a []'], guard.join('\n'));
    for (const guard of [
      ['if sent.credentials not in TOKENS:', ...refuses, 'return sent'],
      ['if sent.scheme != "Bearer" or not known(sent.credentials):', ...refuses],
    ])
      deepStrictEqual(
        guards(guard, ...ignoring).join(),
        'GET /a [authentication HTTPBearer, authentication caller]',
        guard.join('\n'),
      );
    const more = ['if sent.scheme != "Bearer":', ...refuses, 'if closed():', ...refuses, 'return sent'];
    deepStrictEqual(guards(more, ...ignoring), ['GET /a [authentication caller]']);
    const formal = ['if sent.scheme != "Bearer":', ...refuses, 'return sent.credentials'];
    const reading = ['def a(token=Depends(caller)):', '    return rows.of(token)'];
    deepStrictEqual(guards(formal, ...reading), ['GET /a [authentication HTTPBearer]']);
    const own = (scheme: string, body: readonly string[]) =>
      guards(['return sent'], `def a(sent=Depends(${scheme})):`, ...body.map((line) => `    ${line}`));
    for (const scheme of ['bearer', 'loose'])
      deepStrictEqual(own(scheme, ['if sent is None:', ...refuses, 'return rows.all()']), ['GET /a []']);
  });

  it('demand credentials that somebody has to look at', () => {
    const routes = (...handlers: readonly string[]) =>
      listed({
        'main.py': `
from typing import Annotated
from fastapi import Depends, FastAPI, Request, Security
from fastapi.security import APIKeyHeader, HTTPBearer, OAuth2PasswordBearer
app = FastAPI()
scheme = OAuth2PasswordBearer(tokenUrl="token")
Token = Annotated[str, Depends(scheme)]
def handed(token: Token):
    return token
def ignored(token: Token):
    return {"name": "somebody"}
${handlers.join('\n')}`,
      });
    const open = ['GET /a []'];
    for (const [params, body] of [
      ['token: str = Depends(scheme)', 'return {}'],
      ['token: Token', 'return {"token": token}'],
      ['token: Token', 'logger.info(token)'],
      ['sent=Depends(HTTPBearer())', 'return [sent.credentials]'],
      ['key: str = Security(APIKeyHeader(name="X-Key"))', 'return rows.all()'],
      ['token: str = Security(scheme, scopes=["rows"])', 'return rows.all()'],
      ['user=Depends(ignored)', 'return rows.all()'],
    ])
      deepStrictEqual(
        routes('@app.get("/a")', `def a(${params}):`, `    ${body}`),
        open,
        `${params} ${body}`,
      );
    const scheme = ['GET /a [authentication OAuth2PasswordBearer]'];
    for (const [params, body] of [
      ['token: str = Depends(scheme)', 'return rows.of(token)'],
      ['token: Token', 'return {"rows": rows.of(token)}'],
      ['token: Token', 'if token != KEY: return []'],
      ['token=Depends(handed)', 'return rows.of(token)'],
    ])
      deepStrictEqual(
        routes('@app.get("/a")', `def a(${params}):`, `    ${body}`),
        scheme,
        `${params} ${body}`,
      );
    deepStrictEqual(
      routes('@app.get("/a", dependencies=[Depends(scheme)])', 'def a():', '    return {}'),
      open,
    );
    const behind = '@app.get("/a", dependencies=[Depends(scheme)])';
    for (const body of ['current_user_id()', 'rows.of(request.state.user)', 'rows.of(caller_of(request))'])
      deepStrictEqual(routes(behind, 'def a(request: Request):', `    return ${body}`), ['GET /a [?]'], body);
    deepStrictEqual(routes(behind, 'def a(rows: FromDishka[Rows]):', '    return rows.all()'), [
      'GET /a [?]',
    ]);
    const page = '    return rows.page(request.query_params)';
    deepStrictEqual(routes(behind, 'def a(request: Request):', page), open);
  });

  it('ask for the scopes that a route names, and for none where it names none', () => {
    const head = `
from typing import Annotated
import jwt
from fastapi import APIRouter, Depends, FastAPI, HTTPException, Security
from fastapi.security import OAuth2PasswordBearer, SecurityScopes
app = FastAPI()
scheme = OAuth2PasswordBearer(tokenUrl="token")
`;
    const caller = (...checks: readonly string[]) => `
def caller(security_scopes: SecurityScopes, token: str = Depends(scheme)):
    try:
        payload = jwt.decode(token, KEY, algorithms=["HS256"])
    except jwt.PyJWTError:
        raise HTTPException(status_code=401)
${checks.map((check) => `    ${check}`).join('\n')}
    return payload
`;
    const routes = `
@app.get("/a")
def a(user=Depends(caller)):
    return {}
@app.get("/b")
def b(user: Annotated[dict, Security(caller, scopes=["items"])]):
    return {}
@app.get("/c")
def c(user=Security(caller)):
    return {}
`;
    for (const checks of [
      [
        'for scope in security_scopes.scopes:',
        '    if scope not in payload["scopes"]:',
        '        raise HTTPException(status_code=403)',
      ],
      [
        'wanted = set(security_scopes.scopes)',
        'if not wanted.issubset(payload["scopes"]):',
        '    raise HTTPException(status_code=403)',
      ],
      [
        'if not all(one in payload["scopes"] for one in security_scopes.scopes):',
        '    raise HTTPException(403)',
      ],
    ]) {
      deepStrictEqual(listed({ 'main.py': head + caller(...checks) + routes }), [
        'GET /a [authentication OAuth2PasswordBearer, authentication caller]',
        'GET /b [authentication OAuth2PasswordBearer, authentication caller, authorization Annotated]',
        'GET /c [authentication OAuth2PasswordBearer, authentication caller]',
      ]);
    }
    const admin = caller('if payload["role"] != "admin":', '    raise HTTPException(status_code=403)');
    deepStrictEqual(
      listed({ 'main.py': head + admin + routes })[0],
      'GET /a [authentication OAuth2PasswordBearer, authentication caller, authorization caller]',
    );
    const apart = `
def caller(asked: SecurityScopes, token: str = Depends(scheme)):
    for one in asked.scopes:
        if one not in scopes_of(token):
            raise HTTPException(status_code=403)
`;
    deepStrictEqual(listed({ 'main.py': head + apart + routes }).slice(0, 1), [
      'GET /a [authentication OAuth2PasswordBearer]',
    ]);
  });

  describe('find out who is calling, and turn nobody away', () => {
    const behind = (...lines: readonly string[]): readonly string[] =>
      listed({
        'main.py': `
import jwt
from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.security import HTTPBearer
app = FastAPI()
bearer = HTTPBearer(auto_error=False)
def maybe_user(creds=Depends(bearer)):
    if creds is None:
        return None
    try:
        claims = jwt.decode(creds.credentials, KEY, algorithms=["HS256"])
    except jwt.PyJWTError:
        return None
    return claims
def strict_user(creds=Depends(bearer)):
    if creds is None:
        return None
    return jwt.decode(creds.credentials, KEY, algorithms=["HS256"])
def must(user=Depends(maybe_user)):
    if user is None:
        raise HTTPException(status_code=401)
    return user
def own(pid: int, user=Depends(maybe_user)):
    found = load(pid)
    if found.owner != user["sub"]:
        raise HTTPException(status_code=404)
    return found
@app.delete("/patients/{pid}")
${lines.join('\n')}
`,
      });

    it('where nothing behind asks', () =>
      deepStrictEqual(behind('def drop(pid: int, user=Depends(maybe_user)):', '    remove(pid)'), [
        'DELETE /patients/{pid} []',
      ]));

    for (const lines of [
      ['def drop(pid: int, user=Depends(maybe_user)):', '    remove(pid, user)'],
      ['def drop(pid: int, patient=Depends(own)):', '    remove(pid)'],
      ['def drop(pid: int, user=Depends(strict_user)):', '    remove(pid)'],
    ]) {
      it(`where something may ask: ${lines[0]}`, () =>
        deepStrictEqual(behind(...lines), ['DELETE /patients/{pid} [?]']));
    }

    it('where something does', () =>
      deepStrictEqual(behind('def drop(pid: int, user=Depends(must)):', '    remove(pid)'), [
        'DELETE /patients/{pid} [authentication must]',
      ]));
  });
});
