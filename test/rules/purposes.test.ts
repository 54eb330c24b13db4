import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

const RULE = 'auth/route-missing-guard';

describe('routes that anybody may call by what they do', () => {
  before(prepare);

  /** Lines of routes, one in each line, of which the rule speaks. */
  function spoken(routes: readonly string[]): readonly string[] {
    const head = [
      "const app = require('express')(); const bcrypt = require('bcrypt'); const { createHash } = require('crypto');",
      'const asyncly = (fn) => (req, res, next) => fn(req, res).catch(next);',
    ];
    const lines = linesOf({ 'app.js': [...head, ...routes].join('\n') }, RULE);
    return routes.filter((_, i) => lines.includes(`app.js:${i + 3}`));
  }

  it('knows a sign-up by the password that it keeps', () => {
    const wrong = [
      // Somebody else makes accounts of those who work there, and of one that exists.
      "app.post('/staff', async (req, res) => { await people.create({ email: req.body.email, hash: await bcrypt.hash(req.body.password, 12) }); res.end(); });",
      "app.post('/guests/:id', async (req, res) => { await people.create({ hash: await bcrypt.hash(req.body.password, 12) }); res.end(); });",
      // The password of a machine.
      "app.post('/mailboxes', async (req, res) => { await boxes.create({ host: req.body.host, login: 'x', password: req.body.password }); res.end(); });",
      "app.post('/etags', async (req, res) => { await tags.create({ tag: createHash('md5').update(req.body.text).digest() }); res.end(); });",
    ];
    const right = [
      "app.post('/guests/enrol', async (req, res) => { const hash = await bcrypt.hash(req.body.password, 12); await people.insertOne({ mail: req.body.mail, hash }); res.end(); });",
      "app.post('/runners', asyncly(async (req, res) => { const kept = createHash('sha256').update(req.body.password).digest('hex'); await db('runners').insert({ kept }); res.end(); }));",
      "app.post('/riders', async (req, res) => { await Rider.create({ email: req.body.email, password: req.body.password }); res.end(); });",
    ];
    deepEqual(spoken([...right, ...wrong]), wrong);
  });

  it('knows a sign-in by the token that it gives for a name and a password', () => {
    const wrong = [
      "app.post('/devices', async (req, res) => { const { login, password } = req.body; res.json({ id: await pair(login, password) }); });",
      "app.post('/mailboxes', async (req, res) => { const { host, login, password } = req.body; res.json({ token: await connect(host, login, password) }); });",
      "app.post('/staff', async (req, res) => { const { login, password } = req.body; res.json({ token: await open(login, password) }); });",
      "app.post('/locks/token', async (req, res) => { res.json({ token: await open(req.body.lock) }); });",
    ];
    const right = [
      "app.post('/desk', async (req, res) => { const { login, password } = req.body; res.json({ token: await open(login, password) }); });",
      "app.post('/access/token', asyncly(async (req, res) => { res.json(await open(req.body.login, req.body.password)); }));",
    ];
    deepEqual(spoken([...right, ...wrong]), wrong);
  });

  it('knows a change that proves itself by what was mailed', () => {
    const wrong = [
      "app.post('/guests/renew', async (req, res) => { const one = await people.findOne({ email: req.body.email }); one.password = req.body.password; await one.save(); res.end(); });",
      "app.post('/phones', async (req, res) => { await phones.findOne({ deviceToken: req.body.token }); await phones.save(); res.end(); });",
      "app.post('/letters', async (req, res) => { await letters.create({ resetToken: draw() }); res.end(); });",
    ];
    const right = [
      "app.post('/guests/renew', async (req, res) => { const one = await people.findOne({ token: req.body.token }); one.password = await hash(req.body.password); await one.save(); res.end(); });",
      "app.put('/guests/address', async (req, res) => { await db('guests').where('confirm_token', req.query.t).update({ sure: true }); res.end(); });",
      "app.post('/letters/stop', async (req, res) => { const { sub } = jwt.verify(req.body.t, KEY); await letters.remove(sub); res.end(); });",
      "app.post('/team/enter', async (req, res) => { const { rows } = await pool.query('select * from calls where invite_code = $1', [req.body.code]); await keep(rows); res.end(); });",
    ];
    deepEqual(spoken([...right, ...wrong]), wrong);
  });

  it("knows what changes the caller's own session and cookies alone", () => {
    const wrong = [
      "app.post('/guests/as', (req, res) => { req.session.guestId = req.body.id; res.end(); });",
      "app.post('/guests/role', (req, res) => { res.cookie('role', req.body.role); res.end(); });",
      "app.post('/guests/skin', async (req, res) => { await skins.save(req.body.skin); res.cookie('skin', req.body.skin).end(); });",
      "app.post('/guests/count', (req, res) => { visits.count += 1; res.cookie('seen', '1').end(); });",
      "app.delete('/guests', (req, res) => res.status(204).end());",
    ];
    const right = [
      "app.delete('/guests/session', (req, res) => { req.session.destroy(() => res.clearCookie('sid').sendStatus(204)); });",
      "app.post('/guests/leave', (req, res) => { req.session = null; res.redirect('/'); });",
      "app.post('/guests/skin', (req, res) => { const skin = SKINS.includes(req.body.skin) ? req.body.skin : 'plain'; res.cookie('skin', skin); res.end(); });",
      "app.put('/guests/language', (req, res) => { req.session.language = String(req.body.language); res.end(); });",
    ];
    deepEqual(spoken([...right, ...wrong]), wrong);
  });

  it('knows what is still to be written', () => {
    const wrong = ["app.delete('/boats/:id', (req, res) => { boats.delete(req.params.id); });"];
    const right = [
      "app.delete('/guests/:id', (req, res) => { });",
      "app.delete('/rooms/:id', async function (req, res) { /* TODO */ });",
      "app.delete('/beds/:id', gone); function gone(req, res, next) {}",
    ];
    deepEqual(spoken([...right, ...wrong]), wrong);
  });

  it('knows them in Python', () => {
    const main = `
      import bcrypt
      from fastapi import Depends, FastAPI, Response
      app = FastAPI()
      def get_db():
          yield pool.take()
      @app.post("/runners")
      def join(wish: Wish, db=Depends(get_db)):
          db.add(Runner(mail=wish.mail, kept=bcrypt.hashpw(wish.password.encode(), bcrypt.gensalt())))
      @app.post("/runners/skin")
      def skin(skin: str, response: Response):
          response.set_cookie("skin", skin)
      @app.post("/runners/renew")
      def renew(wish: Renewal, db=Depends(get_db)):
          one = db.query(Runner).filter(Runner.reset_token == wish.token).first()
          one.kept = wish.secret
      @app.post("/runners/badge")
      def badge(skin: str, response: Response, db=Depends(get_db)):
          db.add(Badge(skin=skin))
          response.set_cookie("skin", skin)
      @app.put("/runners/{id}")
      def later(id: int):
          """To come."""
          raise NotImplementedError
      @app.delete("/runners/{id}")
      async def drop(id: int): ...`;
    deepEqual(linesOf({ 'main.py': main }, RULE), ['main.py:16']);
  });

  it('knows them in Java', () => {
    const java = `
      import org.springframework.web.bind.annotation.*;
      @RestController
      class Runners {
        @PostMapping("/runners")
        void join(@RequestBody Wish wish) { runners.save(new Runner(wish.mail(), encoder.encode(wish.password()))); }
        @PostMapping("/runners/leave")
        void leave(HttpSession session) { session.invalidate(); }
        @PostMapping("/runners/renew")
        void renew(@RequestBody Renewal wish) { Runner one = runners.findByResetToken(wish.token()); one.setKept(wish.kept()); runners.save(one); }
        @PostMapping("/runners/badge")
        void badge(@RequestBody Badge badge) { badges.save(badge); }
        @PutMapping("/runners/{id}")
        Runner later(@PathVariable long id) { return null; }
        @DeleteMapping("/runners/{id}")
        void drop(@PathVariable long id) { /* to come */ }
      }
      @Configuration
      class Security {
        @Bean
        SecurityFilterChain chain(HttpSecurity http) throws Exception {
          return http.authorizeHttpRequests(rules -> rules.anyRequest().permitAll()).build();
        }
      }`;
    deepEqual(linesOf({ 'Runners.java': java }, RULE), ['Runners.java:10']);
  });
});
