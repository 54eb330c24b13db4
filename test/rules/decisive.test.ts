import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

/** Those of the handlers' bodies in which the rule finds something; `f` is what the caller sent, '@{x}' a place in a template. */
function found(rule: string, bodies: readonly string[]): readonly string[] {
  const lines = [
    "const app = require('express')(); const cp = require('child_process'); const { BLOCKED, HOME } = require('./hosts');",
    ...bodies.map((body, i) => `app.get('/${i}', async (req, res) => { const { f } = req.query; ${body} });`),
  ];
  const said = new Set(linesOf({ 'app.js': lines.join('\n').replaceAll('@{', '${') }, rule));
  return bodies.filter((_, i) => said.has(`app.js:${i + 2}`));
}

describe('a check of an address', () => {
  before(prepare);

  it('leaves it open where other hosts pass', () => {
    const open = [
      "const u = new URL(f); if (!u.hostname.endsWith('example.com')) return res.end(); await fetch(u);",
      "const DOMAIN = 'example.com'; const u = new URL(f); if (u.host.endsWith(DOMAIN)) await fetch(u);",
      "const u = new URL(f); if (u.hostname === 'localhost') return res.sendStatus(400); await fetch(u);",
      "const { hostname } = new URL(f); if (['localhost', '127.0.0.1'].includes(hostname)) return res.sendStatus(400); await fetch(f);",
      "const INSIDE = new Set(['localhost', '169.254.169.254']); if (INSIDE.has(new URL(f).hostname)) throw new Error('no'); await fetch(f);",
      'if (!/^https?:\\/\\//.test(f)) return res.sendStatus(400); await fetch(f);',
      'if (!/^(https?):\\/\\/[^\\s]+$/i.test(f)) return res.sendStatus(400); await fetch(f);',
      'if (!f.match(/^https:\\/\\/.+/)) return res.sendStatus(400); await fetch(f);',
    ];
    deepEqual(found('input/ssrf', open), open);
  });

  it('decides where it names those that may be asked, or where what it names is out of sight', () => {
    const kept = [
      "const u = new URL(f); if (u.hostname !== 'example.com' && !u.hostname.endsWith('.example.com')) return res.sendStatus(400); await fetch(u);",
      "const DOMAIN = 'example.com'; const u = new URL(f); if (u.host.endsWith('.' + DOMAIN)) await fetch(u);",
      "const u = new URL(f); if (['a.example.com'].includes(u.hostname)) await fetch(u);",
      'if (BLOCKED.includes(new URL(f).hostname)) return res.sendStatus(400); await fetch(f);',
      'const u = new URL(f); if (u.host === HOME) return res.sendStatus(400); await fetch(u);',
      'if (!/^https:\\/\\/[\\w-]+\\.example\\.com\\//.test(f)) return res.sendStatus(400); await fetch(f);',
      'if (!/^https?:\\/\\/(www\\.)?example\\.com(\\/|$)/.test(f)) return res.sendStatus(400); await fetch(f);',
    ];
    deepEqual(found('input/ssrf', kept), []);
  });
});

describe('a check of what becomes part of a command', () => {
  before(prepare);

  it('leaves it open where it forgets characters of a shell, or goes on after its answer', () => {
    const open = [
      'if (/[;&|]/.test(f)) return res.sendStatus(400); cp.execSync(`git show @{f}`);',
      'if (/[;&|<>]+/.test(f)) throw new Error(f); cp.execSync(`git show @{f}`);',
      'if (f.match(/;|&&|\\n/)) return res.sendStatus(400); cp.execSync(`git show @{f}`);',
      'if (!/^\\w+$/.test(f)) res.status(400).end(); cp.execSync(`git show @{f}`);',
      "if (!['a', 'b'].includes(f)) { res.sendStatus(404); } cp.execSync(`git show @{f}`);",
    ];
    deepEqual(found('input/command-injection', open), open);
    const kept = [
      'if (/[;&|`$<>()\\n]/.test(f)) return res.sendStatus(400); cp.execSync(`git show @{f}`);',
      'if (/[^\\w.-]/.test(f)) return res.sendStatus(400); cp.execSync(`git show @{f}`);',
      'if (!/^\\w+$/.test(f)) { res.status(400).end(); return; } cp.execSync(`git show @{f}`);',
      'if (!/^\\w+$/.test(f)) res.status(400).end(); else cp.execSync(`git show @{f}`);',
      'if (/^\\w+$/.test(f)) { cp.execSync(`git show @{f}`); } else { res.status(400).end(); }',
      'if (!/^\\w+$/.test(f)) fail(res, 400); cp.execSync(`git show @{f}`);',
    ];
    deepEqual(found('input/command-injection', kept), []);
  });
});
