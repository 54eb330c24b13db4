import { defineRule, type FixOffer } from '../../server/core/rule/rule.js';
import type { ValueView } from '../../server/core/rule/views.js';
import { shorten } from '../../server/core/words/text.js';
import {
  DIGESTS,
  digestOf,
  handedDigest,
  isPassword,
  isStep,
  lowCost,
  weakEncoder,
} from './password-digests.js';
import { PLAIN, plainIn, typedIn } from './plain-passwords.js';

export default defineRule({
  id: 'auth/password-weak-hash',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['auth-credentials', 'crypto-at-rest'],
  standards: ['API2:2023', 'CWE-916', 'CWE-256'],
  title: 'Password kept in clear or behind a fast hash',
  why: `
    Tables of users leak. What stands in them in clear opens accounts at once, here
    and wherever the password is used again; a fast digest, salted or not, lasts
    hours against a graphics card. Argon2id, scrypt and bcrypt are made to be slow:
    store what they give, and compare with their own function.`,
  callees: [...new Set([...DIGESTS, ...PLAIN])],
  messages: {
    digest: '{value} is hashed by {algorithm}, which is made to be fast: leaked hashes are guessed in hours.',
    encoder: 'This encoder takes a digest that is made to be fast: leaked hashes are guessed in hours.',
    plain: 'This encoder keeps passwords as they are typed.',
    compared: '{value} is compared as it was typed, so the passwords of all users are kept in clear.',
    stored: '{value} is stored as it was typed: whoever reads the table has the passwords of all users.',
    cost: 'A cost of {cost} makes bcrypt fast to guess: take 10 at the least.',
  },
  fixes: { cost: { title: 'Take a cost of 12', safety: 'review' } },
  examples: [
    {
      language: 'javascript',
      bad: `
        const bcrypt = require('bcrypt');

        app.post('/users', async (req, res) => {
          const hash = await bcrypt.hash(req.body.password, 4);
          //                                                ^ A cost of 4 makes bcrypt fast to guess: take 10 at the least.
          res.json(await User.create({ email: req.body.email, hash }));
        });`,
      fixed: `
        const bcrypt = require('bcrypt');

        app.post('/users', async (req, res) => {
          const hash = await bcrypt.hash(req.body.password, 12);
          res.json(await User.create({ email: req.body.email, hash }));
        });`,
      good: `
        const bcrypt = require('bcrypt');
        const { createHash } = require('crypto');

        app.post('/users', async (req, res) => {
          const { email, password, confirm } = req.body;
          if (password !== confirm || password === process.env.ADMIN_PASSWORD) return res.status(400).end();
          const avatar = createHash('md5').update(email).digest('hex');
          const hash = await bcrypt.hash(createHash('sha512').update(password).digest('base64'), ROUNDS);
          const refresh = await bcrypt.hash(req.body.refreshToken, 8);
          res.json(await User.create({ email, hash, avatar, refresh, code: await bcrypt.hash(code, await bcrypt.genSalt(6)) }));
        });
        app.post('/reset', async (req, res) => {
          const user = await User.findOne({ resetToken: createHash('sha256').update(req.body.passwordResetToken).digest('hex') });
          if (!(await bcrypt.compare(req.body.password, user.password))) return res.status(401).end();
          res.end();
        });
        app.post('/passwords', async (req, res) => {
          const digest = createHash('sha1').update(req.body.password).digest('hex');
          const found = await fetch('https://api.pwnedpasswords.com/range/' + digest.slice(0, 5));
          res.send(await found.text());
        });`,
    },
    {
      language: 'javascript',
      bad: `
        const crypto = require('crypto');
        const md5 = require('md5');

        app.post('/users', async (req, res) => {
          const { email, password } = req.body;
          const hash = crypto.createHash('sha256').update(password + SALT).digest('hex');
          //                                              ^^^^^^^^^^^^^^^ password + SALT is hashed by sha256, which is made to be fast: leaked hashes are guessed in hours.
          await User.create({ email, hash, older: md5(password), other: digest(password) });
          //                                          ^^^^^^^^
          //                                                                   ^^^^^^^^
          res.end();
        });
        function digest(text) {
          return crypto.createHash('sha1').update(text).digest('hex');
        }`,
      good: `
        const crypto = require('crypto');

        app.post('/files', async (req, res) => {
          const etag = crypto.createHash('sha1').update(JSON.stringify(req.body.text)).digest('hex');
          const cost = crypto.scryptSync(req.body.password, SALT, 64);
          res.json({ etag, cost });
        });
        app.post('/console', (req, res) => {
          const sent = crypto.createHash('sha256').update(req.body.password).digest();
          const own = crypto.createHash('sha256').update(process.env.CONSOLE_PASSWORD).digest();
          res.json({ open: crypto.timingSafeEqual(sent, own) });
        });
        app.post('/networks', async (req, res) => {
          await pool.query('insert into networks (ssid, password) values ($1, $2)', [req.body.ssid, req.body.password]);
          res.end();
        });`,
    },
    {
      language: 'javascript',
      bad: `
        app.post('/login', async (req, res) => {
          const user = await User.findOne({ where: { email: req.body.email } });
          if (user.password !== req.body.password) return res.status(401).end();
          //                    ^^^^^^^^^^^^^^^^^ req.body.password is compared as it was typed, so the passwords of all users are kept in clear.
          res.end();
        });
        app.post('/session', async (req, res) => {
          const { email, password } = req.body;
          const user = await User.findOne({ where: { email, password } });
          //                                                ^^^^^^^^
          const { rows } = await pool.query('select id from users where email = $1 and password = $2', [email, password]);
          //                                                                                                   ^^^^^^^^
          res.json({ user, rows });
        });
        app.post('/users', async (req, res) => {
          const { email, password } = req.body;
          await pool.query('insert into users (email, password) values ($1, $2)', [email, password]);
          //                                                                              ^^^^^^^^ password is stored as it was typed: whoever reads the table has the passwords of all users.
          res.end();
        });`,
      good: `
        const argon2 = require('argon2');

        app.post('/users', async (req, res) => {
          const password = await argon2.hash(req.body.password);
          await pool.query('insert into users (email, password) values ($1, $2)', [req.body.email, password]);
          await pool.query("insert into users (email, password) values ($1, crypt($2, gen_salt('bf')))", [req.body.email, req.body.password]);
          if (req.body.password === req.body.email) return res.status(400).end();
          const room = await Room.findOne({ where: { code: req.body.code, password: req.body.password } });
          if (room.password !== req.body.password || this.config.get('ADMIN_PASSWORD') === req.body.password) return res.status(403).end();
          req.body.password = await argon2.hash(req.body.password);
          await pool.query('insert into users (email, password) values ($1, $2)', [req.body.email, req.body.password]);
          res.end();
        });`,
    },
    {
      language: 'python',
      bad: `
        import hashlib
        import bcrypt
        from fastapi import APIRouter, Depends

        router = APIRouter()

        @router.post("/login")
        def login(form: Login, db=Depends(get_db)):
            digest = hashlib.md5(form.password.encode()).hexdigest()
            #                    ^^^^^^^^^^^^^^^^^^^^^^ form.password.encode() is hashed by md5, which is made to be fast: leaked hashes are guessed in hours.
            user = db.query(User).filter(User.password == form.password).first()
            #                                             ^^^^^^^^^^^^^
            if user.password != form.password:
                #               ^^^^^^^^^^^^^
                raise HTTPException(401)
            return {"id": user.id}

        @router.post("/users")
        def add(form: Login):
            return bcrypt.hashpw(form.password.encode(), bcrypt.gensalt(rounds=6))
            #                                                                  ^ A cost of 6 makes bcrypt fast to guess: take 10 at the least.`,
      good: `
        import hashlib
        import secrets
        from fastapi import APIRouter, Depends

        router = APIRouter()

        @router.post("/login")
        def login(form: Login, db=Depends(get_db)):
            user = db.query(User).filter(User.email == form.email).first()
            if not pwd_context.verify(form.password, user.password):
                raise HTTPException(401)
            key = hashlib.sha256(form.email.encode()).hexdigest()
            if secrets.compare_digest(form.password, settings.admin_password):
                return {"admin": True}
            if form.password == os.environ["ADMIN_PASSWORD"] or get_settings().admin_password == form.password:
                raise HTTPException(403)
            return {"id": user.id, "key": key}

        def hash_password(password: str, salt: bytes):
            return hashlib.pbkdf2_hmac("sha256", password.encode(), salt, 600_000)

        def wsse(nonce: str, password: str):
            return hashlib.sha1((nonce + password).encode()).digest()`,
    },
    {
      language: 'java',
      bad: `
        @RestController
        class Sessions {
          @PostMapping("/session")
          void signIn(@RequestBody Login body) throws Exception {
            User user = users.findByLogin(body.login());
            if (!user.getPassword().equals(body.password())) throw new Unauthorized();
            //                             ^^^^^^^^^^^^^^^ body.password() is compared as it was typed, so the passwords of all users are kept in clear.
            users.findByLoginAndPassword(body.login(), body.password());
            //                                         ^^^^^^^^^^^^^^^
          }

          static String digest(String password) throws Exception {
            byte[] sum = MessageDigest.getInstance("MD5").digest(password.getBytes(StandardCharsets.UTF_8));
            //                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ password.getBytes(Standar… is hashed by md5, which is made to be fast: leaked hashes are guessed in hours.
            return DigestUtils.sha256Hex(password);
            //                           ^^^^^^^^
          }

          @Bean
          PasswordEncoder encoder() {
            return NoOpPasswordEncoder.getInstance();
            //     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ This encoder keeps passwords as they are typed.
          }

          @Bean
          PasswordEncoder older() {
            return new MessageDigestPasswordEncoder("SHA-256");
            //     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ This encoder takes a digest that is made to be fast: leaked hashes are guessed in hours.
          }

          @Bean
          PasswordEncoder quick() {
            return new BCryptPasswordEncoder(4);
            //                               ^
          }
        }`,
      good: `
        @RestController
        class Sessions {
          @PostMapping("/session")
          void signIn(@RequestBody Login body) throws Exception {
            User user = users.findByLogin(body.login());
            if (!encoder.matches(body.password(), user.getPassword())) throw new Unauthorized();
            if (body.password().equals(body.confirmation())) throw new Unauthorized();
            if (body.password().equals(props.getAdminPassword())) throw new Unauthorized();
            if (System.getenv("ADMIN_PASSWORD").equals(body.password())) throw new Unauthorized();
            String etag = DigestUtils.md5Hex(body.login());
          }

          @Bean
          PasswordEncoder encoder() {
            return new BCryptPasswordEncoder();
          }

          @Bean
          PasswordEncoder moving() {
            Map<String, PasswordEncoder> all = Map.of("bcrypt", new BCryptPasswordEncoder(12), "noop", NoOpPasswordEncoder.getInstance());
            return new DelegatingPasswordEncoder("bcrypt", all);
          }
        }`,
    },
  ],

  check: {
    call(call, { report }) {
      if (call.inTest) return;
      const encoder = weakEncoder(call);
      if (encoder !== undefined)
        return report({ at: call.node, message: encoder === 'plain' ? 'plain' : 'encoder' });
      const cost = lowCost(call);
      if (cost !== undefined) {
        const data = { cost: cost.literal ?? '' };
        return report({ at: cost, message: 'cost', severity: 'warning', data, fixes: fixesOf(cost) });
      }
      const digest = digestOf(call) ?? handedDigest(call);
      const hashed = digest?.of.find(isPassword);
      if (digest !== undefined && hashed !== undefined) {
        if (isStep(call)) return;
        const data = { value: shorten(hashed.text, 26), algorithm: digest.algorithm };
        return report({ at: hashed, message: 'digest', data });
      }
      const plain = plainIn(call);
      if (plain === undefined) return;
      const at = typedIn(plain.value);
      report({ at, message: plain.is, data: { value: shorten(at.text, 30) } });
    },
  },
});

/** Where the number stands in the call itself. */
function fixesOf(cost: ValueView): readonly FixOffer[] {
  return cost.text === cost.literal ? [{ fix: 'cost', changes: () => [{ text: cost, by: '12' }] }] : [];
}
