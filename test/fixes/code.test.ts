import { deepEqual, ok } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../../rules/index.js';
import type { Finding } from '../../server/core/rule/finding.js';
import type { CodeNode, CodeParser } from '../../server/core/syntax/code.js';
import { CODE_LANGUAGES, loadParser } from '../../server/host/grammars.js';
import { languageOf } from '../../server/host/languages.js';
import { applied, findingsOf, nameOf, prepare, type Session, type Source, uriOf } from '../rules/harness.js';
import { readMarks } from '../rules/marks.js';
import { worse } from './harness.js';
import { unknownNames } from './names.js';

const FOLDERS = [join('test', 'fixtures', 'apps'), join('test', 'fixtures', 'express')];

/** What one fix does: to several files, of which `name` holds the finding. */
interface Trial {
  readonly sources: readonly Source[];
  readonly session: Session;
  readonly name: string;
  readonly finding: Finding;
  readonly fix: number;
}

function isCode(language: Source['language']): boolean {
  return language !== 'yaml' && language !== 'json';
}

/** Every fix that is offered in code, made alone: in the example of each rule, and in the small applications. */
describe('fixes of code', () => {
  let parser: CodeParser;
  before(async () => {
    parser = await loadParser(CODE_LANGUAGES);
    await prepare();
  });

  for (const rule of RULES) {
    for (const [index, example] of rule.examples.entries()) {
      const { language } = example;
      if (!('bad' in example) || language === undefined || language === 'yaml' || language === 'json')
        continue;
      it(`hold in example ${index + 1} of ${rule.id}`, () => {
        const own = { name: nameOf(example, language), language, text: readMarks(example.bad).text };
        const others = Object.entries(example.files ?? {}).flatMap(([name, text]) => sourceOf(name, text));
        deepEqual(faultsIn([own, ...others]), []);
        const bare = { ...own, text: withoutIdle(own.text) };
        if (bare.text !== own.text) deepEqual(faultsIn([bare, ...others]), []);
      });
    }
  }

  for (const folder of FOLDERS) {
    for (const app of readdirSync(folder).sort()) {
      it(`hold in ${app} of ${folder}`, () => {
        const names = readdirSync(join(folder, app), { recursive: true, encoding: 'utf8' });
        const sources = names.flatMap((name) => {
          const file = name.replaceAll('\\', '/');
          return languageOf(file) === undefined
            ? []
            : sourceOf(file, readFileSync(join(folder, app, name), 'utf8'));
        });
        ok(sources.length > 0);
        deepEqual(faultsIn(sources), []);
      }).timeout(120_000);
    }
  }

  /** Without imports that only a fix has a use for. */
  function withoutIdle(text: string): string {
    const line =
      /^(?:import (?:[\w.]+\.)?(\w+);?|from \S+ import (\w+)|const (?:\{ )?(\w+)(?: \})? = require\(.*\);|import (?:\{ )?(\w+)(?: \})? from .*;)\r?\n/gm;
    return text.replace(line, (whole: string, ...names: readonly unknown[]) => {
      const name = names.slice(0, 4).find((one) => typeof one === 'string');
      return text.split(new RegExp(`\\b${String(name)}\\b`)).length > 2 ? whole : '';
    });
  }

  function sourceOf(name: string, text: string): readonly Source[] {
    const language = languageOf(name);
    return language === undefined ? [] : [{ name, language, text: readMarks(text).text }];
  }

  function faultsIn(sources: readonly Source[]): readonly string[] {
    const session = findingsOf(sources);
    return sources.flatMap(({ name, language }) =>
      !isCode(language)
        ? []
        : session
            .in(name)
            .flatMap((finding) =>
              finding.fixes.flatMap((_, fix) => faultsOf({ sources, session, name, finding, fix })),
            ),
    );
  }

  function faultsOf({ sources, session, name, finding, fix }: Trial): readonly string[] {
    const said = (what: string) => `${name}: "${finding.fixes[fix]?.title}" of ${finding.rule} ${what}`;
    const edits = session.engine.fix(uriOf(name), 1, finding.fingerprint, fix);
    if (edits === 'stale' || edits.length === 0) return [said('makes no edit')];
    const fixed = sources.map((source) => ({ ...source, text: applied(source, edits) }));
    const after = findingsOf(fixed);
    const broken = fixed.filter(
      ({ language, text }, at) => faults(language, text) > faults(language, sources[at]?.text),
    );
    const left = after.in(name).filter((one) => one.rule === finding.rule && one.message === finding.message);
    // What a rule says of a place is the worst of it: the next comes to light when that is repaired.
    const isOther = (one: Finding) => one.rule !== finding.rule;
    const had = session
      .in(name)
      .filter((one) => one.rule === finding.rule && one.message === finding.message);
    const strange = fixed.flatMap(({ language, text }, at) =>
      isCode(language) ? unknownNames(parser, language, sources[at]?.text ?? '', text) : [],
    );
    return [
      ...broken.map((one) => said(`breaks ${one.name}`)),
      ...strange.map((one) => said(`uses ${one}, which nothing declares`)),
      ...(left.length >= had.length ? [said('leaves the finding')] : []),
      ...sources.flatMap((source) =>
        worse(
          session.in(source.name).filter(isOther),
          after.in(source.name).filter(isOther),
          finding.severity,
        ).map((one) => said(`brings ${one}`)),
      ),
    ];
  }

  /** Nodes that hold a syntax error; none in a document, whose edits other tests prove. */
  function faults(language: Source['language'], text = ''): number {
    let count = 0;
    const root: CodeNode | undefined = parser.parse(language, text);
    const todo = root === undefined ? [] : [root];
    for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
      if (!node.broken) continue;
      count += 1;
      todo.push(...node.children);
    }
    return count;
  }
});
