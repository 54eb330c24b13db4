import { defineRule } from '../../server/core/rule/rule.js';
import { LATER_CALLS } from '../../server/core/words/later-calls.js';
import { shorten } from '../../server/core/words/text.js';
import { mayBeGuarded } from './address-guards.js';
import { listHosts } from './allowed-hosts.js';
import { JAVA_CALLEES } from './java-requests.js';
import { addressesOf, asks, choiceIn } from './requests.js';

export default defineRule({
  id: 'input/ssrf',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['input-validate', 'input-injection'],
  standards: ['API7:2023', 'CWE-918'],
  title: 'Server asks an address that the caller chose',
  why: `
    The server stands inside your network. Who chooses the address that it asks
    reads what only the inside may see: other services, administration pages, the
    keys that cloud providers hand to machines. Choose the host in the code, or
    compare it with a list of those that are allowed.`,
  callees: [
    ...['fetch', 'axios', 'got', 'get', 'post', 'put', 'patch', 'delete', 'head', 'request', 'needle', 'ky'],
    ...['stream', 'urlopen', 'urlretrieve', 'superagent', 'send', 'create'],
    ...[...LATER_CALLS, ...JAVA_CALLEES],
  ],
  messages: { address: '{value} comes from the caller and decides which server is asked.' },
  fixes: { hosts: { title: 'Refuse hosts that are not listed (put your own in)', safety: 'review' } },
  examples: [
    {
      language: 'javascript',
      bad: `
        const axios = require('axios');

        app.post('/previews', async (req, res) => {
          const page = await axios.get(req.body.url);
          //                           ^^^^^^^^^^^^ req.body.url comes from the caller and decides which server is asked.
          await fetch(\`https://\${req.query.host}/status\`);
          //                     ^^^^^^^^^^^^^^
          res.json({ size: page.data.length });
        });`,
      fixed: `
        const axios = require('axios');

        app.post('/previews', async (req, res) => {
          if (!URL.canParse(req.body.url) || !['https://api.example.com'].includes(new URL(req.body.url).origin)) return res.status(400).end();
          const page = await axios.get(req.body.url);
          if (!['api.example.com'].includes(req.query.host)) return res.status(400).end();
          await fetch(\`https://\${req.query.host}/status\`);
          res.json({ size: page.data.length });
        });`,
      good: `
        const axios = require('axios');

        app.post('/previews', async (req, res) => {
          if (!ADDRESSES.includes(req.body.url)) return res.status(400).end();
          await axios.get(req.body.url);
          await fetch(\`https://api.example.com/users/\${req.params.id}\`);
          await fetch(\`\${BASE}/users/\${req.params.id}\`);
          res.json(cache.get(req.body.url));
        });`,
    },
    {
      language: 'typescript',
      bad: `
        router.post('/hooks', async (req: Request, res: Response) => {
          const { target } = req.body;
          await axios({ method: 'post', url: target, data: {} });
          //                                 ^^^^^^ target comes from the caller and decides which server is asked.
          res.end();
        });`,
      fixed: `
        router.post('/hooks', async (req: Request, res: Response) => {
          const { target } = req.body;
          if (!URL.canParse(target) || !['https://api.example.com'].includes(new URL(target).origin)) {
            res.status(400).end();
            return;
          }
          await axios({ method: 'post', url: target, data: {} });
          res.end();
        });`,
    },
    {
      language: 'python',
      bad: `
        import httpx
        import requests
        from fastapi import APIRouter

        router = APIRouter()

        @router.get("/previews")
        async def preview(url: str, host: str):
            page = requests.get(url, timeout=3)
            #                   ^^^ url comes from the caller and decides which server is asked.
            return httpx.get(f"http://{host}:8080/info").json()
            #                          ^^^^`,
      fixed: `
        import httpx
        import requests
        from fastapi import APIRouter, HTTPException

        router = APIRouter()

        @router.get("/previews")
        async def preview(url: str, host: str):
            if not str(url).startswith("https://api.example.com/"):
                raise HTTPException(400)
            page = requests.get(url, timeout=3)
            if host not in ["api.example.com"]:
                raise HTTPException(400)
            return httpx.get(f"http://{host}:8080/info").json()`,
      good: `
        import requests
        from fastapi import APIRouter

        router = APIRouter()

        @router.get("/users/{name}")
        def show(name: str):
            return requests.get(f"https://api.example.com/users/{name}", timeout=3).json()`,
    },
    {
      language: 'python',
      good: `
        import requests
        from fastapi import APIRouter, HTTPException
        from urllib.parse import urlparse

        router = APIRouter()

        @router.get("/previews")
        def preview(url: str, other: str):
            host = urlparse(url).hostname
            if host not in HOSTS:
                raise HTTPException(400)
            parts = urlparse(other)
            if not parts.netloc.endswith(".example.com"):
                raise HTTPException(400)
            requests.get(other, timeout=3)
            return requests.get(url, timeout=3).text

        @router.get("/icons")
        async def icon(site: str):
            ensure_public(site)
            return requests.get(site, timeout=3).text`,
      bad: `
        import requests
        from fastapi import APIRouter, HTTPException
        from urllib.parse import urlparse

        router = APIRouter()

        @router.get("/previews")
        def preview(url: str):
            scheme = urlparse(url).scheme
            if scheme not in ["https"]:
                raise HTTPException(400)
            return requests.get(url, timeout=3).text
            #                   ^^^`,
    },
    {
      language: 'python',
      bad: `
        import httpx
        import requests
        from fastapi import APIRouter
        router = APIRouter()
        class Pages:
            session = requests.Session()

            def __init__(self):
                self.http = httpx.Client()

            def fetch(self, url: str):
                self.http.get(url)
                #             ^^^ url comes from the caller and decides which server is asked.
                return self.session.get(url, timeout=3)
                #                       ^^^

        @router.post("/pages")
        def fetch(url: str):
            return Pages().fetch(url)`,
    },
    {
      language: 'java',
      bad: `
        import org.springframework.web.client.RestClient;

        @RestController
        class Previews {
          private final RestClient rest = RestClient.create();

          @GetMapping("/previews")
          String preview(@RequestParam String address) {
            rest.get().uri("https://" + address + "/x").retrieve();
            //                          ^^^^^^^
            return restTemplate.getForObject(address, String.class);
            //                               ^^^^^^^ address comes from the caller and decides which server is asked.
          }

          @PostMapping("/previews")
          String post(@RequestBody PreviewRequest request) throws Exception {
            HttpRequest asked = HttpRequest.newBuilder(URI.create(request.getAddress())).build();
            //                                                    ^^^^^^^^^^^^^^^^^^^^ request.getAddress() comes from the caller and decides which server is asked.
            return client.send(asked, BodyHandlers.ofString()).body();
          }
        }`,
      good: `
        @RestController
        class Previews {
          @GetMapping("/previews/{id}")
          String preview(@PathVariable String id) {
            return restTemplate.getForObject("https://api.example.com/previews/" + id, String.class);
          }

          @GetMapping("/previews")
          String preview(@RequestParam String address) {
            if (!HOSTS.contains(URI.create(address).getHost())) throw new IllegalArgumentException();
            return restTemplate.getForObject(address, String.class);
          }

          @PostMapping("/previews")
          ResponseEntity<Void> keep(@RequestBody PreviewRequest request) {
            return ResponseEntity.created(URI.create(request.getAddress())).build();
          }
        }`,
    },
    {
      language: 'javascript',
      good: `
        const app = require('express')();
        app.get('/copy', async (req, res) => {
          if (!req.query.url.startsWith('https://cdn.example.com/')) return res.status(400).end();
          res.send(await (await fetch(req.query.url)).text());
        });
        app.get('/icon', async (req, res) => {
          const address = new URL(req.query.site);
          if (address.hostname !== 'cdn.example.com') return res.status(400).end();
          res.send(await (await fetch(address)).text());
        });`,
      bad: `
        const app = require('express')();
        app.get('/icon', async (req, res) => {
          const address = new URL(req.query.site);
          res.send(await (await fetch(address)).text());
          //                          ^^^^^^^ address comes from the caller and decides which server is asked.
        });`,
    },
    {
      language: 'javascript',
      bad: `
        const app = require('express')();
        app.get('/copy', async (req, res) => {
          if (!req.query.url.startsWith('https://')) return res.status(400).end();
          res.send(await (await fetch(req.query.url)).text());
          //                          ^^^^^^^^^^^^^
        });
        app.get('/page', async (req, res) => {
          const { url } = req.query;
          assertUser(req);
          assertPublic(req.query.other);
          if (!isURL(url)) return res.status(400).end();
          if (!isPublicUrl(url)) console.warn('refused?');
          res.send(await axios.get(url, { httpsAgent: new https.Agent({ key: safeKey }) }));
          //                       ^^^
        });`,
      good: `
        const { useAgent } = require('request-filtering-agent');
        const app = require('express')();
        app.get('/copy', async (req, res) => {
          await assertPublic(req.query.url);
          res.send(await (await fetch(req.query.url)).text());
        });
        app.get('/icon', async (req, res) => {
          const { site } = req.query;
          if (await isInternalHost(new URL(site).hostname)) return res.status(400).end();
          res.send(await axios.get(site));
        });
        app.get('/page', async (req, res) => res.send(await axios.get(req.query.url, { httpAgent: ssrfFilter() })));
        app.get('/feed', async (req, res) => {
          const agent = useAgent(req.query.url);
          res.send(await axios.get(req.query.url, { agent }));
        });`,
    },
  ],

  check: {
    call(call, { report, unknown }) {
      if (call.inTest || !asks(call)) return;
      const address = addressesOf(call).find((one) => choiceIn(one) !== undefined);
      const value = address && choiceIn(address);
      if (address === undefined || value === undefined) return;
      if (mayBeGuarded(call, value)) return unknown(value);
      const data = { value: shorten(value.text, 40) };
      report({ at: value, message: 'address', data, fixes: listHosts(call, address, value) });
    },
  },
});
