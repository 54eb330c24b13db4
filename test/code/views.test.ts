import { deepStrictEqual, ok } from 'node:assert/strict';
import { walkCode } from '../../server/core/engine/code/walk.js';
import { codeFacts } from '../../server/core/facts/code/facts.js';
import { joinCode } from '../../server/core/model/code/join.js';
import type { CallView } from '../../server/core/rule/views.js';
import { createDocument } from '../../server/core/text/open.js';
import { LAYOUT, leafOf, ROOT, ready } from './project.js';

/** Calls of one file by the name of the callee. */
async function callsOf(path: string, text: string): Promise<ReadonlyMap<string, CallView>> {
  const parser = await ready();
  const uri = ROOT + path;
  const language = path.endsWith('.ts') ? 'typescript' : 'javascript';
  const root = parser.parse(language, text);
  ok(root !== undefined);
  const { routes, handlers } = joinCode([{ uri, facts: codeFacts(root, leafOf(path, text)) }], LAYOUT);
  const calls = new Map<string, CallView>();
  const env = { route: (key: string) => routes.get(key), served: (key: string) => handlers.get(key) };
  walkCode(createDocument(uri, language, 1, text), root, env, { call: (view) => calls.set(view.name, view) });
  return calls;
}

describe('what rules see of a call', () => {
  it('the handler around it, with what it serves and what stands in front', async () => {
    const calls = await callsOf(
      'app.ts',
      `import express from 'express';
       const app = express();
       const wrap = (fn) => (req, res, next) => fn(req, res, next).catch(next);
       const signedIn = (req, res, next) => { if (!req.user) return res.sendStatus(401); probeGuard(); next(); };
       app.delete('/users/:id', signedIn, wrap(remove));
       async function remove(req, res) { await Promise.all([1].map(() => probeHandler(req.params.id))); res.end(); }
       app.use((error, req, res, next) => { probeErrors(error); res.status(500).end(); });
       export function helper(id) { probeHelper(id); }`,
    );
    const seen = [...calls]
      .filter(([name]) => name.startsWith('probe'))
      .map(([name, { handler }]) => {
        const served = handler?.endpoints.map(({ method, path, guards }) => {
          const kinds = guards.known ? guards.value.map(({ kind }) => kind).join() : '?';
          return `${method} ${path} [${kinds}]`;
        });
        return [name, handler?.kind, handler?.request, ...(served ?? [])];
      });
    deepStrictEqual(seen, [
      ['probeGuard', 'middleware', 'req', 'DELETE /users/:id [authentication]'],
      ['probeHandler', 'handler', 'req', 'DELETE /users/:id [authentication]'],
      ['probeErrors', 'errors', 'req'],
      ['probeHelper', undefined, undefined],
    ]);
  });

  it('object literals whole: through names, members, spreads and copies', async () => {
    const calls = await callsOf(
      'app.js',
      `const base = { secure: true, nested: { deep: 'x' } };
       const config = Object.freeze({ ...base, name: 'sid', secure: false });
       probe(config, { options: config }, Object.assign({}, base, { name: 'n' }), { [key]: 1 });
       const handler = (req, res) => { create({ ...req.body, role: 'user' }); };`,
    );
    const probe = calls.get('probe');
    const [whole, holder, copied, open] = probe?.arguments ?? [];
    deepStrictEqual(whole?.property('secure')?.literal, 'false');
    deepStrictEqual(whole?.property('nested.deep')?.literal, 'x');
    deepStrictEqual(holder?.property('options.name')?.literal, 'sid');
    deepStrictEqual(copied?.property('name')?.literal, 'n');
    deepStrictEqual(whole?.property('absent'), undefined);
    deepStrictEqual([...(whole?.keys ?? [])].sort(), ['name', 'nested', 'secure']);
    deepStrictEqual(open?.keys, undefined);
    const spreads = calls.get('create')?.argument(0)?.spreads ?? [];
    deepStrictEqual(
      spreads.map(({ text, origin }) => [text, origin]),
      [['req.body', 'request']],
    );
  });

  it('constants and values that were checked', async () => {
    const calls = await callsOf(
      'app.js',
      `const LIMITS = { max: 5 };
       const handler = (req, res) => {
         if (!['a', 'b'].includes(req.query.sort)) return;
         probe(LIMITS.max, req.query.sort, req.query.other);
       };`,
    );
    const values = calls.get('probe')?.arguments ?? [];
    deepStrictEqual(
      values.map((one) => [one.origin, one.literal, one.isChecked()]),
      [
        ['constant', '5', false],
        ['unknown', undefined, true],
        ['request', undefined, false],
      ],
    );
  });
});
