import { defineRule } from '../../server/core/rule/rule.js';
import type { OperationFact, ResponseFact } from '../../server/core/rule/views.js';

export default defineRule({
  id: 'design/cors-origin-undocumented',
  severity: 'hint',
  profile: 'strict',
  weight: 'hygiene',
  practices: ['design-defaults'],
  standards: ['API8:2023', 'CWE-942'],
  title: 'Websites may call, and nothing says which',
  why: `
    The answer speaks of methods, headers or credentials that pages of other sites
    may use, and leaves out the one header that says which sites. Whoever writes
    the server has to choose, and the choice that always works is every site. An
    answer without any of these headers needs none: then browsers refuse.`,
  absence: true,
  messages: { origin: 'This answer says how other websites may call, and not which of them.' },
  examples: [
    {
      as: 'operation',
      bad: `
        responses:
          '204':
        # ^^^^^ This answer says how other websites may call, and not which of them.
            description: What browsers ask first
            headers:
              Access-Control-Allow-Methods: { schema: { type: string } }`,
    },
    {
      as: 'operation',
      oas: '2.0',
      bad: `
        responses:
          '204':
        # ^^^^^
            description: What browsers ask first
            headers:
              access-control-allow-credentials: { type: string }`,
    },
    {
      as: 'operation',
      oas: '3.1',
      good: `
        responses:
          '200': { description: Nothing is allowed, headers: { RateLimit: { schema: { type: string } } } }
          '204':
            description: What browsers ask first
            headers:
              Access-Control-Allow-Methods: { schema: { type: string } }
              Access-Control-Allow-Origin: { schema: { type: string, const: 'https://app.example.com' } }`,
    },
  ],

  check: {
    document(document, { report, holds }) {
      const told = new Set<string>();
      for (const [answers, fact] of document.each(answersToOthers)) {
        for (const { at, named } of answers) {
          if (named) {
            holds(fact.at);
            continue;
          }
          // What several operations share stands in one place and is one fault.
          const place = `${at.uri} ${JSON.stringify(at.path)}`;
          if (!told.has(place)) report({ at, message: 'origin' });
          told.add(place);
        }
      }
    },
  },
});

/** An answer that says something of pages of other origins. */
interface Answer {
  readonly at: ResponseFact['at'];
  /** It names the origin. */
  readonly named: boolean;
}

function answersToOthers({ outbound, responses }: OperationFact): readonly Answer[] {
  if (outbound || !responses.known) return NONE;
  return responses.value.flatMap(({ headers, at }) => {
    const names = headers.map((name) => name.toLowerCase());
    if (!names.some((name) => name.startsWith('access-control-allow-'))) return NONE;
    return [{ at, named: names.includes('access-control-allow-origin') }];
  });
}

const NONE: readonly Answer[] = [];
