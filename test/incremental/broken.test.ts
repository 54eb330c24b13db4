import assert from 'node:assert/strict';
import type { Finding } from '../../server/core/rule/finding.js';
import { engineOf, openText, settle } from '../support/engine.js';

const UNREADABLE = 'testing/unreadable-document';

function findingsIn(name: string, text: string): readonly Finding[] {
  const engine = engineOf();
  const uri = openText(engine, name, text);
  settle(engine);
  return engine.findings(uri).findings;
}

/** What cannot be read, by the text of its line up to the place. */
function unreadable(name: string, text: string): readonly string[] {
  return findingsIn(name, text)
    .filter(({ rule }) => rule === UNREADABLE)
    .map(({ place }) => {
      const line = text.lastIndexOf('\n', place.range.start - 1) + 1;
      return text.slice(line, place.range.end).trim();
    });
}

const PATHS = `{
  "openapi": "3.0.3", "info": { "title": "t", "version": "1" },
  "paths": {
    "/a": { "get": { "responses": {} } },
    "/b": {
      "get": { "responses": {} }
    },
    "/c": { "get": { "responses": {} } }
  }
}
`;

describe('broken JSON is a finding where it is broken', () => {
  it('when a comma is missing between two path items', () => {
    assert.deepEqual(unreadable('a.json', PATHS.replace('    },\n    "/c"', '    }\n    "/c"')), ['}']);
    const one = PATHS.replace('{} } },\n    "/b"', '{} } }\n    "/b"');
    assert.deepEqual(unreadable('a.json', one), ['"/a": { "get": { "responses": {} } }']);
  });

  it('when two members share the line of the root', () => {
    const text = PATHS.replace('{\n  "openapi"', '{ "openapi"').replace(
      '    },\n    "/c"',
      '    }\n    "/c"',
    );
    assert.deepEqual(unreadable('a.json', text), ['}']);
  });

  it('when a comma is one too many', () => {
    assert.deepEqual(unreadable('a.json', PATHS.replace('{} } }\n  }', '{} } },\n  }')), [
      '"/c": { "get": { "responses": {} } },',
    ]);
    assert.deepEqual(unreadable('a.json', PATHS.replace('  }\n}', '  },\n}')), ['},']);
  });

  it('when the last bracket is missing, and when one follows it', () => {
    const open = PATHS.trimEnd().slice(0, -1);
    assert.deepEqual(unreadable('a.json', open), ['}']);
    assert.equal(findingsIn('a.json', open).at(-1)?.place.range.start, open.trimEnd().length - 1);
    assert.deepEqual(unreadable('a.json', `${PATHS}}\n`), ['}']);
    assert.deepEqual(unreadable('a.json', `${PATHS}x\n`), ['x']);
  });

  it('once, when a key stands in single quotes', () => {
    const text = `{\n  "openapi": "3.0.3",\n  'paths': {},\n  "info": { "title": "t", "version": "1" }\n}\n`;
    assert.deepEqual(unreadable('a.json', text), ["'"]);
    assert.deepEqual(unreadable('a.json', `{"openapi":"3.0.3",'paths':{'/a':{}}}`), [
      `{"openapi":"3.0.3",'`,
      `{"openapi":"3.0.3",'paths':{'`,
    ]);
  });

  it('when a text holds a tab', () => {
    assert.deepEqual(unreadable('a.json', PATHS.replace('"t"', '"a\tb"')), [
      '"openapi": "3.0.3", "info": { "title": "a',
    ]);
  });
});

describe('the rest of broken JSON keeps its findings', () => {
  const good = (name: string) =>
    `"${name}":{"post":{"parameters":[{"name":"password","in":"query","schema":{"type":"string"}}],"responses":{"200":{"description":"ok"}}}}`;
  const others = (findings: readonly Finding[]) =>
    findings
      .filter(({ pointer }) => /^\/paths\/~1[ac]/.test(pointer ?? ''))
      .map(({ rule, pointer, message }) => `${rule} ${pointer} ${message}`);
  const file = (between: string) =>
    `{"openapi":"3.0.3","info":{"title":"t","version":"1"},"paths":{\n${good('/a')},\n${between},\n${good('/c')}\n}}\n`;

  it('where it is not indented', () => {
    const whole = others(findingsIn('a.json', file('"/q":{"put":{}}')));
    assert.equal(whole.length, 3, whole.join('\n'));
    for (const half of [
      '"/q":{"put":}',
      '"/q":{"put"}',
      '"/q":{put:{}}',
      '"/q":{"put":{"tags":[,]}}',
      '"/q"',
      '"/q":{"put":{}',
    ]) {
      const broken = findingsIn('a.json', file(half));
      assert.deepEqual(others(broken), whole, half);
      assert.equal(broken.filter(({ rule }) => rule === UNREADABLE).length, 1, half);
    }
  });
});

/** Four writes that nothing protects, in a document that has a scheme. */
const OPEN = `openapi: 3.0.3
info:
  title: t
  version: '1'
paths:
${['/a', '/b', '/c', '/d'].map((path) => `  ${path}:\n    post:\n      responses: { '200': { description: ok } }\n`).join('')}components:
  securitySchemes:
    b: { type: http, scheme: bearer }
`;

/** The paths of which it is said that anybody can write there. */
function open(findings: readonly Finding[]): readonly string[] {
  return findings.flatMap(({ rule, message }) =>
    rule === 'auth/write-operation-unprotected' ? (/POST (\/\w+)/.exec(message)?.[1] ?? message) : [],
  );
}

describe('what is broken elsewhere hides nothing of a path', () => {
  const typed = (at: string, text: string) => {
    const engine = engineOf();
    const uri = openText(engine, 'a.yaml', OPEN);
    settle(engine);
    let offset = OPEN.indexOf(at);
    const seen = new Set<string>();
    for (const character of text) {
      const before = engine.document(uri);
      assert.ok(before);
      const change = { range: { start: offset, end: offset }, text: character };
      engine.edit(before.edit(before.version + 1, [change]));
      settle(engine);
      seen.add(open(engine.findings(uri).findings).join(' '));
      offset += 1;
    }
    return [...seen];
  };

  it('while a path is typed', () => {
    assert.deepEqual(typed('\n  /c:', '\n  /new:\n    po'), ['/a /b /c /d']);
  });

  it('while a key of the root is typed', () => {
    assert.deepEqual(typed('\npaths:', '\ntags: [a'), ['/a /b /c /d']);
    assert.deepEqual(typed('\ncomponents:', '\ntags: []'), ['/a /b /c /d']);
  });

  it('when it is opened so', () => {
    const opened = (text: string) => open(findingsIn('a.yaml', text));
    assert.deepEqual(opened(OPEN.replace('  /c:', '  /new\n  /c:')), ['/a', '/c', '/d']);
    assert.deepEqual(opened(OPEN.replace('/a:\n    post:', '/a:\n    post: [')), ['/b', '/c', '/d']);
    // The root may say more than can be read.
    assert.deepEqual(opened(OPEN.replace('components:', 'secu\ncomponents:')), []);
    assert.deepEqual(opened(OPEN.replace('components:', ' security:\n  - b: []\ncomponents:')), []);
  });

  it('in JSON with a comma too many', () => {
    const text = `{"openapi":"3.0.3","info":{"title":"t","version":"1"},"paths":{
"/a":{"post":{"responses":{}}},"/b":{"post":{"responses":{}}}},}`;
    assert.match(open(findingsIn('a.json', text)).join(), /anyone can use the 2 operations/);
  });

  it('and what was cut off hides what may have come after it', () => {
    const text = `{"openapi":"3.0.3","info":{"title":"t","version":"1"},"paths":{
"/a":{"post":{"security":[{"token":[]}],"responses":{}}},
"/b":{"post":{"responses":{"201":{"description":"made"}}}}},
"components":{"securitySchemes":{}}}`;
    const missing = (cut: string) =>
      findingsIn('a.json', cut).filter(({ rule }) => rule === 'auth/undefined-scheme-reference').length;
    assert.equal(missing(text), 1);
    for (const end of ['"made"', '"ma', '{"description"', '"/b":{"po', '"responses":{}}},'])
      assert.equal(missing(text.slice(0, text.lastIndexOf(end) + end.length)), 0, end);
  });

  it('where two versions could not be merged', () => {
    const both = OPEN.replace('  /b:', '<<<<<<< HEAD\n  /b:').replace(
      '  /d:',
      '=======\n  /e: {}\n>>>>>>> other\n  /d:',
    );
    assert.deepEqual(open(findingsIn('a.yaml', both)), ['/a', '/b', '/c', '/d']);
    assert.deepEqual(unreadable('a.yaml', both), ['<<<<<<<']);
    const above = OPEN.replace(
      "  version: '1'",
      "<<<<<<< HEAD\n  version: '1'\n=======\n  x-a: 1\n>>>>>>> b",
    );
    assert.deepEqual(open(findingsIn('a.yaml', above)), ['/a', '/b', '/c', '/d']);
    assert.deepEqual(unreadable('a.yaml', above), ['<<<<<<<']);
  });

  it('where both change what they came from, which is not read', () => {
    const sides = (ours: string, base: string, theirs: string) =>
      `<<<<<<< HEAD\n${ours}||||||| base\n${base}=======\n${theirs}>>>>>>> other\n`;
    const post = (path: string, comma = '') => `    "${path}": { "post": { "responses": {} } }${comma}\n`;
    const json = `{
  "openapi": "3.0.3",
  "info": { "title": "t", "version": "1" },
  "security": [],
  "paths": {
${post('/a', ',')}${sides(post('/b', ','), post('/old', ','), post('/c', ','))}${sides(post('/d'), post('/older'), `${post('/d', ',')}${post('/e')}`)}  }
}
`;
    const told = (name: string, text: string) => findingsIn(name, text).map(({ message }) => message);
    assert.match(told('a.json', json).join('\n'), /anyone can use the 5 operations/);
    assert.deepEqual(unreadable('a.json', json), ['<<<<<<<', '<<<<<<<']);
    const path = (name: string) => `  ${name}:\n    post:\n      responses: {}\n`;
    const yaml = `openapi: 3.0.3\ninfo: { title: t, version: '1' }\npaths:\n${path('/a')}${sides(
      `${path('/b')}${path('/c')}`,
      `${path('/old')}`,
      `${path('/b')}${path('/c')}${path('/d')}`,
    )}${path('/e')}`;
    assert.match(told('a.yaml', yaml).join('\n'), /anyone can use the 5 operations/);
    assert.deepEqual(unreadable('a.yaml', yaml), ['<<<<<<<']);
  });

  it('where a key stands twice and its first value cannot be read', () => {
    const twice = OPEN.replace('  /b:\n', '  /b: { post: {} ] }\n  /b:\n');
    assert.equal(unreadable('a.yaml', twice).length, 2);
  });
});

describe('a list that is not closed yet', () => {
  it('is not known to be empty', () => {
    const half = OPEN.replace('/b:\n    post:\n', '/b:\n    post:\n      security: [\n');
    assert.deepEqual(open(findingsIn('a.yaml', half)), ['/a', '/c', '/d']);
    const empty = OPEN.replace('/b:\n    post:\n', '/b:\n    post:\n      security: []\n');
    assert.deepEqual(open(findingsIn('a.yaml', empty)), ['/a', '/b', '/c', '/d']);
  });
});

describe('brackets in a text', () => {
  const reads = (words: string) =>
    unreadable('a.yaml', OPEN.replace('  /b:\n', `  /b: &anchor\n    description: ${words}\n`));
  const many = 'a [ {'.repeat(300);

  it('nest nothing, however it is written', () => {
    for (const words of [`'${many}'`, `"${many}"`, `x ${many.replaceAll('{', '[')}`, `x # ${many}`])
      assert.deepEqual(reads(words), [], words.slice(0, 9));
    assert.deepEqual(reads(`|\n${'      - [ ] it{ems\n'.repeat(300)}`), []);
  });

  it('nest where they are brackets', () => {
    assert.equal(reads('['.repeat(300) + ']'.repeat(300)).length, 1);
  });
});

describe('an alias', () => {
  it('without an anchor above it is a finding at its place', () => {
    const text =
      'openapi: 3.0.3\ninfo: { title: t, version: "1" }\npaths: {}\nx-a: *nope\nx-b: &nope 1\nx-c: [*nope, *no]\n';
    assert.deepEqual(unreadable('a.yaml', text), ['x-a: *nope', 'x-c: [*nope, *no']);
  });

  it('that is a bomb of merge keys is read once, and what is too much is a finding', () => {
    const bomb = Array.from({ length: 40 }, (_, level) => {
      const sources = Array(9).fill(`*m${level}`).join(', ');
      return `x-m${level + 1}: &m${level + 1} { <<: [${sources}], k${level + 1}: 1 }\n`;
    });
    const text = `openapi: 3.0.3\ninfo: { title: t, version: "1" }\npaths: {}\nx-m0: &m0 { a: 1 }\n${bomb.join('')}`;
    assert.deepEqual(unreadable('a.yaml', text), []);
    const wide = Array.from({ length: 3_000 }, (_, index) => `  - { k${index}: 1 }\n`).join('');
    const wider = `openapi: 3.0.3\ninfo: { title: t, version: "1" }\npaths: {}\nx-l: &l\n${wide}x-m: { <<: *l }\n`;
    assert.deepEqual(unreadable('a.yaml', wider), ['x-m: { <<']);
  });
});
