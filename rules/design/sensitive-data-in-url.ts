import { defineRule } from '../../server/core/rule/rule.js';
import { type PersonalKind, personalField } from '../../server/core/words/sensitive.js';
import { shorten } from '../../server/core/words/text.js';

export default defineRule({
  id: 'design/sensitive-data-in-url',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['design-data-exposure', 'detect-logging'],
  standards: ['API3:2023', 'CWE-598', 'CWE-359'],
  title: 'Personal data travels in the URL',
  why: `
    URLs are written down everywhere: in access logs, browser histories, proxies,
    monitoring and the Referer header. Numbers of cards, accounts and identity
    cards, dates of birth and diagnoses that stand in them are copied to all of
    those places, which nobody guards as they guard the database.`,
  messages: {
    personal: '"{name}" is part of the URL, so logs, proxies and histories keep this {what}.',
  },
  fixes: { header: { title: 'Send it in a header', safety: 'review' } },
  examples: [
    {
      as: 'parameter',
      bad: `
        name: ssn
        #     ^^^ "ssn" is part of the URL, so logs, proxies and histories keep this identity number.
        in: query
        schema: { type: string, maxLength: 11 }`,
      fixed: `
        name: ssn
        in: header
        schema: { type: string, maxLength: 11 }`,
    },
    {
      as: 'parameter',
      oas: '2.0',
      bad: `
        name: iban
        #     ^^^^ "iban" is part of the URL, so logs, proxies and histories keep this account number.
        in: path
        required: true
        type: string`,
    },
    {
      as: 'parameter',
      oas: '3.1',
      good: `{ name: cardLast4, in: query, schema: { type: string, maxLength: 4 } }`,
    },
    { as: 'parameter', good: `{ name: hasSsn, in: query, schema: { type: boolean } }` },
    { as: 'parameter', good: `{ name: email, in: query, schema: { type: string, format: email } }` },
    { as: 'parameter', good: `{ name: ssn, in: header, schema: { type: string, maxLength: 11 } }` },
  ],

  check: {
    parameter(parameter, { report, holds }) {
      const { node, name, nameNode, schema } = parameter;
      const what = WHAT[personalField(name) ?? 'contact'];
      if (what === undefined || schema?.types.includes('boolean')) return;
      if (parameter.in === 'header') return holds(nameNode);
      if (parameter.in !== 'query' && parameter.in !== 'path') return;
      report({
        at: nameNode,
        message: 'personal',
        data: { name: shorten(name, 25), what },
        fixes:
          parameter.in === 'query'
            ? [{ fix: 'header', changes: () => [{ set: node, key: 'in', to: 'header' }] }]
            : [],
      });
    },
  },
});

/** To look somebody up by an address is the business of many operations. */
const WHAT: Readonly<Record<PersonalKind, string | undefined>> = {
  identity: 'identity number',
  card: 'card number',
  account: 'account number',
  birth: 'date of birth',
  health: 'health record',
  contact: undefined,
};
