import assert from 'node:assert/strict';
import { engineOf, openText, settle } from '../support/engine.js';

const RULE = 'auth/write-operation-unprotected';
const ALLOW = `    # portcullis-allow ${RULE}: a public form\n`;

/** What is said of open writes, what is allowed, and what is wrong with allowances. */
function said(allowances: readonly string[]) {
  const paths = ['/a', '/b', '/c'].map(
    (path, index) => `  ${path}:\n${allowances[index] ?? ''}    post:\n      responses: {}\n`,
  );
  const engine = engineOf();
  const text = `openapi: 3.0.3\ninfo: { title: t, version: '1' }\npaths:\n${paths.join('')}`;
  const uri = openText(engine, 'a.yaml', text);
  settle(engine);
  const { findings, suppressed } = engine.findings(uri);
  const told = (wanted: (rule: string) => boolean) =>
    findings.flatMap(({ rule, message }) => (wanted(rule) ? [message] : []));
  return {
    open: told((rule) => rule === RULE),
    about: told((rule) => rule.startsWith('testing/suppression-')),
    allowed: suppressed.map(({ rule, allowed }) => `${rule} ${allowed}`),
  };
}

describe('a fault of several places that is told once', () => {
  it('does not count those that are allowed', () => {
    assert.match(said([]).open.join(), /anyone can use the 3 operations/);
    const one = said([ALLOW]);
    assert.match(one.open.join(), /anyone can use the 2 operations/);
    assert.deepEqual([one.about, one.allowed], [[], []]);
  });

  it('is told of the one that is left', () => {
    const two = said([ALLOW, ALLOW]);
    assert.deepEqual(two.open, ['Anyone can call POST /c: nothing asks who they are.']);
    assert.deepEqual(two.about, []);
  });

  it('is allowed when each of them is', () => {
    const all = said([ALLOW, ALLOW, ALLOW]);
    assert.deepEqual([all.open, all.about], [[], []]);
    assert.deepEqual(all.allowed, [`${RULE} a public form`]);
  });

  it('counts those whose allowance is over', () => {
    const over = said([ALLOW.replace('form', 'form until 2026-01-01')]);
    assert.match(over.open.join(), /anyone can use the 3 operations/);
    assert.equal(over.about.length, 1);
  });
});
