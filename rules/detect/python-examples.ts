import type { Example } from '../../server/core/rule/rule.js';

/** What Python writes to a log, and what of it is no secret. */
export const LOGGED_IN_PYTHON: readonly Example[] = [
  {
    language: 'python',
    bad: `
      def forgot(person, log):
          person.reset_code = draw()
          log.info("sent %s to %s", person.reset_code, person.id)
          #                         ^^^^^^^^^^^^^^^^^ person.reset_code is written to the log: whoever reads that has it.`,
  },
  {
    language: 'python',
    bad: `
      import logging

      logger = logging.getLogger(__name__)

      def sign_in(email: str, password: str):
          logger.info("sign in of %s with %s", email, password)
          #                                           ^^^^^^^^ password is written to the log: whoever reads that has it.
          print(f"token {access_token}")
          #              ^^^^^^^^^^^^`,
    fixed: `
      import logging

      logger = logging.getLogger(__name__)

      def sign_in(email: str, password: str):
          logger.info("sign in of %s with %s", email, "[redacted]")
          print(f"token [redacted]")`,
    good: `
      import logging

      logger = logging.getLogger(__name__)

      def sign_in(email: str, password: str):
          logger.info("sign in with a password of %d letters", len(password))`,
  },
  {
    language: 'python',
    bad: `
      import structlog

      log = structlog.get_logger()

      class Access:
          async def open(self, person):
              token = tokens.make(person.id)
              log.info("opened", person=person.id, token=token)
              #                                          ^^^^^ token is written to the log: whoever reads that has it.
              log.info("reset", link=f"https://example.com/reset/{secrets.token_urlsafe(24)}", by=reset_token)
              #                                                                                   ^^^^^^^^^^^
              structlog.contextvars.bind_contextvars(refresh_token=person.refresh_token)
              #                                                    ^^^^^^^^^^^^^^^^^^^^
              return token`,
    good: `
      import structlog

      log = structlog.get_logger()

      class Pages:
          async def read(self, text):
              token = lexer.next(text)
              log.info("read", token=token, exc_info=True, at=self.token_count)
              cursor.bind(token=create_access_token(text))
              log.bind(refresh_token_id=text.id)
              token = create_page_token(text)
              log.info("page", token=token)`,
  },
  {
    language: 'python',
    bad: `
      import logging
      from fastapi import FastAPI, Request

      app = FastAPI()
      logger = logging.getLogger(__name__)

      @app.post("/orders")
      async def order(request: Request):
          logger.info(f"got {await request.json()}")
          #                        ^^^^^^^^^^^^^^ request.json() is written to the log whole, with whatever secrets callers send.

      @app.middleware("http")
      async def note(request: Request, call_next):
          token = request.headers["Authorization"].split(" ")[1]
          logger.debug("with %s", token)
          #                       ^^^^^ token holds authorization and is written to the log: whoever reads that has it.
          logger.debug("headers %s", dict(request.headers))
          #                               ^^^^^^^^^^^^^^^ request.headers is written to the log whole, with whatever secrets callers send.
          logger.info("for %s", request.headers.get("User-Agent"))
          return await call_next(request)`,
  },
];
