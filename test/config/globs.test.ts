import { equal } from 'node:assert/strict';
import { matchesPath, readGlob } from '../../server/core/text/path-glob.js';

function fits(glob: string, path: string): boolean {
  const read = readGlob(glob);
  return typeof read !== 'string' && matchesPath(read, path);
}

describe('globs over paths', () => {
  for (const [glob, yes, no] of [
    ['legacy/**', ['legacy/a.yaml', 'legacy/b/c.js'], ['legacy', 'x/legacy/a.yaml', 'legacy2/a.yaml']],
    ['legacy', ['legacy', 'legacy/a.yaml', 'x/legacy/b/c.js'], ['legacy2/a.yaml', 'a/legacy.yaml']],
    ['legacy/', ['legacy/a.yaml', 'x/legacy/a.yaml'], ['legacyx']],
    ['/legacy', ['legacy/a.yaml'], ['x/legacy/a.yaml']],
    ['./legacy', ['legacy/a.yaml'], ['x/legacy/a.yaml']],
    ['*.draft.yaml', ['a.draft.yaml', 'x/y/b.draft.yaml'], ['a.yaml', 'draft.yaml']],
    ['src/*.js', ['src/a.js'], ['src/x/a.js', 'x/src/a.js']],
    ['src/**/*.js', ['src/a.js', 'src/x/y/a.js'], ['src/a.ts', 'a.js']],
    ['**/gen/**', ['gen/a', 'x/gen/y/a'], ['gen', 'x/general/a']],
    ['**', ['a', 'a/b/c'], []],
    ['*.{yaml,json}', ['a.yaml', 'x/a.json'], ['a.yml', 'a.{yaml,json}']],
    ['{a,b}/{c,d}', ['a/c', 'b/d', 'b/d/e'], ['a/b', 'c/d']],
    ['app/[id]/x.ts', ['app/[id]/x.ts'], ['app/i/x.ts']],
    ['{a', ['{a'], ['a']],
  ] satisfies [string, string[], string[]][]) {
    it(glob, () => {
      for (const path of yes) equal(fits(glob, path), true, path);
      for (const path of no) equal(fits(glob, path), false, path);
    });
  }

  it('that can name nothing say why', () => {
    equal(readGlob('!a'), 'negated');
    equal(readGlob('../a'), 'outside');
    equal(readGlob('C:/a'), 'outside');
    equal(readGlob('a/../../b'), 'outside');
    equal(readGlob(''), 'empty');
    equal(readGlob('/'), 'empty');
    equal(readGlob('{a,b}'.repeat(6)), 'complex');
    equal(readGlob('{a,b}'.repeat(500)), 'complex');
    equal(readGlob('a/'.repeat(40)), 'complex');
  });

  it('of many stars end', () => {
    const path = `${'a/'.repeat(60)}${'a'.repeat(150)}b`;
    equal(fits(`${'**/*a*a*a*a*a*/'.repeat(12)}x`, path), false);
    equal(fits('*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*c', path), false);
  });
});
