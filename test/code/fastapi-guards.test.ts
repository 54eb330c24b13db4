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
});
