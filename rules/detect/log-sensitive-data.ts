import { defineRule, type FixOffer } from '../../server/core/rule/rule.js';
import type { CallView, ReadView, ValueView } from '../../server/core/rule/views.js';
import { isSignInPath } from '../../server/core/words/public-paths.js';
import { shorten } from '../../server/core/words/text.js';
import { isLogging, namedIn } from './loggers.js';
import { LOGGED_IN_PYTHON } from './python-examples.js';
import { isReplaceable, omit, redact } from './redact.js';
import { isSecret, isTokenHere, pastedInto } from './secret-reads.js';

/** Names of what holds a password or a token as a rule. */
const PEOPLE =
  /login|log_in|sign_?(?:in|up)|auth|credential|password|user|regist|account|payment|card|token/i;

export default defineRule({
  id: 'detect/log-sensitive-data',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['detect-logging', 'auth-credentials'],
  standards: ['API8:2023', 'CWE-532'],
  title: 'Secrets written to the log',
  why: `
    Logs are copied, searched, sent to other companies and kept for years, and far
    more people read them than the database. A password or a token in them is as
    good as published. Log who and what, by identifiers, and leave secrets out.`,
  callees: [
    ...['log', 'info', 'debug', 'warn', 'warning', 'error', 'trace', 'fatal', 'verbose', 'silly'],
    ...['critical', 'exception', 'print', 'println', 'bind', 'contextualize', 'bind_contextvars'],
  ],
  messages: {
    secret: '{value} is written to the log: whoever reads that has it.',
    held: '{value} holds {name} and is written to the log: whoever reads that has it.',
    body: '{value} is written to the log whole, with whatever secrets callers send.',
  },
  fixes: {
    redact: { title: 'Write [redacted] instead', safety: 'review' },
    omit: { title: 'Leave it out', safety: 'review' },
  },
  examples: [
    {
      language: 'javascript',
      bad: `
        function log(...parts) {
          console.log(new Date(), ...parts);
        }
        const debug = (text, value) => logger.debug(text, redact(value));

        app.post('/login', (req, res) => {
          log('sign in', req.body.password);
          //             ^^^^^^^^^^^^^^^^^ req.body.password is written to the log: whoever reads that has it.
          debug('sign in', req.body.password);
          res.end();
        });`,
    },
    {
      language: 'javascript',
      bad: `
        app.post('/login', (req, res) => {
          console.log('sign in', req.body);
          //                     ^^^^^^^^ req.body is written to the log whole, with whatever secrets callers send.
          const { email, password } = req.body;
          logger.info(\`\${email} tried \${password}\`);
          //                            ^^^^^^^^ password is written to the log: whoever reads that has it.
          logger.debug({ headers: req.headers });
          //                      ^^^^^^^^^^^
        });`,
      fixed: `
        app.post('/login', (req, res) => {
          console.log('sign in', '[redacted]');
          const { email, password } = req.body;
          logger.info(\`\${email} tried [redacted]\`);
          logger.debug({ headers: '[redacted]' });
        });`,
      good: `
        app.post('/login', (req, res) => {
          console.log('sign in', req.body.email);
          logger.info('the password was wrong');
          logger.info({ userId: user.id, hasPassword: user.passwordSet, tokenType: token.type, tokenRevoked });
          logger.debug(redact(req.body), mask(password), password.length);
          math.log(req.body.password);
        });
        app.post('/members', (req, res) => log.info({ ...req.body, password: '***' }));`,
    },
    {
      language: 'typescript',
      bad: `
        export function connect(settings: Settings) {
          this.logger.debug('using ' + settings.apiKey);
          //                           ^^^^^^^^^^^^^^^ settings.apiKey is written to the log: whoever reads that has it.
        }`,
      fixed: `
        export function connect(settings: Settings) {
          this.logger.debug('using ' + '[redacted]');
        }`,
    },
    {
      language: 'javascript',
      bad: `
        async function forget(person) {
          person.confirmationToken = await draw();
          log.info('mail is on its way', { to: person.id, by: person.confirmationToken });
          //                                                  ^^^^^^^^^^^^^^^^^^^^^^^^ person.confirmationToken is written to the log: whoever reads that has it.
          log.info('sent', person.id, person.verificationCode);
          //                          ^^^^^^^^^^^^^^^^^^^^^^^
          log.debug(\`\${person.id} gets \${otp}\`);
          //                             ^^^
          const resetUrl = \`https://shop.example.com/reset/\${resetToken}\`;
          console.log('reset token', token, { by: reset.token });
          //                         ^^^^^
          console.log('reset by', resetUrl);
          //                      ^^^^^^^^ resetUrl holds resetToken and is written to the log: whoever reads that has it.
        }`,
      good: `
        async function forget(person) {
          log.debug('unexpected token', token);
          log.warn('no luck', { code: fault.code, status: answer.statusCode, reset: person.resetCodeSentAt });
          log.info('mail is on its way', { to: person.id, until: person.resetTokenExpires, place: place.confirmationCode, code: person.countryCode });
          log.info('mail is on its way', person.otpSentAt, otp.length, hash(otp), otpAttempts, sendOtp);
          const link = \`https://shop.example.com/reset/\${hash(resetToken)}\`;
          console.log('reset by', link, \`https://shop.example.com/orders/\${order.id}\`);
        }`,
    },
    {
      language: 'javascript',
      bad: `
        const jwt = require('jsonwebtoken');
        exports.invite = (email) => {
          const token = jwt.sign({ email }, process.env.INVITE_KEY, { expiresIn: '2d' });
          logger.info(\`invited \${email} with \${token}\`);
          //                                   ^^^^^ token is written to the log: whoever reads that has it.
          return token;
        };`,
      good: `
        exports.parse = (text) => {
          const token = next(text);
          logger.info(\`read \${token}\`);
          return token;
        };`,
    },
    {
      language: 'typescript',
      bad: `
        export function signIn(email: string, password: string) {
          logger.info({ email, password }, 'sign in');
          //                   ^^^^^^^^ password is written to the log: whoever reads that has it.
        }`,
      fixed: `
        export function signIn(email: string, password: string) {
          logger.info({ email, password: '[redacted]' }, 'sign in');
        }`,
    },
    {
      language: 'javascript',
      bad: `
        app.post('/login', (req, res) => {
          console.log('sign in', req.body, req.ip);
          //                     ^^^^^^^^
          res.end();
        });`,
      fix: 'omit',
      fixed: `
        app.post('/login', (req, res) => {
          console.log('sign in', req.ip);
          res.end();
        });`,
    },
    {
      language: 'java',
      bad: `
        class Accounts {
          void signIn(String email, String password) {
            log.info("sign in of {} with {}", email, password);
            //                                       ^^^^^^^^ password is written to the log: whoever reads that has it.
          }

          @PostMapping("/accounts")
          void open(@RequestBody NewAccount account) {
            log.info("opening {}", account);
            //                     ^^^^^^^ account is written to the log whole, with whatever secrets callers send.
          }
        }`,
      good: `
        class Orders {
          @PostMapping("/orders")
          void place(@RequestBody NewOrder order) {
            log.info("placing {}", order);
          }
        }`,
      fixed: `
        class Accounts {
          void signIn(String email, String password) {
            log.info("sign in of {} with {}", email, "[redacted]");
          }

          @PostMapping("/accounts")
          void open(@RequestBody NewAccount account) {
            log.info("opening {}", "[redacted]");
          }
        }`,
    },
    ...LOGGED_IN_PYTHON,
  ],

  check: {
    call(call, { report, listed }) {
      if (call.inTest) return;
      const logs = isLogging(call);
      const shown = call.arguments.filter((_, index) => logs || call.handsOn(index).some(isLogging));
      for (const value of [...shown, ...(logs ? namedIn(call) : [])]) {
        const [told] = value.reads.flatMap((read) => {
          const message = messageOf(read, value, call, listed);
          return message === undefined ? [] : [{ read, message, name: read.held ?? '' }];
        });
        const { read, message, name } = told ?? pastedInto(value, call, listed) ?? {};
        if (read === undefined || message === undefined) continue;
        const data = { value: shorten(read.text, 40), name: shorten(name ?? '', 20) };
        return report({ at: read, message, data, fixes: fixesOf(read, value, call) });
      }
    },
  },
});

/** What is told of one thing that is logged. */
function messageOf(read: ReadView, value: ValueView, call: CallView, listed: (name: string) => boolean) {
  if (isSecret(read, listed) || isTokenHere(read, value, call)) return 'secret';
  const { held = '', input } = read;
  // What the server itself took out of a token may be less than the token.
  const isTaken = input !== undefined || held === 'authorization' || /^[A-Z_\d]+$/.test(held);
  if (isTaken && isSecret({ ...read, name: held }, listed)) return 'held';
  return isAll(read, call) && !isBlanked(read, value) ? 'body' : undefined;
}

function fixesOf(read: ReadView, value: ValueView, call: CallView): readonly FixOffer[] {
  const without = omit(read, call);
  return [
    ...(isReplaceable(read) ? [{ fix: 'redact', changes: () => redact(read, value, call.language) }] : []),
    ...(without === undefined ? [] : [{ fix: 'omit', changes: () => without }]),
  ];
}

/** Spread into an object that writes something else over the password: `{ ...req.body, password: '***' }`. */
function isBlanked(read: ReadView, value: ValueView): boolean {
  const isSpread = value.spreads.some(({ start, end }) => read.start >= start && read.end <= end);
  return (
    isSpread && ['password', 'token', 'secret'].some((name) => value.property(name)?.literal !== undefined)
  );
}

/** All that was sent, or all headers with their credentials; of a type with its own fields where people prove who they are. */
function isAll({ input, name, tells }: ReadView, { language, handler }: CallView): boolean {
  if (tells.length > 0) return true;
  if (language === 'python' && input?.length === 2 && /^(?:json|body|form) \*$/.test(input.join(' ')))
    return true;
  if (input?.length !== 1 || !/^(?:body|headers|cookies)$/.test(input[0] ?? '')) return false;
  if ((language !== 'java' && language !== 'python') || input[0] !== 'body') return true;
  return PEOPLE.test(name) || handler?.endpoints.some(({ path }) => isSignInPath(path)) === true;
}
