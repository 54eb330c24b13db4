import { defineRule, type FixOffer, type RuleContext } from '../../server/core/rule/rule.js';
import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { shorten } from '../../server/core/words/text.js';
import { refuse } from '../refusal.js';
import { isOwnPath } from './own-paths.js';
import { choiceOf, isRegistered, mayBeChecked, REDIRECTS, targetOf } from './redirects.js';

export default defineRule({
  id: 'input/open-redirect',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['input-injection', 'input-validate'],
  standards: ['API8:2023', 'CWE-601'],
  title: 'Browser sent to an address that the caller chose',
  why: `
    A link to your server is trusted, and whoever wrote it decides where it ends:
    at a copy of your sign-in page, or where the token in the address is read.
    "//host" and "/\\host" lead to other servers as well. Send browsers to paths
    of your own, or to addresses of a list.`,
  callees: REDIRECTS,
  messages: { address: '{value} comes from the caller and decides to which server the browser goes.' },
  fixes: { own: { title: 'Refuse what is no path of this server', safety: 'review' } },
  examples: [
    {
      language: 'javascript',
      bad: `
        app.get('/login', (req, res) => {
          res.redirect(req.query.next ?? '/tools');
          //           ^^^^^^^^^^^^^^^^^^^^^^^^^^ req.query.next ?? '/tools' comes from the caller and decides to which server the browser goes.
        });`,
      fixed: `
        app.get('/login', (req, res) => {
          if (!/^\\/(?![/\\\\])/.test(req.query.next ?? '/tools')) return res.status(400).end();
          res.redirect(req.query.next ?? '/tools');
        });`,
      good: `
        app.get('/login', (req, res) => {
          const { next, page } = req.query;
          if (next.startsWith('/') && !next.startsWith('//')) return res.redirect(next);
          if (PAGES.includes(page)) return res.redirect(page);
          res.redirect('/login?next=' + req.query.next);
          res.redirect(\`https://example.com/\${req.query.path}\`);
          res.redirect(req.get('Referer') || '/');
          res.redirect('https://' + req.headers.host + req.url);
          res.location('/orders/' + req.body.id).status(201).end();
          res.redirect(PAGES[req.query.page] ?? '/');
          res.redirect('/' + encodeURIComponent(req.params.id));
          router.redirect(req.query.next);
        });
        app.get('/back', (req, res) => {
          const to = req.query.to;
          const isOurs = to[0] === '/' && to[1] !== '/';
          const own = to.startsWith('/') && !to.startsWith('//') ? to : '/';
          if (req.query.own) return res.redirect(own);
          res.redirect(isOurs ? to : '/');
        });
        app.get('/page', (req, res) => {
          const to = req.query.to;
          if (to.indexOf('/') !== 0 || to.indexOf('//') === 0) return res.status(400).end();
          res.redirect(to);
        });
        app.get('/site', (req, res) => {
          const to = req.query.to;
          if (!to.startsWith(\`\${ORIGIN}/\`)) return res.status(400).end();
          res.redirect(to);
        });
        app.get('/other', (req, res) => {
          if (url.parse(req.query.to).hostname !== HOST) return res.status(400).end();
          res.redirect(req.query.to);
        });
        app.get('/local', (req, res) => {
          const to = isLocal(req.query.to) ? req.query.to : '/';
          res.redirect(to);
        });
        app.get('/listed', validate(Listed), (req, res) => res.redirect(req.query.to));
        app.get('/chosen', celebrate(Chosen), (req, res) => res.redirect(req.query.to));
        app.get('/checked', (req, res) => {
          assertLocal(req.query.to);
          res.redirect(req.query.to);
        });
        app.get('/out', (req, res) => {
          const url = new URL(req.query.to, BASE);
          if (url.origin !== BASE) return res.status(400).end();
          res.redirect(url.href);
        });
        app.get('/authorize', async (req, res) => {
          const client = await clientOf(req.query.client_id, req.query.redirect_uri);
          res.redirect(req.query.redirect_uri + '?code=' + client.code);
        });`,
    },
    {
      language: 'javascript',
      bad: `
        app.get('/login', async (req, res) => {
          if (req.query.next)
            return res.redirect(req.query.next);
            //                  ^^^^^^^^^^^^^^
          for (const site of SITES)
            if (site.home) return res.redirect(req.query.home);
            //                                 ^^^^^^^^^^^^^^
        });`,
      fixed: `
        app.get('/login', async (req, res) => {
          if (req.query.next) {
            if (!/^\\/(?![/\\\\])/.test(req.query.next)) return res.status(400).end();
            return res.redirect(req.query.next);
          }
          for (const site of SITES)
            if (site.home) {
              if (!/^\\/(?![/\\\\])/.test(req.query.home)) return res.status(400).end();
              return res.redirect(req.query.home);
            }
        });`,
    },
    {
      language: 'typescript',
      bad: `
        router.get('/out/:place', (req: Request, res: Response) => {
          const { to } = req.query;
          if (to) return res.redirect(302, \`https://\${to}\`);
          //                                          ^^ to comes from the caller and decides to which server the browser goes.
          res.setHeader('Location', req.query.back as string);
          //                        ^^^^^^^^^^^^^^^^^^^^^^^^
          res.status(302).redirect('/' + req.params.place);
          //                             ^^^^^^^^^^^^^^^^ req.params.place comes from the caller and decides to which server the browser goes.
        });
        router.get('/part', requireLogin, (req: Request, res: Response) => {
          const to = String(req.query.to);
          if (new URL(to).hostname.endsWith('example.com')) return res.redirect(to);
          //                                                                    ^^
          res.redirect(req.query.to ? req.query.to : '/');
          //           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ req.query.to comes from the caller and decides to which server the browser goes.
        });`,
      good: `
        router.get('/out', (req: Request, res: Response) => {
          const to = String(req.query.to);
          if (!/^\\/[a-z]/.test(to)) return res.status(400).end();
          res.redirect(to);
        });
        router.get('/path', (req: Request, res: Response) => {
          const { pathname, search } = new URL(String(req.query.to), BASE);
          res.redirect(pathname + search);
        });
        router.get('/page', (req: Request, res: Response) => {
          const page = req.query.page as string;
          res.redirect(isValidTarget(page) ? page : '/');
        });
        router.get('/back', (req: Request, res: Response) => res.redirect(isSafeTarget(req.query.to) ? req.query.to : '/'));`,
    },
    {
      language: 'python',
      bad: `
        from fastapi import APIRouter
        from fastapi.responses import RedirectResponse

        router = APIRouter()

        @router.get("/out")
        def out(to: str):
            return RedirectResponse(to, status_code=303)
            #                       ^^ to comes from the caller and decides to which server the browser goes.`,
      fixed: `
        from fastapi import APIRouter, HTTPException
        from fastapi.responses import RedirectResponse

        router = APIRouter()

        @router.get("/out")
        def out(to: str):
            if not to.startswith("/") or to.startswith(("//", "/\\\\")):
                raise HTTPException(400)
            return RedirectResponse(to, status_code=303)`,
      good: `
        from urllib.parse import urlparse
        from fastapi import APIRouter, Request
        from fastapi.responses import RedirectResponse

        router = APIRouter()

        @router.get("/out")
        def out(request: Request, to: str, number: int, page: Page):
            if urlparse(to).netloc not in HOSTS:
                raise HTTPException(400)
            RedirectResponse(url=to)
            RedirectResponse(request.url_for("show", number=number))
            return RedirectResponse(f"/orders/{number}")

        @router.get("/back")
        def back(to: str):
            return RedirectResponse(to if to.startswith("/") and not to.startswith("//") else "/")

        @router.get("/own")
        def own(to: str):
            if urlparse(to).scheme or urlparse(to).netloc:
                raise HTTPException(400)
            return RedirectResponse(to)`,
    },
    {
      language: 'java',
      bad: `
        @Controller
        class Sessions {
          @GetMapping("/out")
          String out(@RequestParam String to) {
            return "redirect:" + to;
            //                   ^^ to comes from the caller and decides to which server the browser goes.
          }

          @GetMapping("/leave")
          void leave(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.sendRedirect(request.getParameter("to"));
            //                    ^^^^^^^^^^^^^^^^^^^^^^^^^^
          }

          @GetMapping("/move")
          ResponseEntity<Void> move(@RequestParam String to) {
            return ResponseEntity.status(302).location(URI.create(to)).build();
            //                                                    ^^ to comes from the caller and decides to which server the browser goes.
          }
        }`,
      good: `
        @Controller
        class Sessions {
          @GetMapping("/out")
          ModelAndView out(@RequestParam String to, @RequestParam String page) {
            if (!PAGES.contains(to)) return new ModelAndView(page);
            return new ModelAndView("redirect:" + to);
          }

          @GetMapping("/back")
          void back(@RequestParam String to, HttpServletResponse response) throws IOException {
            String target = to.startsWith("/") && !to.startsWith("//") ? to : "/";
            response.sendRedirect(target);
          }

          @GetMapping("/again")
          void again(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.sendRedirect(request.getRequestURL().append("/").toString());
          }

          @GetMapping("/orders/{id}")
          ModelAndView order(@PathVariable String id) {
            return new ModelAndView("redirect:/orders/" + id);
          }

          @PostMapping("/orders")
          ResponseEntity<Void> add(@RequestBody OrderRequest request) {
            return ResponseEntity.created(URI.create(request.getName())).build();
          }
        }`,
    },
  ],

  check: {
    call(call, context) {
      if (call.inTest) return;
      const target = targetOf(call);
      const value = target && choiceOf(target);
      if (value !== undefined) checkChoice(call, value, context);
    },
  },
});

function checkChoice(
  call: CallView,
  value: ValueView,
  context: Pick<RuleContext<unknown>, 'report' | 'unknown'>,
): void {
  if (isOwnPath(call, value)) return;
  if (isRegistered(value) || mayBeChecked(call, value)) return context.unknown(value);
  context.report({ at: value, message: 'address', data: dataOf(value), fixes: fixesOf(call, value) });
}

/** What a condition chooses is named by itself. */
function dataOf({ text, reads }: ValueView): Readonly<Record<string, string>> {
  const isChosen = /[^?]\?[^?.]|\bif\b/.test(text);
  const read = isChosen ? reads.find(({ input }) => input !== undefined) : undefined;
  return { value: shorten(read?.text ?? text, 40) };
}

/** Where the handler itself answers, and the value is all of the address. */
function fixesOf(call: CallView, value: ValueView): readonly FixOffer[] {
  const { handler, language } = call;
  const alone = targetOf(call)?.parts.length === 1 && handler?.direct === true && value.via === undefined;
  if (!alone || value.statement === undefined || value.text.includes('\n') || language === 'java') return [];
  if (language === 'python' && (value.stated !== 'str' || !/^\w+$/.test(value.text))) return [];
  const { text, statement } = value;
  const condition =
    language === 'python'
      ? `not ${text}.startswith("/") or ${text}.startswith(("//", "/\\\\"))`
      : `!/^\\/(?![/\\\\])/.test(${text})`;
  const changes = refuse(
    { statement, branch: value.branch(), language, response: handler.response },
    condition,
  );
  return changes === undefined ? [] : [{ fix: 'own', changes: () => changes }];
}
