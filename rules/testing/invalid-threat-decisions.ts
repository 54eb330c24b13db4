import type { Change } from '../../server/core/rule/change.js';
import { isMap, isNode } from '../../server/core/rule/nodes.js';
import type { ProblemView } from '../../server/core/rule/problem-view.js';
import { defineRule } from '../../server/core/rule/rule.js';
import { shorten } from '../../server/core/words/text.js';

export default defineRule({
  id: 'testing/invalid-threat-decisions',
  severity: 'warning',
  profile: 'recommended',
  weight: 'hygiene',
  practices: ['design-threat-model', 'testing-continuous'],
  standards: ['CWE-1053', 'CWE-1059'],
  title: 'Incomplete or mistaken decision about a threat',
  why: `
    A decision without a reason, a name or a day convinces nobody a year later,
    and one that cannot be read, or is about a threat that does not exist, is
    none. What can be understood still counts; nothing here is ever overwritten.`,
  messages: {
    syntax: 'This cannot be read: {message}',
    unreadable: 'This is no UTF-8 text that can be read, so no decision counts.',
    refused: 'This link leads out of the folders that are read, so no decision counts.',
    large: 'This file is larger than {most} KB and is not read.',
    alone: 'No API description of this name stands beside this file: nothing in it counts.',
    conflict:
      'Two sides of a merge meet here; decisions that both of them hold do not count until one is chosen.',
    key: '"{name}" is nothing that this file keeps.',
    meant: 'There is no "{name}" here; did you mean "{meant}"?',
    version: 'Only version {version} of this form is known.',
    shape: 'This file takes "version" and "decisions", one a line.',
    map: '"{name}" takes entries of its own, one a line.',
    many: 'Only the first {most} decisions are read.',
    duplicate: '"{name}" is decided twice, so that neither counts.',
    repeated: '"{name}" is given twice; the last one counts.',
    id: '"{name}" is no id of a threat: those are 12 digits from 0 to f.',
    unknown: 'No threat of this document has the id "{name}".',
    other: 'This threat is of the kind "{meant}".',
    gone: '"{name}" is not there, neither from this folder nor from one above it.',
    status:
      'A decision is open, mitigated, mitigated-elsewhere, accepted, transferred, not-applicable or needs-review.',
    missing: 'This decision also needs {fields}.',
    kind: '"{name}" takes a text.',
    day: '"{name}" takes a day, as 2026-11-23.',
    overdue: 'This risk was accepted until {day}; until somebody looks again it counts as open.',
  },
  fixes: { spell: { title: 'Write "{meant}"', safety: 'review' } },
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /orders:
            post:
              responses: { '201': { description: Created } }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
      files: {
        'example.threats.yaml': `
          version: 1
          decisions:
            9f6a1ebe7dda:
            # <- This decision also needs "reason" and "at".
              kind: d.no-rate-limit
              scope: api
              status: accepted
              approver: Bo
              review: 2026-01-01
              #       ^^^^^^^^^^ This risk was accepted until 2026-01-01; until somebody looks again it counts as open.
            0123456789ab:
            # <- No threat of this document has the id "0123456789ab".
              status: mitigated
              where: src/limit.js
              #      ^^^^^^^^^^^^ "src/limit.js" is not there, neither from this folder nor from one above it.
              by: Ana
              at: 23.11.2026
              #   ^^^^^^^^^^ "at" takes a day, as 2026-11-23.
            08930c89871f:
              kind: s.no-auth
              #     ^^^^^^^^^ This threat is of the kind "s.no-auth-sensitive".
              scope: orders
              status: mitigated
              where: the gateway
              by: Ana
              at: 2026-01-10
            orders:
            # <- "orders" is no id of a threat: those are 12 digits from 0 to f.
              status: acepted
              #       ^^^^^^^`,
      },
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths: {}`,
      files: {
        'example.threats.yaml': `
          version: 1
          decisions:
          <<<<<<< ours
          # <- Two sides of a merge meet here; decisions that both of them hold do not count until one is chosen.
            9f6a1ebe7dda:
              status: open
          =======
            9f6a1ebe7dda:
              status: mitigated
          >>>>>>> theirs`,
      },
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths: {}`,
      files: {
        'renamed.threats.yaml': `
          version: 1
          # <- No API description of this name stands beside this file: nothing in it counts.
          decisions:
            9f6a1ebe7dda:
              kind: d.no-rate-limit
              scope: api
              status: needs-review
              by: Ana
              at: 2026-01-10`,
      },
    },
    {
      as: 'document',
      good: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        security: [{ bearer: [] }]
        paths:
          /orders:
            post:
              responses: { '201': { description: Created } }
        components:
          securitySchemes:
            bearer: { type: http, scheme: bearer }`,
      files: {
        'example.threats.yaml': `
          version: 1
          decisions:
            9f6a1ebe7dda:
              kind: d.no-rate-limit
              scope: api
              status: accepted
              reason: Only two partners call this, both on contract.
              approver: Bo
              review: 2027-03-01
              at: 2026-01-10`,
      },
    },
  ],

  check: {
    problem({ kind, at, node, data }, { report }) {
      if (kind !== 'decision') return;
      const { meant, fault } = data;
      report({
        at,
        message:
          fault === 'key' && meant !== undefined ? 'meant' : (FAULTS.find((name) => name === fault) ?? ''),
        data: { ...data, ...worded(data) },
        fixes:
          meant === undefined || node === undefined
            ? []
            : [{ fix: 'spell', data: { meant }, changes: () => spell(node, String(meant)) }],
      });
    },
  },
});

/** What the engine calls each fault, and its message. */
const FAULTS = [
  ...([
    'syntax',
    'unreadable',
    'refused',
    'large',
    'alone',
    'conflict',
    'key',
    'version',
    'shape',
    'map',
    'many',
    'duplicate',
    'id',
  ] as const),
  ...(['unknown', 'status', 'missing', 'kind', 'day', 'overdue', 'repeated', 'other', 'gone'] as const),
];

type Spot = NonNullable<ProblemView['node']>;
type Data = ProblemView['data'];

/** The name as it was meant, where a key or a value stands. */
function spell(spot: Spot, to: string): readonly Change[] {
  if (!isNode(spot)) return [];
  const entry = isMap(spot.parent) ? spot.parent.entries.find(({ key }) => key === spot) : undefined;
  return [entry ? { rename: entry.value, to } : { replace: spot, by: to }];
}

/** Names are as long as their author likes; messages are not. */
function worded(data: Data): Data {
  const { name, message, fields } = data;
  return {
    ...(name === undefined ? {} : { name: shorten(String(name), 36) }),
    ...(message === undefined ? {} : { message: shorten(String(message), 80) }),
    ...(fields === undefined ? {} : { fields: listed(String(fields).split(',')) }),
  };
}

const AND = ' and ';

function listed(names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`);
  const last = quoted.pop() ?? '';
  return quoted.length === 0 ? last : `${quoted.join(', ')}${AND}${last}`;
}
