import { deepEqual, equal, ok } from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../../rules/index.js';
import { PRACTICES } from '../../server/core/rule/practices.js';
import { fill, type Rule } from '../../server/core/rule/rule.js';
import { checkExample, findingsOf, nameOf, prepare } from './harness.js';
import { wrap } from './wrap.js';

const STANDARD = /^(API\d{1,2}:2023|CWE-\d+|RFC \d+( section [\d.]+)?|OpenAPI .+|OWASP .+)$/;
/** The longest value that a rule puts into a message is cut by the rule itself; this stands for it in the count. */
const MAX_MESSAGE = 120;

describe('rules', () => {
  before(prepare);

  it('are listed once each', () => {
    const ids = RULES.map(({ id }) => id);
    deepEqual(ids, [...new Set(ids)]);
    deepEqual(ids, [...ids].sort());
  });

  for (const rule of RULES) {
    describe(rule.id, () => {
      it('stands in the file of its name', () => {
        const file = join('rules', `${rule.id}.ts`);
        ok(existsSync(file), file);
        ok(readFileSync(file, 'utf8').includes(`id: '${rule.id}'`));
      });

      it('says what, why and by which standard', () => {
        ok(rule.title.length > 0 && rule.title.length <= 70, rule.title);
        ok(!rule.title.endsWith('.'));
        ok(rule.why.trim().length >= 120, 'why is too short to explain anything');
        ok(rule.practices.length > 0);
        for (const practice of rule.practices) ok(PRACTICES.includes(practice), practice);
        ok(rule.standards.length > 0);
        for (const standard of rule.standards) ok(STANDARD.test(standard), standard);
      });

      it('has messages and fixes that its code uses, and no others', () => {
        const code = readFileSync(join('rules', `${rule.id}.ts`), 'utf8');
        const check = code.slice(code.indexOf('\n  check: {')) + helpers(rule, code);
        ok(Object.keys(rule.messages).length > 0);
        for (const key of [...Object.keys(rule.messages), ...Object.keys(rule.fixes ?? {})]) {
          ok(uses(check, key), `nothing uses "${key}"`);
        }
        for (const message of Object.values(rule.messages)) ok(message.length <= MAX_MESSAGE, message);
      });

      it('has an example for each subject', () => {
        ok(rule.examples.some((example) => 'bad' in example) || rule.id === 'testing/invalid-document');
        ok(rule.examples.some((example) => 'good' in example || ('fixed' in example && example.fixed)));
      });

      rule.examples.forEach((example, index) => {
        it(`example ${index + 1}`, () => {
          const complaints = checkExample(rule, example);
          ok(complaints.length === 0, `\n${complaints.join('\n')}`);
        });
      });
    });
  }

  it('say everything in at most 120 characters', () => {
    for (const rule of RULES) {
      for (const example of rule.examples) {
        for (const text of ['bad' in example ? example.bad : '', example.good ?? '']) {
          if (text === '' || example.files) continue;
          const { text: whole, language } = wrap(rule, example, text);
          const name = nameOf(example, language);
          for (const { message } of findingsOf([{ name, language, text: whole }]).in(name)) {
            ok(message.length <= MAX_MESSAGE, `${rule.id}: ${message}`);
            ok(!unfilled(message), `${rule.id}: ${message}`);
          }
        }
      }
    }
  });
});

describe('the wrapper of examples', () => {
  const [rule] = RULES;
  for (const oas of ['2.0', '3.0', '3.1', '3.2'] as const) {
    const fragments = {
      schema: '{ type: boolean }',
      operation: 'responses: { default: { description: Done, headers: { RateLimit: {}, Retry-After: {} } } }',
      parameter:
        oas === '2.0'
          ? '{ name: q, in: query, type: boolean }'
          : '{ name: q, in: query, schema: { type: boolean } }',
      scheme: '{ type: apiKey, in: header, name: X-Other }',
    } as const;
    for (const as of ['schema', 'operation', 'parameter', 'scheme'] as const) {
      it(`${as} in ${oas} gives no finding`, () => {
        ok(rule);
        const { text, language } = wrap(rule, { as, oas, good: '' }, fragments[as]);
        deepEqual(findingsOf([{ name: 'x.yaml', language, text }]).in('x.yaml'), []);
      });
    }
  }
});

describe('filling messages', () => {
  it('leaves a name that data lacks', () => equal(fill('{a} {b}', { a: 1 }), '1 {b}'));
});

/** Modules beside the rule that it imports: helpers that make reports and fixes for it. */
/** The code of the helpers that a rule has: those of its folder, and the one that reports for several domains. */
function helpers(rule: Rule, code: string): string {
  const folder = join('rules', rule.id.split('/')[0] ?? '');
  const own = readdirSync(folder)
    .filter((name) => code.includes(`'./${name.replace(/\.ts$/, '.js')}'`))
    .map((name) => join(folder, name));
  const shared = code.includes('reportLack') ? ['rules/responses.ts'] : [];
  return [...own, ...shared].map((file) => readFileSync(file, 'utf8')).join('\n');
}

function uses(code: string, key: string): boolean {
  return code.includes(`'${key}'`);
}

/** Holes of all messages that are not filled; a path may hold braces of its own. */
function unfilled(message: string): boolean {
  const holes = RULES.flatMap(({ messages }) =>
    Object.values(messages).flatMap((text) => text.match(/\{\w+\}/g) ?? []),
  );
  return holes.some((hole) => hole !== '{id}' && message.includes(hole));
}
