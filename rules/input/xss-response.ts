import { defineRule, type FixOffer } from '../../server/core/rule/rule.js';
import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { shorten } from '../../server/core/words/text.js';
import { ANSWERS, type Answer, answerOf, givesPages, isDownload, isEncoded, markupOf } from './answers.js';
import { escaped, isHandEscaped, mayBeEscapedBefore } from './escapes.js';

/** What services that call back are sent, to show that their address is meant; it stands behind the check of a token. */
const CHALLENGE = /challenge$/i;

export default defineRule({
  id: 'input/xss-response',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['input-sanitize'],
  standards: ['API8:2023', 'CWE-79'],
  title: 'Request data sent back as HTML',
  why: `
    What a link carries comes back as a part of your page, and its scripts run with
    the cookies and the rights of whoever follows it. Express sends every text as
    HTML that has no other type. Answer with JSON or plain text, or escape what
    becomes part of a page.`,
  callees: ANSWERS,
  messages: { html: '{value} comes from the caller and is sent as HTML without being escaped.' },
  fixes: {
    text: { title: 'Send it as plain text', safety: 'review' },
    escape: { title: 'Escape it', safety: 'review' },
  },
  examples: [
    {
      language: 'javascript',
      bad: `
        app.get('/hello', (req, res) => {
          res.send('Hello ' + req.query.name);
          //                  ^^^^^^^^^^^^^^ req.query.name comes from the caller and is sent as HTML without being escaped.
        });`,
      fixed: `
        app.get('/hello', (req, res) => {
          res.type('text').send('Hello ' + req.query.name);
        });`,
      good: `
        app.get('/hello', (req, res) => {
          const { name } = req.query;
          if (req.query.json) return res.json({ name });
          if (req.query.page) return res.render('hello', { name });
          if (req.query.size) return res.send('Pages: ' + Number(req.query.size));
          if (req.query.safe) return res.send(\`<h1>\${escapeHtml(name)}</h1>\`);
          res.send(\`<a href="/search?q=\${encodeURIComponent(name)}">\${sanitize(name)}</a>\`);
        });
        app.get('/text', (req, res) => res.type('text/plain').send('Hello ' + req.query.name));
        app.get('/csv', (req, res) => {
          res.set('Content-Type', 'text/csv');
          res.send('name\\n' + req.query.name);
        });
        app.get('/hook', (req, res) => {
          if (req.query['hub.verify_token'] !== TOKEN) return res.sendStatus(403);
          res.status(200).send(req.query['hub.challenge']);
        });
        app.get('/file', (req, res) => {
          res.attachment('names.csv');
          res.send('name\\n' + req.query.name);
        });
        app.get('/heads', (req, res) => {
          res.set({ 'Content-Type': 'text/plain' });
          res.send('Hello ' + req.query.name);
        });
        app.get('/format', (req, res) => {
          res.format({
            text() {
              res.send('Hello ' + req.query.name);
            },
            'text/csv': () => res.send('name\\n' + req.query.name),
            json: () => res.json({ name: req.query.name }),
          });
        });
        const plain = (req, res, next) => {
          res.type('text/plain');
          next();
        };
        app.get('/plain', plain, (req, res) => res.send('Hello ' + req.query.name));
        app.get('/own', (req, res) => {
          const name = req.query.name.replace(/&/g, '&amp;').replace(/</g, '&lt;');
          res.send('<p>' + name + '</p>');
        });
        app.get('/script', (req, res) => {
          res.send(\`<script>q = \${JSON.stringify(req.query.q).replace(/</g, '\\\\u003c')}</script>\`);
        });
        app.get('/chain', query('name').trim().escape(), (req, res) => res.send('Hello ' + req.query.name));
        app.get('/schema', validate(Hello), (req, res) => res.send('Hello ' + req.query.name));
        app.get('/logo', (req, res) => res.type('svg').send(\`<text>\${req.query.name}</text>\`));
        app.post('/echo', (req, res) => res.status(201).send(req.body));
        app.post('/notes', (req, res) => res.send({ text: '<b>' + req.body.text + '</b>' }));
        app.get('/mail', (req, res) => mailer.send('<p>' + req.query.text + '</p>'));`,
    },
    {
      language: 'typescript',
      bad: `
        router.get('/search', async (req: Request, res: Response) => {
          const rows = await find(req.query.q);
          res.type('html').send(\`<h1>Results for \${req.query.q}</h1><ul>\${rows.join('')}</ul>\`);
          //                                       ^^^^^^^^^^^
        });
        router.get('/users/:name', (req: Request, res: Response) => {
          res.status(404).send(\`No user \${req.params.name}\`);
          //                              ^^^^^^^^^^^^^^^
        });
        router.post('/preview', (req: Request, res: Response) => {
          res.write('<article>' + req.body.text);
          //                      ^^^^^^^^^^^^^
          res.end('</article>');
        });
        router.get('/formats', (req: Request, res: Response) => {
          res.format({
            json: () => res.json({ name: req.query.name }),
            html: () => res.send('Hello ' + req.query.name),
            //                              ^^^^^^^^^^^^^^
          });
        });
        router.get('/filled', query('name').notEmpty(), (req: Request, res: Response) => {
          const shown = String(req.query.name).replace(/ /g, '&nbsp;');
          //            ^^^^^^^^^^^^^^^^^^^^^^
          res.send(\`<p>\${shown}</p>\`);
        });`,
    },
    {
      language: 'python',
      bad: `
        from fastapi import APIRouter
        from fastapi.responses import HTMLResponse

        router = APIRouter()

        @router.get("/hello")
        def hello(name: str):
            return HTMLResponse(f"<h1>Hello {name}</h1>")
            #                                ^^^^ name comes from the caller and is sent as HTML without being escaped.

        @router.get("/hi", response_class=HTMLResponse)
        async def hi(name: str):
            return f"<h1>Hi {name}</h1>"
            #                ^^^^`,
      fixed: `
        from fastapi import APIRouter
        from fastapi.responses import HTMLResponse
        from html import escape

        router = APIRouter()

        @router.get("/hello")
        def hello(name: str):
            return HTMLResponse(f"<h1>Hello {escape(name)}</h1>")

        @router.get("/hi", response_class=HTMLResponse)
        async def hi(name: str):
            return f"<h1>Hi {escape(name)}</h1>"`,
      good: `
        import html
        from fastapi import APIRouter, Response
        from fastapi.responses import HTMLResponse, PlainTextResponse

        router = APIRouter()

        @router.get("/hello")
        def hello(name: str, count: int):
            if count > 1:
                return HTMLResponse(f"<h1>{html.escape(name)} {count}</h1>")
            if count > 2:
                return Response(name, media_type="text/plain")
            if count > 3:
                return PlainTextResponse(f"<{name}>")
            if count > 4:
                shown = name.replace("&", "&amp;").replace("<", "&lt;")
                return HTMLResponse(f"<p>{shown}</p>")
            return {"text": f"<b>{name}</b>"}`,
    },
    {
      language: 'java',
      bad: `
        import org.springframework.web.bind.annotation.RestController;

        @RestController
        class Pages {
          @GetMapping("/hello")
          String hello(@RequestParam String name) {
            return "<h1>Hello " + name + "</h1>";
            //                    ^^^^ name comes from the caller and is sent as HTML without being escaped.
          }
        }`,
      fixed: `
        import org.springframework.web.bind.annotation.RestController;
        import org.springframework.web.util.HtmlUtils;

        @RestController
        class Pages {
          @GetMapping("/hello")
          String hello(@RequestParam String name) {
            return "<h1>Hello " + HtmlUtils.htmlEscape(name) + "</h1>";
          }
        }`,
      good: `
        @RestController
        class Pages {
          @GetMapping("/hello")
          String hello(@RequestParam String name, @RequestParam int count) {
            if (count > 1) return "<h1>" + HtmlUtils.htmlEscape(name) + "</h1>";
            if (count > 2) return "<h1>" + count + "</h1>";
            return "Hello " + name;
          }

          @GetMapping("/kinds")
          String kind(@RequestParam @Pattern(regexp = "[a-z]+") String kind) {
            return "<h1>" + kind + "</h1>";
          }

          @GetMapping(value = "/feed", produces = "application/xml")
          String feed(@RequestParam String name) {
            return "<?xml version='1.0'?><name>" + Encode.forXml(name) + "</name>";
          }

          @GetMapping("/text")
          void text(@RequestParam String name, HttpServletResponse response) throws IOException {
            response.setContentType("text/plain");
            response.getWriter().write("<" + name + ">");
          }
        }`,
    },
    {
      language: 'java',
      bad: `
        @RestController
        class Pages {
          @GetMapping("/hello")
          void hello(@RequestParam String name, HttpServletResponse response) throws IOException {
            response.setContentType("text/html");
            response.getWriter().println("Hello " + name);
            //                                      ^^^^
          }

          @GetMapping("/page")
          ResponseEntity<String> page(@RequestParam String name) {
            return ResponseEntity.ok("<p>" + name + "</p>");
            //                               ^^^^
          }
        }`,
    },
  ],

  check: {
    call(call, { report, unknown }) {
      if (call.inTest) return;
      const answer = answerOf(call);
      const value = answer && shownIn(answer);
      if (answer === undefined || value === undefined || isDownload(call)) return;
      if (mayBeEscapedBefore(call, value)) return unknown(value);
      report({ at: value, message: 'html', data: dataOf(value), fixes: fixesOf(call, answer, value) });
    },
    handling(handling, { report }) {
      const as = givesPages(handling);
      if (as === undefined) return;
      for (const text of handling.returns) {
        const value = shownIn({ text, as });
        if (value === undefined) continue;
        const fixes = escaped(value, handling.language);
        report({ at: value, message: 'html', data: dataOf(value), fixes });
      }
    },
  },
});

function dataOf({ text }: ValueView): Readonly<Record<string, string>> {
  return { value: shorten(text, 40) };
}

/** What the caller sent, where a browser reads it as a part of a page. */
function shownIn({ text, as }: Answer): ValueView | undefined {
  const markup = markupOf(text);
  if (markup === 'xml' || (as === 'guess' && markup === undefined)) return undefined;
  return text.parts.find(
    (part, index) =>
      isShown(part, text.parts.length === 1 || markup === undefined) && !isHandEscaped(text.parts, index),
  );
}

/** `bare`: nothing around it is markup, and a body that comes back so may be an object, which is sent as JSON. */
function isShown(part: ValueView, bare: boolean): boolean {
  const { origin, form, input } = part;
  if (origin !== 'request' || form === 'object' || form === 'array') return false;
  if (isEncoded(part) || CHALLENGE.test(input?.at(-1) ?? '')) return false;
  return !bare || (input !== undefined && input[0] !== 'body' && input.length > 1);
}

function fixesOf(call: CallView, { text, typed }: Answer, value: ValueView): readonly FixOffer[] {
  const { language, object } = call;
  if (language === 'python' || language === 'java') return escaped(value, language);
  if (typed || markupOf(text) !== undefined || call.name !== 'send' || object === undefined) return [];
  return [{ fix: 'text', changes: () => [{ text: object, by: `${object.text}.type('text')` }] }];
}
