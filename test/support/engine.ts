import { pathToFileURL } from 'node:url';
import { RULES } from '../../rules/index.js';
import { createEngine } from '../../server/core/engine/engine.js';
import type { Engine } from '../../server/core/engine/types.js';
import { FRAMEWORKS } from '../../server/core/facts/frameworks/index.js';
import { THREATS } from '../../server/core/model/threats/generated/library.js';
import type { Finding } from '../../server/core/rule/finding.js';
import type { Rule } from '../../server/core/rule/rule.js';
import type { CodeParser } from '../../server/core/syntax/code.js';
import type { LanguageId } from '../../server/core/text/leaf.js';
import { createDocument } from '../../server/core/text/open.js';
import { languageOf } from '../../server/host/languages.js';

const FOREVER = () => false;

/** An engine with every rule, or those given, that knows a day and nothing of the outside. */
export function engineOf(rules: readonly Rule[] = RULES, parser?: CodeParser): Engine {
  const engine = createEngine({ rules, parser, frameworks: FRAMEWORKS, threats: THREATS });
  engine.today('2026-01-15');
  engine.select({ profile: 'strict' });
  return engine;
}

export function openText(engine: Engine, name: string, text: string): string {
  const uri = pathToFileURL(`/workspace/${name}`).href;
  const language: LanguageId = languageOf(name) ?? 'yaml';
  engine.open(createDocument(uri, language, 1, text));
  return uri;
}

/** Works until nothing is left to do. */
export function settle(engine: Engine): void {
  while (engine.work(FOREVER));
}

/** What a finding says, without the version of the text it was found in. */
export function plain(findings: readonly Finding[]): readonly string[] {
  return findings.map(
    ({ rule, message, place, pointer, fingerprint }) =>
      `${place.range.start}-${place.range.end} ${rule} ${message} ${pointer ?? ''} ${fingerprint}`,
  );
}
