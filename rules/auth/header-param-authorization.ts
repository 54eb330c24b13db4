import { isOpen } from '../../server/core/rule/access.js';
import type { Change } from '../../server/core/rule/change.js';
import { type Anchor, isMap, isSequence, type Node, stringOf } from '../../server/core/rule/nodes.js';
import { defineRule, type FixOffer, type RuleContext } from '../../server/core/rule/rule.js';
import type { DocumentView, OperationFact } from '../../server/core/rule/views.js';
import { operationAt } from '../responses.js';
import { type IgnoredParameter, ignoredParameters, reportIgnored, takenOut } from './ignored-parameters.js';

export default defineRule({
  id: 'auth/header-param-authorization',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['auth-standards', 'auth-access-control'],
  standards: ['API2:2023', 'API9:2023', 'CWE-1059', 'OpenAPI Parameter Object'],
  title: 'The token is a parameter that tools ignore',
  why: `
    OpenAPI tells tools to ignore a header parameter of this name, since what
    proves the caller is described by security schemes. Clients that are generated
    send no token, gateways and tests ask for none, and to whoever reads the
    document the operation looks open to everybody.`,
  messages: {
    single: 'Tools ignore a header parameter "{name}", so nothing here asks callers for credentials.',
    several:
      'Tools ignore a header parameter "{name}", here and elsewhere ({more} more): nothing asks for credentials.',
  },
  fixes: { scheme: { title: 'Ask for a bearer token in "security" instead', safety: 'review' } },
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Parcels, version: '1' }
        paths:
          /parcels:
            get:
              parameters:
                - name: Authorization
                  #     ^^^^^^^^^^^^^ Tools ignore a header parameter "Authorization", so nothing here asks callers for credentials.
                  in: header
                  required: true
                  schema: { type: string }
              responses: { '200': { description: Parcels } }
        components:
          securitySchemes:
            token: { type: http, scheme: bearer }`,
      fixed: `
        openapi: 3.0.3
        info: { title: Parcels, version: '1' }
        paths:
          /parcels:
            get:
              responses: { '200': { description: Parcels } }
              security:
                - token: []
        components:
          securitySchemes:
            token: { type: http, scheme: bearer }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.1.0
        info: { title: Parcels, version: '1' }
        paths:
          /parcels:
            get:
              parameters:
                - { name: page, in: query, schema: { type: integer, minimum: 1, maximum: 100 } }
                - { name: authorization, in: header, schema: { type: string } }
                #         ^^^^^^^^^^^^^ Tools ignore a header parameter "authorization", here and elsewhere (1 more): nothing asks for credentials.
              responses: { '200': { description: Parcels } }
            post:
              parameters:
                - { name: authorization, in: header, schema: { type: string } }
              responses: { '201': { description: Taken } }`,
      fixed: `
        openapi: 3.1.0
        info: { title: Parcels, version: '1' }
        paths:
          /parcels:
            get:
              parameters:
                - { name: page, in: query, schema: { type: integer, minimum: 1, maximum: 100 } }
              responses: { '200': { description: Parcels } }
              security:
                - bearerAuth: []
            post:
              responses: { '201': { description: Taken } }
              security:
                - bearerAuth: []
        components:
          securitySchemes:
            bearerAuth:
              type: http
              scheme: bearer`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Parcels, version: '1' }
        paths:
          /parcels:
            get:
              parameters:
                - $ref: '#/components/parameters/Token'
                - { name: page, in: query, schema: { type: integer, minimum: 1, maximum: 100 } }
              responses: { '200': { description: Parcels } }
            post:
              parameters:
                - { name: Authorization, in: header, schema: { type: string } }
              responses: { '201': { description: Taken } }
        components:
          parameters:
            Token: { name: Authorization, in: header, schema: { type: string } }
            #              ^^^^^^^^^^^^^ Tools ignore a header parameter "Authorization", here and elsewhere (1 more): nothing asks for credentials.
          securitySchemes:
            token: { type: http, scheme: bearer }`,
      fixed: `
        openapi: 3.0.3
        info: { title: Parcels, version: '1' }
        paths:
          /parcels:
            get:
              parameters:
                - { name: page, in: query, schema: { type: integer, minimum: 1, maximum: 100 } }
              responses: { '200': { description: Parcels } }
              security:
                - token: []
            post:
              responses: { '201': { description: Taken } }
              security:
                - token: []
        components:
          parameters:
            Token: { name: Authorization, in: header, schema: { type: string } }
          securitySchemes:
            token: { type: http, scheme: bearer }`,
    },
    {
      as: 'document',
      bad: `
        openapi: 3.2.0
        info: { title: Parcels, version: '1' }
        security: [{ key: [] }]
        paths:
          /parcels:
            get:
              parameters: [{ $ref: '#/components/parameters/Token' }]
              responses: { '200': { description: Parcels } }
        components:
          securitySchemes:
            key: { type: apiKey, in: header, name: X-Key }
          parameters:
            Token: { name: Authorization, in: header, schema: { type: string } }
            #              ^^^^^^^^^^^^^ Tools ignore a header parameter "Authorization", so nothing here asks callers for credentials.`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.0.3
        info: { title: Parcels, version: '1' }
        security: [{ token: [] }]
        paths:
          /parcels:
            get:
              parameters: [{ name: Authorization, in: header, schema: { type: string } }]
              responses: { '200': { description: It is asked for all the same } }
            put:
              security: [{ key: [] }]
              parameters: [{ name: authorization, in: header, schema: { type: string } }]
              responses: { '200': { description: The key travels in it } }
            post:
              parameters: [{ name: Authorization, in: query, schema: { type: boolean } }]
              responses: { '200': { description: No header } }
        components:
          securitySchemes:
            token: { type: oauth2, flows: { clientCredentials: { tokenUrl: 'https://id.example.com/token', scopes: {} } } }
            key: { type: apiKey, in: header, name: Authorization }`,
    },
    {
      as: 'document',
      good: `
        swagger: '2.0'
        info: { title: Parcels, version: '1' }
        paths:
          /parcels:
            get:
              parameters: [{ name: Authorization, in: header, type: string, required: true }]
              responses: { '200': { description: 2.0 has no such sentence } }`,
    },
  ],

  check: {
    document(document, { report, node }) {
      reportIgnored(report, ignoredParameters(document).alone, (all) => intoSecurity(all, document, node));
    },
  },
});

type NodeAt = RuleContext<unknown>['node'];

/** Where operations list the parameter themselves, written there or by reference, and ask for nothing else. */
function intoSecurity(
  ignored: readonly IgnoredParameter[],
  document: DocumentView,
  node: NodeAt,
): readonly FixOffer[] {
  const uses = ignored.flatMap(({ at, users }) => users.map((user) => ({ at, user })));
  const isMovable = ({ at, user }: Use) =>
    user.security.known && isOpen(user.security.value) && entryOf({ at, user }, node) !== undefined;
  if (!uses.every(isMovable)) return [];
  const bearer = [...document.schemes].find(([, scheme]) => scheme.known && scheme.value.scheme === 'bearer');
  const name = bearer?.[0] ?? 'bearerAuth';
  const changes = (): readonly Change[] => {
    const root = node({ uri: document.uri, path: [] });
    if (root === undefined) return [];
    const component = { section: 'securitySchemes', name, to: { type: 'http', scheme: 'bearer' } } as const;
    return [
      ...(bearer ? [] : [{ component, inFile: root }]),
      ...uses.flatMap((use) => moved(entryOf(use, node), node(operationAt(use.user)), name)),
    ];
  };
  return [{ fix: 'scheme', changes }];
}

/** A parameter and one operation that takes it. */
interface Use {
  readonly at: Anchor;
  readonly user: OperationFact;
}

/** What stands for the parameter in the operation's own list; a reference into another file is not followed. */
function entryOf({ at, user }: Use, node: NodeAt): Node | undefined {
  const operation = node(operationAt(user));
  const list = isMap(operation) ? operation.get('parameters') : undefined;
  if (user.at.uri !== at.uri || !isSequence(list)) return undefined;
  const own = [...user.at.path, 'parameters'];
  const isInline = at.path.length === own.length + 1 && own.every((step, index) => step === at.path[index]);
  if (isInline) return node(at);
  const reference = `#/${at.path.join('/')}`;
  return list.items.find((item) => isMap(item) && stringOf(item.get('$ref')) === reference);
}

/** Lets an operation ask for a scheme in the place of the parameter. */
function moved(entry: Node | undefined, operation: Node | undefined, scheme: string): readonly Change[] {
  if (entry === undefined || !isMap(operation)) return [];
  return [...takenOut(entry), { set: operation, key: 'security', to: [{ [scheme]: [] }] }];
}
