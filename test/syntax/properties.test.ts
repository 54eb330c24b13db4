import { deepEqual, equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { propertyFacts } from '../../server/core/facts/config/properties.js';
import { readProperties } from '../../server/core/syntax/properties.js';
import { createDocument } from '../../server/core/text/open.js';

/** 'key=value' of each line that is read. */
function read(text: string): readonly string[] {
  return readProperties(text).lines.map(({ key, value }) => `${key}=${value}`);
}

/** 'profile name=value' of each property that counts in a file. */
function facts(name: string, text: string): readonly string[] {
  const language = name.endsWith('.properties') ? 'properties' : 'properties-yaml';
  const document = createDocument(`file:///w/src/main/resources/${name}`, language, 1, text);
  return propertyFacts(document).properties.map(
    ({ name: own, value, profile }) => `${profile ?? '-'} ${own}=${value}`,
  );
}

describe('a file of properties', () => {
  it('parts key and value by an equals sign, a colon or a blank', () => {
    deepEqual(read('a=1\nb:2\nc 3\n d = 4\ne\t:\t5\nf\ng=\nh==i\nj: k=l'), [
      ...['a=1', 'b=2', 'c=3', 'd=4', 'e=5', 'f=', 'g=', 'h==i', 'j=k=l'],
    ]);
  });

  it('takes # and ! for comments only where a line begins', () => {
    deepEqual(read('# a=1\n  ! b=2\nc=3 # d\ne=!f'), ['c=3 # d', 'e=!f']);
  });

  it('joins lines that end in a backslash that counts', () => {
    deepEqual(read('a=1,\\\n   2,\\\r\n\t3\nb=c\\\\\nd=e\\'), ['a=1,2,3', 'b=c\\', 'd=e']);
    deepEqual(read('a=1\\\n# no comment\nb=2'), ['a=1# no comment', 'b=2']);
  });

  it('reads escapes', () => {
    deepEqual(read('a\\ b\\=c=\\u00e9\\t\\q\nd=C\\:\\\\temp'), ['a b=c=é\tq', 'd=C:\\temp']);
  });

  it('says where key and value stand', () => {
    const text = '\n  ein\\ ort = /srv/\\\n     daten  \r\n';
    const [line] = readProperties(text).lines;
    ok(line);
    equal(text.slice(line.keyAt.start, line.keyAt.end), 'ein\\ ort');
    equal(text.slice(line.at.start, line.at.end), '/srv/\\\n     daten  ');
    equal(line.value, '/srv/daten  ');
  });

  it('tells what cannot be read at its place', () => {
    const text = 'a=\\u12G4\nb=\\\\u12\n<<<<<<< ours\nc=1\n=======\nc=2\n>>>>>>> theirs\n';
    deepEqual(
      readProperties(text).faults.map(({ start, end }) => text.slice(start, end)),
      ['\\u', '<<<<<<<'],
    );
    deepEqual(read(text).slice(2), ['c=1', 'c=2']);
  });

  it('never throws, and places all that it reads inside of the text', () => {
    const piece = fc.constantFrom(
      '\\',
      '=',
      ':',
      ' ',
      '\n',
      '\r\n',
      '\r',
      '#',
      '!',
      'key',
      '\\u',
      '#---',
      '\t',
      'é',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        for (const { keyAt, at } of readProperties(text).lines) {
          ok(0 <= keyAt.start && keyAt.start <= keyAt.end && keyAt.end <= at.start, text);
          ok(at.start <= at.end && at.end <= text.length, text);
        }
      }),
      { seed: 7, numRuns: 2000 },
    );
  });

  it('is read in one pass, however it is made', () => {
    const most = 200_000;
    const texts = ['\\', 'a\\\n', '#', ' ', '=', '\\u', '\\u\\\n', 'a=\\\\'].map((one) =>
      one.repeat(most / one.length),
    );
    for (const text of [...texts, `${'\\'.repeat(most)}x`]) ok(readProperties(text).lines.length <= most);
  });
});

describe('properties of Spring', () => {
  it('are told apart by their profiles and parts, and the last of a name counts', () => {
    const text =
      'a.b-c=1\na.bC=2\n#---\nspring.config.activate.on-profile=prod\na.b_c=3\n!---\nspring.profiles=dev\nA.BC=4\n';
    deepEqual(facts('application.properties', text), [
      '- a.bC=2',
      'prod spring.config.activate.on-profile=prod',
      'prod a.b_c=3',
      'dev spring.profiles=dev',
      'dev A.BC=4',
    ]);
    deepEqual(facts('application-eu-prod.properties', 'a=1'), ['eu-prod a=1']);
    deepEqual(facts('application.properties', 'a.b=1\n%dev.a.b=2'), ['- a.b=1', 'dev a.b=2']);
  });

  it('are flat in YAML, wherever the dots stand', () => {
    const text = `
server:
  error.include-stacktrace: always
  ports: [1, '2']
users:
  - name: ada
    key: "k # 1"
empty:
--- # only in production
spring.config.activate.on-profile: prod
server: &s
  port: 80
other: *s
`;
    deepEqual(facts('application.yml', text), [
      '- server.error.include-stacktrace=always',
      '- server.ports=1,2',
      '- users[0].name=ada',
      '- users[0].key=k # 1',
      '- empty=',
      'prod spring.config.activate.on-profile=prod',
      'prod server.port=80',
      'prod other.port=80',
    ]);
  });

  it('stand in YAML where they are written, in every part', () => {
    const text = 'a: 1\n---\nb:\n  c: "two"\n';
    const document = createDocument(
      'file:///w/src/main/resources/application.yml',
      'properties-yaml',
      1,
      text,
    );
    const [, last] = propertyFacts(document).properties;
    ok(last);
    equal(text.slice(last.keyAt.start, last.keyAt.end), 'c');
    equal(text.slice(last.at.start, last.at.end), '"two"');
  });

  it('reach in YAML from the sign of a block to the end of its last line', () => {
    const replaced = (text: string, key: string) => {
      const uri = 'file:///w/src/main/resources/application.yml';
      const facts = propertyFacts(createDocument(uri, 'properties-yaml', 1, text));
      const at = facts.properties.find((one) => one.key === key)?.at;
      ok(at);
      return `${text.slice(0, at.start)}NEW${text.slice(at.end)}`;
    };
    equal(replaced('a:\n  b: >-\n    one\n    two\n  c: 1\n', 'a.b'), 'a:\n  b: NEW\n  c: 1\n');
    equal(replaced('a:\n  b: &x |+2\n    one\n\nc: 1\n', 'a.b'), 'a:\n  b: &x NEW\n\nc: 1\n');
    equal(replaced('a: | # all\r\n  one\r\nc: 1\r\n', 'a'), 'a: NEW\r\nc: 1\r\n');
    equal(replaced('a:\n  - x\n  - |\n    one\nc: 1\n', 'a'), 'a:\n  NEW\nc: 1\n');
    equal(replaced('a: |\n  one\nc: "|"\nd: [1]\n', 'c'), 'a: |\n  one\nc: NEW\nd: [1]\n');
  });

  it('may be put in by a build', () => {
    const text = 'info.app:\n  version: @project.version@\n  mail: ada@orchard.io@x\n';
    deepEqual(facts('application.yml', text), [
      '- info.app.version=@project.version@',
      '- info.app.mail=ada@orchard.io@x',
    ]);
    const document = createDocument(
      'file:///w/src/main/resources/application.yml',
      'properties-yaml',
      1,
      text,
    );
    deepEqual(propertyFacts(document).faults, []);
  });

  it('are not repeated without end by aliases', () => {
    const bomb = [
      'a0: &a0 {x: {}}',
      ...Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} {l: *a${i}, r: *a${i}}`),
    ];
    ok(facts('application.yml', bomb.join('\n')).length <= 20_000);
    ok(facts('application.yml', 'a: &a\n  b: *a\n').length < 50);
  });
});
