import { isOpen, isProtected } from '../../server/core/rule/access.js';
import { booleanOf, isMap, stringOf } from '../../server/core/rule/nodes.js';
import { defineRule, type RuleContext } from '../../server/core/rule/rule.js';
import type { OperationView } from '../../server/core/rule/views.js';
import { isPublicByNature } from '../../server/core/words/public-paths.js';
import { shortenPath } from '../../server/core/words/text.js';

export default defineRule({
  id: 'gateway/aws-authorizer-none',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['gateway-central', 'auth-access-control'],
  standards: ['API2:2023', 'CWE-306'],
  title: 'The gateway lets everybody through',
  why: `
    Amazon API Gateway follows its own extensions. Where the authorizer is NONE it
    asks callers of the method for nothing, whatever the rest of the document says
    about credentials; where every other method is forwarded without security, so
    are those that nobody has thought of. The service behind mostly relies on the
    gateway and does not ask again.`,
  messages: {
    none: 'API Gateway lets everybody call {method} {path}: its authorizer is NONE.',
    any: 'API Gateway lets everybody call {path} with any method: nothing asks who they are.',
  },
  fixes: {
    inherit: { title: 'Let the security list decide, which asks for an authorizer', safety: 'review' },
    iam: { title: 'Ask for requests that are signed with AWS credentials', safety: 'review' },
  },
  examples: [
    {
      as: 'operation',
      bad: `
        x-amazon-apigateway-auth:
          type: NONE
          #     ^^^^ API Gateway lets everybody call POST /items: its authorizer is NONE.
        responses: { '200': { description: Done } }`,
      fixed: `
        x-amazon-apigateway-auth:
          type: AWS_IAM
        responses: { '200': { description: Done } }`,
    },
    {
      as: 'document',
      bad: `
        swagger: '2.0'
        info: { title: Orders, version: '1' }
        paths:
          /{proxy+}:
            x-amazon-apigateway-any-method:
          # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ API Gateway lets everybody call /{proxy+} with any method: nothing asks who they are.
              x-amazon-apigateway-integration: { type: http_proxy }
              responses: {}
        securityDefinitions:
          cognito: { type: apiKey, name: Authorization, in: header }`,
    },
    {
      as: 'document',
      language: 'json',
      bad: `
        {
          "openapi": "3.0.1",
          "info": { "title": "Orders", "version": "1" },
          "security": [{ "sigv4": [] }],
          "paths": {
            "/orders": {
              "get": {
                "x-amazon-apigateway-auth": { "type": "none" },
        //                                            ^^^^^^
                "responses": { "200": { "description": "Orders" } }
              }
            }
          },
          "components": {
            "securitySchemes": {
              "sigv4": {
                "type": "apiKey",
                "name": "Authorization",
                "in": "header",
                "x-amazon-apigateway-authtype": "awsSigv4"
              }
            }
          }
        }`,
      fixed: `
        {
          "openapi": "3.0.1",
          "info": { "title": "Orders", "version": "1" },
          "security": [{ "sigv4": [] }],
          "paths": {
            "/orders": {
              "get": {
                "responses": { "200": { "description": "Orders" } }
              }
            }
          },
          "components": {
            "securitySchemes": {
              "sigv4": {
                "type": "apiKey",
                "name": "Authorization",
                "in": "header",
                "x-amazon-apigateway-authtype": "awsSigv4"
              }
            }
          }
        }`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.0.1
        info: { title: Orders, version: '1' }
        paths:
          /{proxy+}:
            x-amazon-apigateway-any-method:
              security: [{ cognito: [] }]
              responses: {}
          /health:
            get:
              x-amazon-apigateway-auth: { type: NONE }
              responses: { '200': { description: Well } }
          /orders:
            options:
              x-amazon-apigateway-auth: { type: NONE }
              responses: { '200': { description: What browsers ask first } }
            get:
              security: [{ cognito: [] }]
              x-amazon-apigateway-auth: { type: AWS_IAM }
              responses: { '200': { description: Orders } }
        components:
          securitySchemes:
            cognito: { type: apiKey, name: Authorization, in: header }`,
    },
  ],

  check: {
    operation(operation, { report, holds, unknown, node }) {
      const { method, path, keyNode, security, outbound } = operation;
      const auth = operation.get('x-amazon-apigateway-auth');
      // Methods that have a name are the business of the rules about operations that ask for nothing.
      if (auth === undefined && method !== 'ANY') return;
      if (outbound || method === 'OPTIONS' || isMeantForAll(operation)) return;
      const type = isMap(auth) ? auth.get('type') : undefined;
      const data = { method, path: shortenPath(path, 40) };
      if (auth !== undefined && type !== undefined) {
        if (stringOf(type)?.toUpperCase() !== 'NONE') return holds(type);
        const fix = asksAuthorizer(operation, node)
          ? { fix: 'inherit', changes: () => [{ remove: auth }] }
          : { fix: 'iam', changes: () => [{ replace: type, by: 'AWS_IAM' }] };
        return report({ at: type, message: 'none', data, fixes: [fix] });
      }
      if (method !== 'ANY') return;
      if (!security.known) unknown(keyNode);
      else if (isProtected(security.value)) holds(keyNode);
      else if (isOpen(security.value)) report({ at: keyNode, message: 'any', data });
    },
  },
});

/** Whether each way that the list lets callers in asks for a scheme of which the gateway is told how to check it. */
function asksAuthorizer({ security, document }: OperationView, node: RuleContext<unknown>['node']): boolean {
  if (!security.known || security.value.anyOf.length === 0) return false;
  return security.value.anyOf.every(({ all }) =>
    all.some(({ scheme: name }) => {
      const scheme = document.schemes.get(name);
      const declared = scheme?.known === true ? node(scheme.value.at) : undefined;
      return AUTHORIZERS.some((key) => isMap(declared) && declared.get(key) !== undefined);
    }),
  );
}

const AUTHORIZERS = ['x-amazon-apigateway-authorizer', 'x-amazon-apigateway-authtype'];

function isMeantForAll({ path, method, fact, get }: OperationView): boolean {
  return booleanOf(get('x-public')) === true || isPublicByNature({ ...fact, path, method });
}
