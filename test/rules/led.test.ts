import { deepEqual } from 'node:assert/strict';
import { foundIn } from './across.js';
import { prepare } from './harness.js';

const RULE = 'input/ssrf';
/** Of a finding the value that decides. */
const VALUE = /^\S+ (.*) comes from the caller/;

describe('addresses in which another host is put', () => {
  before(prepare);

  const valuesIn = (name: string, text: string) =>
    foundIn({ [name]: text }, RULE).map((one) => VALUE.exec(one)?.[1] ?? '');
  const inScript = (...body: readonly string[]) =>
    valuesIn(
      'app.js',
      `const https = require('https'); const axios = require('axios');
app.get('/x', async (req, res) => { const url = new URL('https://api.example.com/x'); const { to } = req.query; ${body.join('\n')} res.end(); });`,
    );
  const inPython = (...body: readonly string[]) =>
    valuesIn(
      'main.py',
      [
        'from urllib.parse import urlsplit, urlunsplit',
        'import httpx, requests',
        'from fastapi import FastAPI',
        'app = FastAPI()',
        '@app.get("/x")',
        'def show(to: str):',
        '    parts = urlsplit("https://api.example.com/x")',
        ...body.map((line) => `    ${line}`),
      ].join('\n'),
    );

  it('lead where the caller says', () => {
    for (const asks of [
      'url.host = to; await fetch(url);',
      'url.hostname = to; await fetch(url.toString());',
      'url.href = to; await axios.get(url.href);',
      'if (to) url.host = to;\nawait fetch(url);',
      'const options = { path: "/x" }; options.hostname = to; https.get(options, show);',
      'const options = { method: "get" }; options.url = to; await axios(options);',
    ])
      deepEqual(inScript(asks), ['to'], asks);
    deepEqual(inPython('return requests.get(parts._replace(netloc=to).geturl())'), ['to']);
    deepEqual(inPython('return requests.get(urlunsplit(("https", to, "/x", "", "")))'), ['to']);
    deepEqual(inPython('return requests.get(urlunsplit(parts._replace(netloc=to)))'), ['to']);
    deepEqual(inPython('url = httpx.URL(BASE).copy_with(host=to)', 'return httpx.get(url)'), ['to']);
  });

  it('lead to the same server, or to one of a list', () => {
    for (const asks of [
      'url.pathname = to; url.search = to; url.port = to; await fetch(url);',
      'await fetch(url); url.host = to;',
      "url.host = to + '.example.com'; await fetch(url.href);",
      'if (!HOSTS.includes(to)) return res.end();\nurl.host = to; await fetch(url);',
      'url.host = to;\nif (!HOSTS.includes(url.host)) return res.end();\nawait fetch(url);',
      'url.host = HOSTS[to]; await fetch(url);',
      'const other = new URL(BASE); other.host = to; await fetch(url);',
      'const sent = new URL(to); sent.host = "api.example.com"; await fetch(sent);',
      'const options = { host: "api.example.com" }; options.path = to; https.get(options, show);',
      'const options = {}; options.host = to; options.host = HOST; https.get(options, show);',
    ])
      deepEqual(inScript(asks), [], asks);
    deepEqual(inPython('return requests.get(parts._replace(path=to).geturl())'), []);
    deepEqual(inPython('return requests.get(urlunsplit(("https", HOST, to, "", "")))'), []);
    deepEqual(
      inPython(
        'if to not in HOSTS: raise ValueError()',
        'return requests.get(parts._replace(netloc=to).geturl())',
      ),
      [],
    );
  });
});
