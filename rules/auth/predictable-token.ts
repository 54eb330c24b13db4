import { defineRule } from '../../server/core/rule/rule.js';
import { shorten } from '../../server/core/words/text.js';
import { GUESSABLE, guessable, madeSecret } from './guessable-values.js';
import { drawsOfSystem, placeOf } from './system-draws.js';

export default defineRule({
  id: 'auth/predictable-token',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['auth-standards', 'auth-credentials'],
  standards: ['API2:2023', 'CWE-338', 'CWE-340'],
  title: 'Secret that can be guessed from others or from the time',
  why: `
    A generator that is made for games and statistics tells its state by what it
    gives: from a few values that a caller has asked for, the next ones can be
    computed, and with them the codes that other people get. The time is no better, since few moments
    have to be tried. Take what lets somebody in from the generator of the system.`,
  callees: GUESSABLE,
  messages: {
    random: '{name} is made by {source}, whose next values can be computed from others.',
    time: '{name} is made of the time: who tries the moments around it finds it.',
    uuid: '{name} is made of the time and the machine: who has one such id finds its neighbors.',
  },
  fixes: {
    system: { title: 'Take it from the generator of the system: {by}', safety: 'review' },
  },
  examples: [
    {
      language: 'javascript',
      bad: `
        app.post('/forgot-password', async (req, res) => {
          const user = await User.findOne({ where: { email: req.body.email } });
          user.resetToken = Math.random().toString(36).slice(2);
          //                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ resetToken is made by Math.random, whose next values can be computed from others.
          await user.save();
          res.end();
        });`,
      fixed: `
        const { randomUUID } = require('node:crypto');

        app.post('/forgot-password', async (req, res) => {
          const user = await User.findOne({ where: { email: req.body.email } });
          user.resetToken = randomUUID();
          await user.save();
          res.end();
        });`,
      good: `
        const { randomBytes, randomInt } = require('node:crypto');

        app.post('/forgot-password', async (req, res) => {
          const user = await User.findOne({ where: { email: req.body.email } });
          user.resetToken = randomBytes(32).toString('hex');
          user.resetTokenExpires = Date.now() + 3600000;
          user.color = COLORS[Math.floor(Math.random() * COLORS.length)];
          user.otp = String(randomInt(100000, 1000000));
          setTimeout(retry, 100 + Math.random() * 50);
          if (Math.random() < 0.01) sweep();
          res.end();
        });`,
    },
    {
      language: 'javascript',
      bad: `
        const md5 = require('md5');
        const { v1: uuidv1 } = require('uuid');

        function randomText(length) {
          let text = '';
          for (let at = 0; at < length; at++) text += LETTERS.charAt(Math.floor(Math.random() * LETTERS.length));
          //                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ apiKey is made by Math.random, whose next values can be computed from others.
          return text;
        }
        const generateOtp = () => Math.floor(100000 + Math.random() * 900000);
        //                                            ^^^^^^^^^^^^^
        app.post('/keys', async (req, res) => {
          const apiKey = randomText(32);
          const code = Math.floor(1000 + Math.random() * 9000).toString();
          //           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          await Account.updateOne({ _id: req.user.id }, { apiKey, verificationCode: code });
          await Link.create({ inviteToken: uuidv1(), token: md5(req.user.email + Date.now()) });
          //                               ^^^^^^^^ inviteToken is made of the time and the machine: who has one such id finds its neighbors.
          //                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ token is made of the time: who tries the moments around it finds it.
          res.cookie('session_id', 'S' + Math.random());
          //                       ^^^^^^^^^^^^^^^^^^^
          res.end();
        });`,
      good: `
        const { v1: uuidv1, v4: uuidv4 } = require('uuid');

        app.post('/keys', async (req, res) => {
          const token = PROVIDER_TOKENS[Math.floor(Math.random() * PROVIDER_TOKENS.length)];
          const requestId = uuidv1();
          const file = \`\${Date.now()}-\${Math.round(Math.random() * 1e9)}.png\`;
          const sessionId = \`\${Date.now()}-\${uuidv4()}\`;
          const orderCode = Math.random().toString(36).slice(2);
          const issued = await Key.create({ token: uuidv4(), otpSentAt: Date.now(), usedTokens: Math.random() });
          const password = users[Math.floor(Math.random() * users.length)].password;
          res.json({ issued, requestId, file, orderCode, sessionId, token, password });
        });`,
    },
    {
      language: 'javascript',
      bad: `
        const express = require('express');
        const mongoose = require('mongoose');

        const app = express();
        const Invitation = new mongoose.Schema({
          invitationCode: { type: String, default: () => Math.random().toString(36).slice(2, 10) },
          //                                             ^^^^^^^^^^^^^ invitationCode is made by Math.random, whose next values can be computed from others.
          color: { type: String, default: () => COLORS[Math.floor(Math.random() * 8)] },
        });
        app.post('/login/code', async (req, res) => {
          const code = 1000 + Math.floor(Math.random() * 9000);
          //           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          await sms.send(req.body.phone, code);
          res.end();
        });
        app.post('/coupons', async (req, res) => {
          const code = 1000 + Math.floor(Math.random() * 9000);
          res.json(await Coupon.create({ code }));
        });`,
    },
    {
      language: 'javascript',
      bad: `
        import { sms } from './sms.js';

        const otp = Math.floor(1000 + Math.random() * 9000).toString();
        //          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ otp is made by Math.random, whose next values can be computed from others.
        sms.send(otp);`,
      fixed: `
        import { sms } from './sms.js';
        import { randomInt } from 'node:crypto';

        const otp = randomInt(1000, 10000).toString();
        sms.send(otp);`,
    },
    {
      language: 'python',
      bad: `
        import random
        import string
        from fastapi import APIRouter

        router = APIRouter()

        @router.post("/password-reset")
        def reset(form: Form, db=Depends(get_db)):
            otp = random.randint(100000, 999999)
            #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ otp is made by random.randint, whose next values can be computed from others.
            db.add(Reset(email=form.email, otp=otp))`,
      fixed: `
        import random
        import string
        from fastapi import APIRouter
        from secrets import SystemRandom

        router = APIRouter()

        @router.post("/password-reset")
        def reset(form: Form, db=Depends(get_db)):
            otp = SystemRandom().randint(100000, 999999)
            db.add(Reset(email=form.email, otp=otp))`,
      good: `
        import random
        import secrets
        from random import SystemRandom

        system = random.SystemRandom()

        @router.post("/password-reset")
        def reset(form: Form, db=Depends(get_db)):
            otp = system.randint(100000, 999999)
            token = "".join(secrets.choice(LETTERS) for _ in range(32))
            password = "".join(SystemRandom().choices(LETTERS, k=12))
            api_key = random.choice(settings.provider_keys)
            delay = random.uniform(0.1, 0.5)
            db.add(Reset(email=form.email, otp=otp, token=token, expires_at=time.time() + 600))`,
    },
    {
      language: 'python',
      bad: `
        import hashlib
        import random
        import time
        import uuid
        from random import choices

        def generate_password(length: int = 10):
            return "".join(random.choice(LETTERS) for _ in range(length))
            #              ^^^^^^^^^^^^^^^^^^^^^^ generate_password is made by random.choice, whose next values can be computed from others.

        def invite(form: Form, db):
            db.add(Invitation(email=form.email, token=str(uuid.uuid1())))
            #                                         ^^^^^^^^^^^^^^^^^
            session_id = hashlib.sha256(str(time.time()).encode()).hexdigest()
            #            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
            salt = "".join(choices(LETTERS, k=8))
            #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
            return session_id, salt`,
    },
    {
      language: 'java',
      bad: `
        import java.util.Random;

        @RestController
        class Resets {
          @PostMapping("/password-reset")
          void reset(@RequestBody Form form) {
            User user = users.findByEmail(form.email());
            user.setResetToken(String.valueOf(100000 + new Random().nextInt(900000)));
            //                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ResetToken is made by new Random().nextInt, whose next values can be computed from others.
          }
        }`,
      fixed: `
        import java.util.Random;

        @RestController
        class Resets {
          @PostMapping("/password-reset")
          void reset(@RequestBody Form form) {
            User user = users.findByEmail(form.email());
            user.setResetToken(String.valueOf(100000 + new java.security.SecureRandom().nextInt(900000)));
          }
        }`,
      good: `
        import java.security.SecureRandom;
        import java.util.Random;
        import org.apache.commons.lang3.RandomStringUtils;

        @RestController
        class Resets {
          private final SecureRandom random = new SecureRandom();
          private final Random other = new SecureRandom();

          @PostMapping("/password-reset")
          void reset(@RequestBody Form form) {
            String otp = String.format("%06d", random.nextInt(1000000));
            String code = String.valueOf(other.nextInt(1000000));
            user.setResetToken(UUID.randomUUID().toString());
            user.setVerificationCode(RandomStringUtils.secure().nextAlphanumeric(32));
            user.setApiKey(RandomStringUtils.randomAlphanumeric(32));
            user.setColor(new Random().nextInt(255));
          }
        }`,
    },
    {
      language: 'java',
      bad: `
        import java.util.Random;
        import org.apache.commons.lang.RandomStringUtils;

        class Codes {
          private final Random random = new Random();

          String generateOtp() {
            StringBuilder otp = new StringBuilder();
            for (int at = 0; at < 6; at++) otp.append(random.nextInt(10));
            //                                        ^^^^^^^^^^^^^^^^^^ otp is made by random.nextInt, whose next values can be computed from others.
            return otp.toString();
          }

          void invite(Invitation invitation) {
            invitation.setInviteToken(RandomStringUtils.randomAlphanumeric(20));
            //                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
            String token = Long.toHexString(ThreadLocalRandom.current().nextLong());
            //             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          }
        }`,
    },
  ],

  check: {
    call(call, { report }) {
      if (call.inTest) return;
      const source = guessable(call);
      const made = source && madeSecret(call, source);
      if (source === undefined || made === undefined) return;
      const data = { name: shorten(made.name, 25), source: shorten(call.callee.replace(/^new/, 'new '), 25) };
      report({ at: placeOf(call, made), message: source, data, fixes: drawsOfSystem(call, made) });
    },
  },
});
