import assert from 'node:assert/strict';
import { standingAt } from '../../server/core/syntax/at.js';
import { createDocument } from '../../server/core/text/open.js';

/** What stands at '|': its steps, and whether it is a key. */
function at(marked: string, language: 'yaml' | 'json' = 'yaml'): string | undefined {
  const document = createDocument('file:///w/a.yaml', language, 1, marked.replace('|', ''));
  const found = standingAt(document, marked.indexOf('|'));
  return found && `${found.key ? 'key' : 'value'} ${found.path.join(' ')}`;
}

const HEAD = 'openapi: 3.1.0\ninfo:\n  title: T\npaths:\n';
/** Long enough for its entries to be read alone. */
const LONG = Array.from(
  { length: 400 },
  (_, n) => `        "${n}": { description: "${'x'.repeat(60)}" }\n`,
).join('');

describe('what stands at an offset', () => {
  it('is a key or a value, with the steps that lead there', () => {
    assert.equal(at(`${HEAD}  /a:\n    ge|t:\n      tags: [x]\n`), 'key paths /a get');
    assert.equal(at(`${HEAD}  /|a:\n    get: {}\n`), 'key paths /a');
    assert.equal(at(`${HEAD}  /a:\n    get:\n      tags: [x, |y]\n`), 'value paths /a get tags 1');
    assert.equal(at('op|enapi: 3.1.0\n'), 'key openapi');
    assert.equal(at(`${HEAD}  /a:\n    get:\n      tags:\n  |    - x\n`), undefined);
  });

  it('is found in JSON, and in lists whose items are long', () => {
    assert.equal(at('{"paths": {"/a": {"g|et": {}}}}', 'json'), 'key paths /a get');
    assert.equal(at('{"tags": ["x", "|y"]}', 'json'), 'value tags 1');
    const names = Array.from({ length: 300 }, (_, n) => `${n}${'x'.repeat(80)}`);
    const items = names.map((name) => `  - name: "${name}"\n`);
    const list = `${HEAD}  {}\ntags:\n${items.join('').replace('"7x', '"|7x')}`;
    assert.equal(at(list), 'value tags 7 name');
    const json = JSON.stringify({ tags: names.map((name) => ({ name })) }, null, 2);
    const seventh = json.indexOf('"name"', json.indexOf('"7xx') - 20);
    assert.equal(at(`${json.slice(0, seventh + 2)}|${json.slice(seventh + 2)}`, 'json'), 'key tags 7 name');
  });

  it('is found where the text was cut', () => {
    const long = `${HEAD}  /a:\n    get:\n      responses:\n${LONG}`;
    assert.equal(at(long.replace('"399"', '"39|9"')), 'key paths /a get responses 399');
    assert.equal(at(long.replace('get:', 'g|et:')), 'key paths /a get');
    assert.equal(at(long.replace('/a:', '/|a:')), 'key paths /a');
  });

  it('survives an alias that stands inside what it names', () => {
    assert.equal(at('a: &x\n  b: *x\n  c: |1\n'), 'value a c');
  });
});
