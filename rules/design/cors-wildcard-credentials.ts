import type { Change } from '../../server/core/rule/change.js';
import { defineRule, type Report, type RuleContext } from '../../server/core/rule/rule.js';
import type { CorsFact } from '../../server/core/rule/views.js';
import { reportGathered } from '../gathered.js';
import { corsOf, isAnyOrigin } from './cors.js';

export default defineRule({
  id: 'design/cors-wildcard-credentials',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['design-defaults', 'gateway-features'],
  standards: ['API8:2023', 'CWE-942', 'CWE-346'],
  title: 'Any website may call with the cookies of its visitors',
  why: `
    Browsers keep the page of one site from reading the answers of another. These
    headers lift that for every site and let the cookies of the visitor come along,
    so that any page somebody opens can read and act as them. Browsers refuse the
    literal pair, and code that makes it work answers with whichever origin asks,
    which is worse for looking strict. Name the sites that need it.`,
  messages: {
    one: 'Any website may read this answer with the cookies of whoever visits it.',
    several: 'Any website may read this and {more} more answers with the cookies of whoever visits it.',
    credentials: 'Cookies are allowed here.',
  },
  fixes: { drop: { title: 'Do not allow cookies of other sites', safety: 'review' } },
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            get:
              responses: { '200': { $ref: '#/components/responses/Orders' } }
            post:
              responses:
                '201':
                  description: Created
                  headers:
                    access-control-allow-origin: { schema: { type: string, enum: ['*'] } }
                    access-control-allow-credentials: { schema: { type: boolean, enum: [true] } }
        components:
          responses:
            Orders:
              description: Orders
              headers:
                Access-Control-Allow-Origin: { $ref: '#/components/headers/Origin' }
                # <- Any website may read this and 1 more answers with the cookies of whoever visits it.
                Access-Control-Allow-Credentials:
                  schema: { type: string }
                  example: 'true'
          headers:
            Origin:
              description: Which sites may read the answer.
              schema: { type: string, default: '*' }`,
      fixed: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            get:
              responses: { '200': { $ref: '#/components/responses/Orders' } }
            post:
              responses:
                '201':
                  description: Created
                  headers:
                    access-control-allow-origin: { schema: { type: string, enum: ['*'] } }
        components:
          responses:
            Orders:
              description: Orders
              headers:
                Access-Control-Allow-Origin: { $ref: '#/components/headers/Origin' }
          headers:
            Origin:
              description: Which sites may read the answer.
              schema: { type: string, default: '*' }`,
    },
    {
      as: 'operation',
      oas: '2.0',
      bad: `
        responses:
          '200':
            description: Done
            headers:
              Access-Control-Allow-Origin: { type: string, default: "'*'" }
              # <- Any website may read this answer with the cookies of whoever visits it.
              Access-Control-Allow-Credentials: { type: string, default: "'true'" }`,
    },
    {
      as: 'document',
      language: 'json',
      bad: `
        {
          "openapi": "3.1.0",
          "info": { "title": "Orders", "version": "1" },
          "paths": {
            "/orders": {
              "get": {
                "responses": {
                  "200": {
                    "description": "Orders",
                    "headers": {
                      "Access-Control-Allow-Origin": { "description": "Echoes the origin of the request." },
                      // <- Any website may read this answer with the cookies of whoever visits it.
                      "Access-Control-Allow-Credentials": { "schema": { "const": true } }
                    }
                  }
                }
              }
            }
          }
        }`,
    },
    {
      as: 'operation',
      oas: '3.2',
      good: `
        responses:
          default:
            description: Nothing says what the header holds
            headers:
              Access-Control-Allow-Origin: { schema: { type: string, example: '*' } }
              Access-Control-Allow-Credentials: { schema: { type: boolean } }
          '200':
            description: For everybody, without cookies
            headers:
              Access-Control-Allow-Origin: { schema: { const: '*' } }
          '201':
            description: For one site
            headers:
              Access-Control-Allow-Origin: { example: https://app.example.com }
              Access-Control-Allow-Credentials: { example: true }
          '202':
            description: Cookies are refused
            headers:
              Access-Control-Allow-Origin: { example: '*' }
              Access-Control-Allow-Credentials: { schema: { enum: [false] } }`,
    },
  ],

  check: {
    document(document, { report, holds, unknown, node }) {
      const open: CorsFact[] = [];
      for (const cors of corsOf(document)) {
        if (!cors.credentials) continue;
        if (cors.origins.length === 0 || (cors.origins.some(isAnyOrigin) && !cors.stated)) unknown(cors.at);
        else if (cors.origins.some(isAnyOrigin)) open.push(cors);
        else holds(cors.at);
      }
      const tell = (first: CorsFact, rest: readonly CorsFact[]): Report => ({
        at: first.at,
        message: rest.length === 0 ? 'one' : 'several',
        data: { more: rest.length },
        related: first.credentialsAt ? [{ at: first.credentialsAt, message: 'credentials' }] : [],
        fixes: [{ fix: 'drop', changes: () => dropped([first, ...rest], node) }],
      });
      reportGathered(report, open, ({ at }) => at, tell);
    },
  },
});

function dropped(open: readonly CorsFact[], node: RuleContext<unknown>['node']): readonly Change[] {
  return open.flatMap(({ credentialsAt: at }) => {
    const header = at && node({ uri: at.uri, path: at.path });
    return header ? [{ remove: header }] : [];
  });
}
