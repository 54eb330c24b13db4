import { deepStrictEqual } from 'node:assert/strict';
import { listed, ready } from './project.js';

describe('FastAPI routes across files', () => {
  before(ready);

  it('routers of packages, prefixes and dependencies at every level', () => {
    deepStrictEqual(
      listed({
        'app/__init__.py': '',
        'app/main.py': `
          from fastapi import Depends, FastAPI

          from .api import api_router
          from .deps import get_tenant
          from app.routers import health, users as people

          app = FastAPI(dependencies=[Depends(get_tenant)])
          app.include_router(api_router, prefix="/api/v1")
          app.include_router(people.router)
          app.include_router(health.router, prefix="/ops")

          @app.get("/")
          def index():
              return {}
          `,
        'app/deps.py': `
          from typing import Annotated
          from fastapi import Depends, HTTPException, status
          from fastapi.security import OAuth2PasswordBearer
          from .models import User

          oauth2 = OAuth2PasswordBearer(tokenUrl="token")

          async def get_tenant(host: str = "x"):
              return host

          async def get_current_user(token: Annotated[str, Depends(oauth2)]) -> User:
              failed = HTTPException(status_code=status.HTTP_401_UNAUTHORIZED)
              if not token:
                  raise failed
              return User(id=SESSIONS[token])

          CurrentUser = Annotated[User, Depends(get_current_user)]

          class RoleChecker:
              def __init__(self, roles):
                  self.roles = roles

              def __call__(self, user: User = Depends(get_current_user)):
                  if user.role not in self.roles:
                      raise HTTPException(403, "no")
          `,
        'app/models.py': `
          from pydantic import BaseModel

          class Base(BaseModel):
              id: int = 0

          class User(Base):
              role: str = ""
          `,
        'app/api/__init__.py': `
          from fastapi import APIRouter
          from . import items
          from .orders import router as orders

          api_router = APIRouter()
          api_router.include_router(items.router, prefix="/items", tags=["items"])
          api_router.include_router(orders)
          `,
        'app/api/items.py': `
          from fastapi import APIRouter, Depends
          from app.deps import CurrentUser, RoleChecker

          router = APIRouter()
          admin = RoleChecker(["admin"])

          @router.get("/{item_id}")
          async def read_item(item_id: str):
              return {}

          @router.put("/{item_id}")
          async def change_item(item_id: str, user: CurrentUser):
              return {}

          @router.delete("/{item_id}", dependencies=[Depends(admin)])
          async def remove_item(item_id: str):
              return {}
          `,
        'app/api/orders.py': `
          from fastapi import APIRouter, Depends, Security
          from ..deps import get_current_user
          from ..models import User

          router = APIRouter(prefix="/orders", dependencies=[Depends(get_current_user)])

          @router.post("")
          def create(order: User, user: User = Security(get_current_user, scopes=["orders"])):
              return order

          def listing():
              return []

          router.add_api_route("/all", listing, methods=["GET", "POST"])
          `,
        'app/routers/__init__.py': '',
        'app/routers/users.py': `
          from fastapi import APIRouter
          router = APIRouter(prefix="/users")

          @router.api_route("/me", methods=["PATCH"])
          def patch(): ...
          `,
        'app/routers/health.py': `
          from fastapi import APIRouter
          router = APIRouter()

          @router.get("/health")
          def health(): return "ok"
          `,
      }),
      [
        'DELETE /api/v1/items/{item_id} [authentication OAuth2PasswordBearer, authentication get_current_user, authorization RoleChecker]',
        'GET / []',
        'GET /api/v1/items/{item_id} []',
        'GET /api/v1/orders/all [authentication OAuth2PasswordBearer, authentication get_current_user]',
        'GET /ops/health []',
        'PATCH /users/me []',
        'POST /api/v1/orders [authentication OAuth2PasswordBearer, authentication get_current_user, validation User, authorization Security]',
        'POST /api/v1/orders/all [authentication OAuth2PasswordBearer, authentication get_current_user]',
        'PUT /api/v1/items/{item_id} [authentication OAuth2PasswordBearer, authentication get_current_user]',
      ],
    );
  });

  it('applications made by functions, sub-applications, middleware and decorators', () => {
    deepStrictEqual(
      listed({
        'main.py': `
          from fastapi import FastAPI, HTTPException, Request
          from slowapi import Limiter
          from starlette.middleware.base import BaseHTTPMiddleware
          from starlette.responses import JSONResponse
          import routes.reports
          import uvicorn

          limiter = Limiter(key_func=lambda request: request.client.host)

          class KeyMiddleware(BaseHTTPMiddleware):
              async def dispatch(self, request, call_next):
                  if request.headers.get("x-api-key") != KEY:
                      return JSONResponse(status_code=401, content={})
                  return await call_next(request)

          def create_app() -> FastAPI:
              app = FastAPI()
              inner = FastAPI()

              @app.post("/jobs")
              @limiter.limit("5/minute")
              def start(request: Request):
                  return {}

              @inner.get("/stats")
              def stats():
                  return {}

              app.include_router(routes.reports.router, prefix=settings.prefix)
              app.mount("/inner", inner)
              app.add_middleware(KeyMiddleware)
              return app

          app = create_app()

          public = FastAPI()

          @public.middleware("http")
          async def tag(request: Request, call_next):
              response = await call_next(request)
              response.headers["x-tag"] = "1"
              return response

          @public.delete("/cache")
          def clear():
              return {}

          if __name__ == "__main__":
              uvicorn.run(app)
          `,
        'routes/__init__.py': '',
        'routes/reports.py': `
          from fastapi import APIRouter
          router = APIRouter()

          @router.get("/reports")
          def reports():
              return []
          `,
      }),
      [
        'DELETE /cache []',
        'GET /inner/stats [authentication KeyMiddleware]',
        'POST /jobs [authentication KeyMiddleware, rate-limit limiter.limit]',
        '~ GET /reports [authentication KeyMiddleware]',
      ],
    );
  });

  it('prefixes from settings, aliases of dependencies in other modules, and modules by their full name', () => {
    const deps = `
      from typing import Annotated
      import jwt
      from fastapi import Depends, HTTPException
      from fastapi.security import OAuth2PasswordBearer
      from app.core.config import settings

      bearer = OAuth2PasswordBearer(tokenUrl=f"{settings.API}/token")
      Token = Annotated[str, Depends(bearer)]

      def current_user(token: Token):
          try:
              return jwt.decode(token, settings.KEY)
          except Exception:
              raise HTTPException(403)

      CurrentUser = Annotated[dict, Depends(current_user)]

      def superuser(user: CurrentUser):
          if not user["super"]:
              raise HTTPException(status_code=403)
          return user
      `;
    deepStrictEqual(
      listed(
        {
          'backend/app/__init__.py': '',
          'backend/app/core/__init__.py': '',
          'backend/app/core/config.py': `
            from pydantic_settings import BaseSettings

            class Settings(BaseSettings):
                API: str = "/api/v1"
                KEY: str = "secret"

            settings = Settings()  # type: ignore
            `,
          'backend/app/deps.py': deps,
          'backend/app/routes.py': `
            import fastapi
            import app.deps

            router = fastapi.APIRouter(prefix="/items", tags=["items"])

            @router.get("/")
            def read(user: app.deps.CurrentUser):
                return []

            @router.delete("/{id}", dependencies=[fastapi.Depends(app.deps.superuser)])
            def remove(id: int):
                return []
            `,
          'backend/app/main.py': `
            from fastapi import FastAPI
            from app import routes
            from app.core.config import settings

            app = FastAPI(openapi_url=f"{settings.API}/openapi.json")
            app.include_router(routes.router, prefix=settings.API)
            `,
        },
        { folders: ['file:///w/'], packages: ['file:///w/backend/'] },
      ),
      [
        'DELETE /api/v1/items/{id} [authentication OAuth2PasswordBearer, authentication current_user, authorization superuser]',
        'GET /api/v1/items [authentication OAuth2PasswordBearer, authentication current_user]',
      ],
    );
  });

  it('lists of routers and of dependencies, schemes of our own, and faults of our own', () => {
    deepStrictEqual(
      listed({
        'main.py': `
          from fastapi import APIRouter as Router, Depends, FastAPI, HTTPException
          from fastapi.security import HTTPBearer

          class Bearer(HTTPBearer):
              def __init__(self, realm="x"):
                  super().__init__()

          class Tokens:
              def read(self, text):
                  if not text:
                      raise HTTPException(401)

              def caller(self, text: str = Header()):
                  return self.read(text)

          def signed_in_user(token: str):
              raise NobodyThere()

          def user_of(id: int):
              raise HTTPException(status_code=404)

          tokens = Tokens()
          def keeper(sent=Depends(Bearer())):
              return find(sent)
          PRIVATE = [Depends(keeper)]
          if settings.open:
              chosen = []
          else:
              chosen = PRIVATE

          a = Router(prefix="/a", dependencies=PRIVATE)
          b = Router(prefix="/b")
          c = Router(prefix="/c", dependencies=chosen)

          @a.post("")
          def in_a(): ...

          @b.post("")
          def in_b(_=Depends(tokens.caller)): ...

          @b.put("")
          def changes(_=Depends(signed_in_user)): ...

          @b.delete("")
          def removes(_=Depends(user_of)): ...

          @c.post("")
          def in_c(): ...

          app = FastAPI()
          for router in (a, b, c):
              app.include_router(router, prefix="/v1")
          `,
      }),
      [
        'DELETE /v1/b []',
        'POST /v1/a [authentication Bearer]',
        'POST /v1/b [authentication caller]',
        'POST /v1/c [?]',
        'PUT /v1/b [?]',
      ],
    );
  });

  it('methods of a class are routes where it is made of views, behind what its fields and its maker ask for', () => {
    deepStrictEqual(
      listed({
        'main.py': `
from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request
from fastapi_utils.cbv import cbv
from typing import Annotated

def current_user(request: Request):
    if "authorization" not in request.headers:
        raise HTTPException(status_code=401)
    return request

User = Annotated[dict, Depends(current_user)]
router = APIRouter(prefix="/a")

@cbv(router)
class Items:
    user = Depends(current_user)

    @router.get("/items")
    def read(self): return []

    def helper(self): return 1

@cbv(router)
class Typed:
    user: User

    @router.get("/typed")
    def read(self): return []

@cbv(router)
class Made:
    def __init__(self, user=Depends(current_user)): self.user = user

    @router.get("/made")
    def read(self): return []

@cbv(router)
class Open:
    size: int = 3

    @router.post("/open")
    def make(self): return 1

class Plain:
    @router.get("/plain")
    def read(self): return 1

app = FastAPI()
app.include_router(router)
`,
      }),
      [
        'GET /a/items [authentication current_user]',
        'GET /a/made [authentication current_user]',
        'GET /a/typed [authentication current_user]',
        'POST /a/open []',
      ],
    );
  });
});
