import assert from 'node:assert/strict';
import { RULES } from '../../rules/index.js';
import { checkFacts, parseExpression } from '../../server/core/expression/parse.js';
import { factKinds } from '../../server/core/model/threats/facts.js';
import { THREATS } from '../../server/core/model/threats/generated/library.js';
import { SNIPPETS } from '../../snippets/index.js';
import { readOwed } from '../../tools/threats.js';

describe('the threat library', () => {
  const owed = new Set(readOwed(process.cwd()).map(({ rule }) => rule));
  const rules = new Set(RULES.map(({ id }) => id));

  it('names rules that exist or are owed, and none is owed that exists', () => {
    const named = new Set(THREATS.flatMap(({ raises, lowers }) => [...raises, ...lowers]));
    for (const rule of named) assert.ok(rules.has(rule) || owed.has(rule), rule);
    for (const rule of owed) {
      assert.ok(!rules.has(rule), `${rule} exists`);
      assert.ok(named.has(rule), `${rule} is named by no template`);
    }
  });

  it('names snippets that exist', () => {
    const ids = new Set(SNIPPETS.map(({ id }) => id));
    for (const { id, snippets } of THREATS)
      for (const name of snippets) assert.ok(ids.has(name), `${id}: ${name}`);
  });

  it('has conditions that read facts which exist', () => {
    for (const { id, when } of THREATS) {
      const parsed = parseExpression(when);
      assert.ok(parsed.ok, id);
      assert.equal(checkFacts(parsed.expression, factKinds()), undefined, id);
    }
  });

  it('gives every template a kind and an id of its own, a question, controls and practices', () => {
    assert.equal(new Set(THREATS.map(({ kind }) => kind)).size, THREATS.length);
    assert.equal(new Set(THREATS.map(({ id }) => id)).size, THREATS.length);
    for (const template of THREATS) {
      assert.match(template.id, new RegExp(`^TM-${template.stride}-\\d\\d$`));
      assert.ok(template.question.endsWith('?'), template.id);
      assert.ok(template.controls.length > 1 && template.practices.length > 0, template.id);
      assert.ok(template.cwe.length > 0 && template.owasp.length > 0, template.id);
    }
  });
});
