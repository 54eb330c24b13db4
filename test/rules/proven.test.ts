import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

const RULE = 'auth/route-missing-guard';
const MAC = "createHmac('sha256', KEY).update(req.body)";

describe('routes that prove their callers by what they are sent', () => {
  before(prepare);

  /** Lines of routes, one in each line, of which the rule speaks. */
  function spoken(routes: readonly string[], files: Readonly<Record<string, string>> = {}) {
    const head = [
      "const app = require('express')(); const { createHmac, timingSafeEqual } = require('crypto');",
      "const parcels = require('./parcels');",
    ];
    const lines = linesOf({ ...files, 'app.js': [...head, ...routes].join('\n') }, RULE);
    return routes.filter((_, i) => lines.includes(`app.js:${i + 3}`));
  }

  it('by the signature of a delivery, whatever a wrong one is answered with', () => {
    const wrong = [
      "app.post('/w/logged', (req, res) => { console.log(req.get('x-signature')); parcels.keep(req.body); res.end(); });",
      "app.post('/w/missing', (req, res) => { if (req.get('x-signature') === undefined) return res.status(400).end(); parcels.keep(req.body); res.end(); });",
      "app.post('/w/drawn', (req, res) => { parcels.keep(req.body['signature']); res.end(); });",
      `app.post('/w/made', (req, res) => { parcels.keep(req.body); res.json({ sum: ${MAC}.digest('hex') }); });`,
    ];
    const right = [
      `app.post('/r/inline', (req, res) => { const mac = ${MAC}.digest(); const given = Buffer.from(req.get('x-sum') || '', 'hex'); if (!timingSafeEqual(mac, given)) return res.status(400).end(); parcels.keep(req.body); res.end(); });`,
      `app.post('/r/plain', (req, res) => { const sum = ${MAC}.digest('hex'); if (sum !== req.body.sum) return res.sendStatus(422); parcels.keep(req.body); res.end(); });`,
      "app.post('/r/package', (req, res) => { let told; try { told = payments.webhooks.constructEvent(req.body, req.get('pay-signature'), KEY); } catch { return res.status(400).end(); } parcels.keep(told); res.end(); });",
      "app.post('/r/helper', (req, res) => { if (!genuine(req.body, req.headers['x-parcel-signature-256'])) return res.status(400).end(); parcels.keep(req.body); res.end(); });",
      "app.post('/r/taken', (req, res) => { const { 'x-signature': given } = req.headers; parcels.receive(req.body, given); res.end(); });",
      "app.post('/r/whole', (req, res) => { genuineRequest(req); parcels.keep(req.body); res.end(); });",
      "app.post('/r/front', genuine, (req, res) => { parcels.keep(req.body); res.end(); });",
      `function genuineRequest(req) { if (${MAC}.digest('hex') !== req.headers['x-signature']) throw new Refused(400); }`,
      `function genuine(req, res, next) { if (${MAC}.digest('hex') !== req.headers['x-signature']) return res.status(400).end(); next(); }`,
    ];
    deepEqual(spoken([...right, ...wrong]), wrong);
  });

  it('and not by a signature on which nothing hangs', () => {
    const mac = `const mac = ${MAC}.digest(); const given = Buffer.from(req.get('x-signature'), 'hex');`;
    const keep = 'parcels.keep(req.body); res.end(); });';
    const helpers = [
      `const mark = (req) => { req.genuine = ${MAC}.digest('hex') === req.get('x-signature'); };`,
      'const same = (a, b) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));',
      `const genuine = (body, given) => ${MAC}.digest('hex') === given;`,
      `const refuse = (body, given) => { if (${MAC}.digest('hex') !== given) throw new Refused(400); };`,
    ];
    const wrong = [
      `app.post('/webhooks/dropped', (req, res) => { ${mac} timingSafeEqual(mac, given); ${keep}`,
      `app.post('/webhooks/unread', (req, res) => { ${mac} const ok = timingSafeEqual(mac, given); ${keep}`,
      `app.post('/webhooks/told', (req, res) => { ${mac} const ok = timingSafeEqual(mac, given); console.log({ ok }); if (!ok) { console.warn('odd'); } ${keep}`,
      `app.post('/webhooks/equal', (req, res) => { if (${MAC}.digest('hex') !== req.get('x-signature')) console.warn('odd'); ${keep}`,
      `app.post('/webhooks/helper', (req, res) => { genuine(req.body, req.get('x-signature')); ${keep}`,
      `app.post('/webhooks/elsewhere', (req, res) => { signs.matches(req.body, req.get('x-signature')); ${keep}`,
      `app.post('/webhooks/same', (req, res) => { const ok = same(mac(req.body), req.get('x-signature') || ''); console.log('odd', { ok }); ${keep}`,
      `app.post('/webhooks/caught', (req, res) => { try { stripe.webhooks.constructEvent(req.body, req.get('stripe-signature'), KEY); } catch (e) { console.log(e); } ${keep}`,
      `app.post('/parcels/front', (req, res, next) => { genuine(req.body, req.get('x-signature')); next(); }, (req, res) => { ${keep}`,
    ];
    const right = [
      `app.post('/webhooks/alike', (req, res) => { if (!same(mac(req.body), req.get('x-signature'))) return res.status(400).end(); ${keep}`,
      `app.post('/webhooks/marked', (req, res) => { mark(req); if (!req.genuine) return res.status(400).end(); ${keep}`,
      `app.post('/webhooks/later', (req, res) => { genuine(req.body, req.get('x-signature'), (ok) => { if (!ok) return res.status(400).end(); parcels.keep(req.body); res.end(); }); });`,
      `app.post('/webhooks/throws', (req, res) => { refuse(req.body, req.get('x-signature')); ${keep}`,
      `app.post('/webhooks/unseen', (req, res) => { box.check(req.body, req.get('x-signature')); ${keep}`,
      `app.post('/webhooks/package', (req, res) => { stripe.webhooks.constructEvent(req.body, req.get('stripe-signature'), KEY); ${keep}`,
      `app.post('/webhooks/whole', (req, res) => { try { stripe.webhooks.constructEvent(req.body, req.get('stripe-signature'), KEY); parcels.keep(req.body); } catch (e) { console.log(e); } res.end(); });`,
      `app.post('/webhooks/kept', (req, res) => { ${mac} const ok = timingSafeEqual(mac, given); parcels.keep(req.body, ok); res.end(); });`,
      `app.post('/webhooks/chosen', (req, res) => { const ok = genuine(req.body, req.get('x-signature')); return ok ? parcels.keep(req.body) : res.status(400).end(); });`,
      `app.post('/webhooks/short', (req, res) => { genuine(req.body, req.get('x-signature')) && parcels.keep(req.body); res.end(); });`,
      "app.post('/webhooks/plain', (req, res) => { parcels.keep(req.body); res.end(); });",
    ];
    const signs = `exports.matches = (body, given) => { const mac = createHmac('sha256', KEY).update(body); return mac.digest('hex') === given; };`;
    const named = ["const signs = require('./signs'); const box = require('box');", ...helpers];
    deepEqual(spoken([...named, ...right, ...wrong], { 'signs.js': signs }), wrong);
  });

  it('by a signature in Python and Java', () => {
    const python = `
      import hmac
      from fastapi import FastAPI, Header, HTTPException, Request
      app = FastAPI()
      def genuine(body, given):
          return hmac.compare_digest(hmac.new(KEY, body, "sha256").hexdigest(), given)
      @app.post("/a")
      async def a(request: Request, given: str = Header(alias="X-Parcel-Signature")):
          if not genuine(await request.body(), given):
              raise HTTPException(400)
          parcels.keep(request)
      @app.post("/b")
      async def b(request: Request):
          told = payments.Webhook.construct_event(await request.body(), request.headers["pay-sum"], KEY)
          parcels.keep(told)
      @app.post("/c")
      async def c(request: Request, agent: str = Header()):
          parcels.keep(request, agent)`;
    deepEqual(linesOf({ 'main.py': python }, RULE), ['main.py:15']);
    const java = `
      import org.springframework.web.bind.annotation.*;
      @RestController class Parcels {
        @PostMapping("/a") void a(@RequestBody String body, @RequestHeader("X-Signature") String given) { if (!genuine(body, given)) throw new ResponseStatusException(HttpStatus.BAD_REQUEST); parcels.save(body); }
        @PostMapping("/b") void b(@RequestBody String body, @RequestHeader("X-Sum") String given) { Mac mac = Mac.getInstance("HmacSHA256"); if (!MessageDigest.isEqual(mac.doFinal(body.getBytes()), given.getBytes())) throw new Refused(); parcels.save(body); }
        @PostMapping("/c") void c(@RequestBody String body, @RequestHeader("X-Agent") String agent) { parcels.save(body); }
      }
      @Configuration class Security {
        @Bean SecurityFilterChain chain(HttpSecurity http) throws Exception { return http.authorizeHttpRequests(rules -> rules.anyRequest().permitAll()).build(); }
      }`;
    deepEqual(linesOf({ 'Parcels.java': java }, RULE), ['Parcels.java:5']);
  });

  it('by a token that was mailed, which another function looks up', () => {
    const store = `
      const Rider = require('./rider');
      exports.renew = async (token, secret) => { const one = await Rider.findOne({ resetToken: token }); one.kept = secret; await one.save(); };
      exports.enter = (token) => Rider.updateOne({ invite: token }, { joined: true });
      exports.follow = (token) => Rider.updateOne({ deviceToken: token }, { invite: token });`;
    const wrong = [
      "app.post('/w/follow', async (req, res) => { await parcels.follow(req.body.token); res.end(); });",
      "app.post('/w/unseen', async (req, res) => { await riders.keep(req.body.token); res.end(); });",
      "app.post('/w/own', async (req, res) => { await riders.rename(req.token, req.body.password); res.end(); });",
    ];
    const right = [
      "app.post('/r/renew', async (req, res) => { await parcels.renew(String(req.body.token), req.body.secret); res.end(); });",
      "app.post('/r/enter', async (req, res) => { await parcels.enter(req.params.token); res.end(); });",
      "app.post('/r/unseen', async (req, res) => { const { token, password } = req.body; await riders.finish(token, password); res.end(); });",
      "app.post('/r/here', async (req, res) => { await Rider.deleteOne({ unsubscribe: req.query.token }); res.end(); });",
    ];
    deepEqual(spoken([...right, ...wrong], { 'parcels.js': store }), wrong);
  });

  it('by a token in the path, where it says what for', () => {
    const route = (path: string) =>
      `app.post('${path}', async (req, res) => { await riders.keep(req.params); res.end(); });`;
    const wrong = [
      '/invitations/:token/resend',
      '/invitations/:id/accept',
      '/devices/:token',
      '/devices/:deviceToken',
    ].map(route);
    const right = [
      '/invitations/:token/accept',
      '/resets/:token',
      '/reset/:token',
      '/riders/:id/:resetToken',
    ].map(route);
    deepEqual(spoken([...right, ...wrong]), wrong);
  });
});
