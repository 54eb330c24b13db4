import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { RULES } from '../../rules/index.js';
import { SNIPPETS } from '../../snippets/index.js';
import { createEngine } from '../core/engine/engine.js';
import { FRAMEWORKS } from '../core/facts/frameworks/index.js';
import { THREATS } from '../core/model/threats/generated/library.js';
import { silentRules } from '../core/rule/rule.js';
import { settingsSchema } from '../core/rule/settings-schema.js';
import { createDocument } from '../core/text/open.js';
import { CODE_LANGUAGES, loadParser } from '../host/grammars.js';
import { canonicalUri } from '../host/uris.js';
import { createOutside } from './outside.js';
import type { Parts } from './parts.js';
import { createSnippetReader } from './snippets.js';
import { createThreatReader } from './threat-reader.js';

/** The whole product: every rule, framework, snippet and threat, and the disk. */
export async function loadProduct(): Promise<Parts> {
  const parser = await loadParser(CODE_LANGUAGES);
  return {
    engine: createEngine({ rules: RULES, frameworks: FRAMEWORKS, parser, threats: THREATS }),
    cut: createDocument,
    outside: createOutside,
    canonicalUri,
    snippets: createSnippetReader(SNIPPETS),
    rules: RULES,
    settings: settingsSchema(RULES),
    threats: createThreatReader(silentRules(RULES)),
    ruleHref: createRuleHref(__dirname),
    now: Date.now,
  };
}

/** Pages about rules ship beside the bundle, so that the link works offline. */
function createRuleHref(bundle: string): Parts['ruleHref'] {
  const pages = path.join(bundle, '..', 'docs', 'rules');
  return (rule) => {
    const page = path.join(pages, `${rule}.md`);
    return existsSync(page) ? pathToFileURL(page).href : undefined;
  };
}
