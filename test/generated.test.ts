import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { RULES } from '../rules/index.js';
import { PRACTICES } from '../server/core/rule/practices.js';
import { optionsOf } from '../server/core/rule/settings-schema.js';
import { ruleFile, ruleText } from '../tools/new-rule.js';
import { OUT_OF_SIGHT, PRACTICE_WORDS } from '../tools/practice-words.js';
import { settings } from '../tools/settings.js';

describe('generated files', () => {
  it('are what the generator would write now', () => {
    const run = spawnSync(process.execPath, ['build.mjs', 'generate', '--check'], { encoding: 'utf8' });
    assert.equal(run.status, 0, `${run.stdout}${run.stderr}`);
  }).timeout(60_000);

  it('have a page for every rule, and none for another', () => {
    const pages = readdirSync('docs/rules', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.md') && file !== 'README.md')
      .map((file) => file.replaceAll('\\', '/').slice(0, -'.md'.length))
      .sort();
    assert.deepEqual(pages, RULES.map(({ id }) => id).sort());
  });

  it('offer every option of every rule as a setting', () => {
    const schema = JSON.stringify(settings(RULES));
    for (const rule of RULES)
      for (const name of optionsOf(rule).keys()) assert.ok(schema.includes(`"${name}"`), rule.id);
  });

  it('know all forty practices', () => {
    assert.equal(PRACTICES.length, 40);
    assert.deepEqual(Object.keys(PRACTICE_WORDS).sort(), [...PRACTICES].sort());
    for (const id of Object.keys(OUT_OF_SIGHT)) assert.ok(Object.hasOwn(PRACTICE_WORDS, id), id);
  });
});

describe('a new rule', () => {
  it('is a file under its domain that holds its id', () => {
    assert.equal(ruleFile('auth/some-fault'), 'rules/auth/some-fault.ts');
    assert.ok(ruleText('auth/some-fault').includes("id: 'auth/some-fault'"));
    assert.ok(!existsSync(ruleFile('auth/some-fault')));
  });

  it('needs a domain that exists and a name in lower case', () => {
    for (const id of [
      'some-fault',
      'cooking/too-hot',
      'auth/',
      'auth/Some',
      '../auth/x',
      'auth/a/b',
      'auth/-x',
    ]) {
      assert.throws(() => ruleFile(id), id);
    }
  });
});
