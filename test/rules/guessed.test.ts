import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

const RULE = 'auth/predictable-token';

/** The numbers of the lines of one file in which something is found. */
function lines(name: string, ...text: readonly string[]): readonly number[] {
  return linesOf({ [name]: text.join('\n') }, RULE).map((at) => Number(at.split(':')[1]));
}

describe('secrets that can be guessed', () => {
  before(prepare);

  it('are followed through names, lists of letters and functions that give them back', () => {
    const found = lines(
      'codes.js',
      'function a(user) { const n = Math.floor(Math.random() * 9000); const text = String(n); user.resetCode = text; }',
      "function b() { const all = []; all.push(SET[Math.floor(Math.random() * 9)]); return all.join(''); }",
      'function c() { const password = b(); return password; }',
      "const d = () => ({ salt: [...Array(8)].map(() => SET[Math.floor(Math.random() * 9)]).join('') });",
      "const generateToken = () => 'xxxx'.replace(/x/g, (c) => ((Math.random() * 16) | 0).toString(16));",
    );
    deepEqual(found, [1, 2, 4, 5]);
  });

  it('are no parts of messages, names of files and locks, and nothing that is compared or picked from a list', () => {
    const found = lines(
      'others.js',
      "function a() { const token = Math.random().toString(16); const boundary = '--' + token; return boundary; }",
      'function b(file) { const code = Math.random(); const fileName = code + file.name; return fileName; }',
      'function c(user) { if (Math.random() < 0.5) user.token = undefined; }',
      'function d(user) { const one = KEYS[Math.floor(Math.random() * 3)]; user.apiKey = one; }',
      "function e(user) { user.token = 'Bearer ' + KEYS[Math.floor(Math.random() * 3)]; }",
      'function f(users) { const at = Math.floor(Math.random() * 3); const password = users[at].password; }',
      'function g(user) { user.resetPasswordExpires = Date.now() + 3600; user.otpSent = String(Date.now()); }',
      'function h(user) { user.token = sign({ jti: Math.random() }, key); }',
      'function i(user) { user.token = String(Date.now()) + randomBytes(16); user.csrfCount = Math.random(); }',
    );
    deepEqual(found, []);
  });

  it('are not seen where the generator asks the system, or cannot be seen', () => {
    const python = lines(
      'codes.py',
      'import random',
      'import secrets',
      'from random import SystemRandom, randint',
      'rng = SystemRandom()',
      'def a(user): user.otp = rng.randint(1, 9)',
      'def b(user): user.otp = random.SystemRandom().randint(1, 9)',
      'def c(user): user.otp = secrets.SystemRandom().randint(1, 9)',
      'def d(user, random): user.otp = random.randint(1, 9)',
      'def e(user): user.otp = randint(1, 9)',
    );
    deepEqual(python, [9]);
    const java = lines(
      'Codes.java',
      'import java.util.*;',
      'import java.security.SecureRandom;',
      'class Codes {',
      '  private final Random given;',
      '  private final Random own = new Random();',
      '  void a(User user) { user.setOtp(given.nextInt(9)); }',
      '  void b(User user) { user.setOtp(own.nextInt(9)); }',
      '  void c(User user) { Random r = new SecureRandom(); user.setOtp(r.nextInt(9)); }',
      '  void d(User user) { user.setOtp(new SecureRandom().nextInt(9)); }',
      '}',
    );
    deepEqual(java, [7]);
  });
});
