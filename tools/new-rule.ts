import { DOMAINS } from './practice-words.js';

/** The file of a rule. Throws when the id is not `<domain>/<fault>`. */
export function ruleFile(id: string): string {
  const [, domain = ''] = /^([a-z]+)\/[a-z0-9]+(?:-[a-z0-9]+)*$/.exec(id) ?? [];
  if (!Object.hasOwn(DOMAINS, domain)) {
    throw new Error(
      `'${id}' is no id of a rule: write <domain>/<fault>, with one of ${Object.keys(DOMAINS).join(', ')}.`,
    );
  }
  return `rules/${id}.ts`;
}

/** A rule that compiles and whose example fails, because its check is still to be written. */
export function ruleText(id: string): string {
  return `import { defineRule } from '../../server/core/rule/rule.js';

export default defineRule({
  id: '${id}',
  severity: 'warning',
  profile: 'strict',
  weight: 'hygiene',
  practices: ['testing-sast'],
  standards: ['CWE-1059'],
  title: 'What is wrong, in a few words',
  why: \`
    What happens when it stays, to whom, and what prevents it.\`,
  messages: { found: 'What is wrong here, in words that need no security background.' },
  examples: [
    {
      as: 'operation',
      bad: \`
        responses: {}
        # ^^^^^^^ What is wrong here, in words that need no security background.\`,
    },
  ],

  check: {
    operation(_operation, _context) {},
  },
});
`;
}
