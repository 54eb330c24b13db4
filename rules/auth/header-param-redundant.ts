import { defineRule } from '../../server/core/rule/rule.js';
import { type IgnoredParameter, ignoredParameters, reportIgnored, takenOut } from './ignored-parameters.js';

export default defineRule({
  id: 'auth/header-param-redundant',
  severity: 'hint',
  profile: 'strict',
  weight: 'hygiene',
  practices: ['auth-standards'],
  standards: ['API9:2023', 'CWE-1059', 'OpenAPI Parameter Object'],
  title: 'The token is described twice, once where tools ignore it',
  why: `
    A security requirement asks for this header already, and OpenAPI tells tools to
    ignore a parameter of the same name. Whoever changes how callers prove who they
    are may change the wrong one of the two, and readers cannot know which counts.`,
  messages: {
    single: 'Tools ignore a header parameter "{name}"; "security" asks for it already.',
    several:
      'Tools ignore a header parameter "{name}", here and elsewhere ({more} more); "security" asks for it.',
  },
  fixes: { remove: { title: 'Remove the parameter', safety: 'safe' } },
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Parcels, version: '1' }
        security: [{ token: [] }]
        paths:
          /parcels:
            get:
              parameters:
                - name: Authorization
                  #     ^^^^^^^^^^^^^ Tools ignore a header parameter "Authorization"; "security" asks for it already.
                  in: header
                  schema: { type: string }
                - { name: page, in: query, schema: { type: integer, minimum: 1, maximum: 100 } }
              responses: { '200': { description: Parcels } }
        components:
          securitySchemes:
            token: { type: http, scheme: bearer }`,
      fixed: `
        openapi: 3.0.3
        info: { title: Parcels, version: '1' }
        security: [{ token: [] }]
        paths:
          /parcels:
            get:
              parameters:
                - { name: page, in: query, schema: { type: integer, minimum: 1, maximum: 100 } }
              responses: { '200': { description: Parcels } }
        components:
          securitySchemes:
            token: { type: http, scheme: bearer }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.1.0
        info: { title: Parcels, version: '1' }
        security: [{ token: [] }]
        paths:
          /parcels:
            get:
              parameters: [{ name: authorization, in: header, schema: { type: string } }]
              #                    ^^^^^^^^^^^^^ Tools ignore a header parameter "authorization", here and elsewhere (1 more); "security" asks for it.
              responses: { '200': { description: Parcels } }
            put:
              parameters: [{ name: authorization, in: header, schema: { type: string } }]
              responses: { '200': { description: Parcels } }
        components:
          securitySchemes:
            token: { type: openIdConnect, openIdConnectUrl: 'https://id.example.com/.well-known/openid-configuration' }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.0.3
        info: { title: Parcels, version: '1' }
        security: [{ key: [] }]
        paths:
          /parcels:
            get:
              parameters: [{ name: X-Request-Id, in: header, schema: { type: string } }]
              responses: { '200': { description: Parcels } }
        components:
          securitySchemes:
            key: { type: apiKey, in: header, name: X-Key }`,
    },
  ],

  check: {
    document(document, { report, node }) {
      reportIgnored(report, ignoredParameters(document).covered, (all) =>
        all.every(isInline)
          ? [{ fix: 'remove', changes: () => all.flatMap(({ at }) => takenOut(node(at))) }]
          : [],
      );
    },
  },
});

/** What others refer to cannot be taken out alone. */
function isInline({ at }: IgnoredParameter): boolean {
  return at.path.at(-2) === 'parameters' && typeof at.path.at(-1) === 'number';
}
