import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../rules/index.js';
import { DECISIONS_SUFFIX } from '../server/core/facts/config/decisions.js';
import { CONFIG_NAMES } from '../server/core/facts/config/portcullis.js';
import { THREATS } from '../server/core/model/threats/generated/library.js';
import { decisionsSchema } from '../server/core/rule/decisions-schema.js';
import { SNIPPETS } from '../snippets/index.js';
import { configSchema, SCHEMA_FILE } from './config-schema.js';
import { practicesPage } from './practices-page.js';
import { ruleIndexPage } from './rule-index-page.js';
import { rulePage } from './rule-page.js';
import { settings, settingsPage } from './settings.js';
import { snippetsJson } from './snippet-json.js';
import { readOwed } from './threats.js';

/** The schema of the file of answers, inside the extension. */
const ANSWERS_FILE = 'schemas/threats.schema.json';

/** Folders that hold nothing but generated files. */
export const OWNED: readonly string[] = ['docs/rules', 'schemas'];

/** Every generated file that is made from what rules, threats and snippets say. */
export function pages(root: string): ReadonlyMap<string, string> {
  const content = { rules: RULES, snippets: SNIPPETS, threats: THREATS, owed: readOwed(root) };
  return new Map([
    ...RULES.map((rule) => [`docs/rules/${rule.id}.md`, rulePage(rule)] as const),
    ['docs/rules/README.md', ruleIndexPage(RULES)],
    ['docs/practices.md', practicesPage(content)],
    ['docs/settings.md', settingsPage(RULES)],
    ['snippets/portcullis.code-snippets', snippetsJson(SNIPPETS)],
    [SCHEMA_FILE, configSchema(RULES)],
    [ANSWERS_FILE, `${JSON.stringify(decisionsSchema(THREATS), null, 2)}\n`],
    ['package.json', manifest(root)],
  ]);
}

/** The manifest with the settings and the snippets that the content asks for; the rest of it is written by hand. */
function manifest(root: string): string {
  const source: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const whole = recordOf(source);
  const contributes = {
    ...recordOf(whole.contributes),
    configuration: { title: 'Portcullis', properties: settings(RULES) },
    yamlValidation: [
      { fileMatch: CONFIG_NAMES, url: `./${SCHEMA_FILE}` },
      { fileMatch: [`*${DECISIONS_SUFFIX}`], url: `./${ANSWERS_FILE}` },
    ],
    snippets: [{ path: './snippets/portcullis.code-snippets' }],
  };
  return `${JSON.stringify({ ...whole, contributes }, null, 2)}\n`;
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
