import { defineRule, type FixOffer } from '../../server/core/rule/rule.js';
import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { shorten } from '../../server/core/words/text.js';
import { allowHosts } from './allowed-hosts.js';

const CLIENTS =
  /^(?:axios|got|node-fetch|cross-fetch|undici|superagent|needle|ky|request|request-promise|request-promise-native|phin|bent|(?:node:)?https?|follow-redirects|requests|httpx|aiohttp|urllib\.request|urllib3|urllib|org\.springframework\.web\..*|java\.net\..*)$/;
const NAMED =
  /^(?:fetch|axios|got|superagent|needle|ky|urlopen|restTemplate|webClient|requests|httpx|(?:this\.)?(?:http|httpClient|httpService|restTemplate|webClient))(?:\.|$)/i;
/** A text that ends before the host is complete. */
const HOST_OPEN = /^(?:https?:)?\/\/[^/?#]*$/i;
/** Calls that ask where an address leads. */
const CHECKS =
  /allow|whitelist|permitted|is_?safe|validate\w*(?:url|host)|check\w*(?:url|host)|isPrivate|ipaddr|dns/i;

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
    ...[
      'fetch',
      'axios',
      'got',
      'get',
      'post',
      'put',
      'patch',
      'delete',
      'head',
      'request',
      'needle',
      'ky',
      'stream',
    ],
    ...[
      'urlopen',
      'urlretrieve',
      'getForObject',
      'getForEntity',
      'postForObject',
      'postForEntity',
      'exchange',
      'uri',
    ],
    ...['new URL', 'new HttpGet', 'new HttpPost', 'openConnection', 'create', 'url', 'superagent', 'send'],
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
        from urllib.parse import urlsplit

        router = APIRouter()

        @router.get("/previews")
        async def preview(url: str, host: str):
            if urlsplit(url).netloc not in ["api.example.com"]:
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
      language: 'java',
      bad: `
        @RestController
        class Previews {
          @GetMapping("/previews")
          String preview(@RequestParam String address) {
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
        });`,
    },
  ],

  check: {
    call(call, { report, unknown }) {
      if (call.inTest || !asks(call)) return;
      const address = addressesOf(call).find((one) => choiceIn(one) !== undefined);
      const value = address && choiceIn(address);
      if (address === undefined || value === undefined) return;
      if (call.neighbors().some((callee) => CHECKS.test(callee))) return unknown(value);
      const data = { value: shorten(value.text, 40) };
      report({ at: value, message: 'address', data, fixes: fixesOf(call, address, value) });
    },
  },
});

/** Whether the call asks another server. */
function asks(call: CallView): boolean {
  const { callee, module, name, language } = call;
  if (/^new (?:URL|HttpGet|HttpPost)$/.test(name)) return language === 'java';
  // Of the JDK, and of OkHttp.
  if (language === 'java' && callee === 'URI.create')
    return call.neighbors().some((one) => /\bHttpRequest\.newBuilder$/.test(one));
  if (name === 'url') return language === 'java' && /\bRequest\.Builder\(\)/.test(callee);
  if (name === 'uri' || name === 'openConnection')
    return language === 'java' && /webClient|client/i.test(callee);
  return NAMED.test(callee) || (module !== undefined && CLIENTS.test(module));
}

/** The arguments and options that hold an address, or the host of one. */
function addressesOf(call: CallView): readonly ValueView[] {
  const named = call.keyword('url');
  const found = call.arguments.slice(0, 2).flatMap((one, index) => {
    if (one.form !== 'object') return index === 0 || call.name === 'request' ? [one] : [];
    const options = ['url', 'uri', 'baseURL', 'host', 'hostname'].map((key) => one.property(key));
    return options.flatMap((option) => option ?? []);
  });
  return [...(named === undefined ? [] : [named]), ...found];
}

/** What the caller sent, where it decides about the host: at the start, or before the host is complete. */
function choiceIn(address: ValueView): ValueView | undefined {
  let before = '';
  for (const [index, part] of address.parts.entries()) {
    if (part.origin === 'request') {
      const open = before === '' || HOST_OPEN.test(before);
      return open && !isSubdomain(address.parts[index + 1]) ? part : undefined;
    }
    if (part.literal === undefined) return undefined;
    before += part.literal;
  }
  return undefined;
}

/** What opens the address is all of it, unless an option takes the host alone; neither may be a piece of a longer name. */
function fixesOf(call: CallView, address: ValueView, value: ValueView): readonly FixOffer[] {
  const { parts } = address;
  const index = parts.findIndex((one) => isAt(one, value));
  const next = index + 1 < parts.length ? (parts[index + 1]?.literal ?? '.') : '';
  const isHost =
    index > 0 || call.arguments.some((one) => HOST_KEYS.some((key) => isAt(one.property(key), value)));
  if (!/^(?:\/|$)/.test(isHost ? next.replace(/^:\d+/, '') : next)) return [];
  return allowHosts(call, value, isHost ? 'host' : 'address');
}

const HOST_KEYS = ['host', 'hostname'];

function isAt(one: ValueView | undefined, { start, end }: ValueView): boolean {
  return one?.start === start && one.end === end;
}

/** What stands before a fixed domain chooses among the servers of that. */
function isSubdomain(next: ValueView | undefined): boolean {
  return /^\.[\w-]+\.\w/.test(next?.literal ?? '');
}
