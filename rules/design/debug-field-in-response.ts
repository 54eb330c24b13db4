import type { Node } from '../../server/core/rule/nodes.js';
import { defineRule } from '../../server/core/rule/rule.js';
import type { SchemaView } from '../../server/core/rule/views.js';
import { remembered } from '../../server/core/words/remembered.js';
import { listed } from '../../server/core/words/text.js';
import { hasWord, isExactly, terms, tokensOf, vocabulary } from '../../server/core/words/tokens.js';
import { reportGathered } from '../gathered.js';
import { ownNames } from '../own-names.js';
import { removeProperties } from './remove-properties.js';

export default defineRule({
  id: 'design/debug-field-in-response',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['design-errors', 'design-data-exposure'],
  standards: ['API8:2023', 'CWE-209', 'CWE-497'],
  title: 'Response shows how the code works inside',
  why: `
    Stack traces, exceptions and SQL are written for those who maintain the
    service. In a response they tell everybody which libraries and versions run,
    how files and tables are called and where an odd input got to, which saves an
    attacker days of work. Log them under an identifier, and send that.`,
  messages: { shown: 'Responses show {fields}: the inside of the service, of use to attackers alone.' },
  fixes: { remove: { title: 'Remove {fields} from the response', safety: 'review' } },
  schemas: 'with properties',
  examples: [
    {
      as: 'document',
      bad: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            get:
              responses:
                '500':
                  description: It failed
                  content: { application/json: { schema: { $ref: '#/components/schemas/Error' } } }
        components:
          schemas:
            Error:
              type: object
              required: [message, stackTrace]
              properties:
                message: { type: string }
                stackTrace:
                # <- Responses show stackTrace, query: the inside of the service, of use to attackers alone.
                  type: array
                  items: { type: string }
                query: { type: string }`,
      fixed: `
        openapi: 3.0.3
        info: { title: Orders, version: '1' }
        paths:
          /orders:
            get:
              responses:
                '500':
                  description: It failed
                  content: { application/json: { schema: { $ref: '#/components/schemas/Error' } } }
        components:
          schemas:
            Error:
              type: object
              required: [message]
              properties:
                message: { type: string }`,
    },
    {
      as: 'operation',
      oas: '2.0',
      bad: `
        responses:
          default:
            description: It failed
            schema:
              type: object
              properties:
                error: { type: string }
                file: { type: string }
                # <- Responses show file, line: the inside of the service, of use to attackers alone.
                line: { type: integer }`,
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
                    "content": {
                      "application/json": {
                        "schema": {
                          "type": "object",
                          "properties": { "orders": { "type": "array" }, "debug_info": { "type": ["object", "null"] } }
                          //                                             ^^^^^^^^^^^^ Responses show debug_info: the inside of the service, of use to attackers alone.
                        }
                      }
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
      good: `
        requestBody:
          content:
            application/json:
              schema: { type: object, properties: { stackTrace: { type: string }, error: { type: string } } }
        responses:
          '200':
            description: A search
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    query: { type: string }
                    file: { type: string }
                    debug: { type: boolean }
                    stackTraceEnabled: { type: boolean }
          '500':
            description: It failed
            content:
              application/problem+json:
                schema:
                  type: object
                  properties:
                    title: { type: string }
                    status: { type: integer }
                    traceId: { type: string }
                    line: { type: integer }`,
    },
    {
      as: 'document',
      oas: '3.2',
      good: `
        openapi: 3.2.0
        info: { title: Crash reports, version: '1' }
        paths:
          /crashes/{id}:
            get:
              responses:
                '200':
                  description: A crash of your app
                  content:
                    application/json:
                      schema: { type: object, properties: { stacktrace: { type: string } } }`,
    },
  ],

  check: {
    schema(schema, { report, holds }) {
      // Most schemas describe one value and have no fields, or none of a name that matters.
      const names = ownNames(schema);
      if (names.length === 0 || schema.isReference || schema.returnedBy.length === 0) return;
      const isError = describesError(schema, names);
      if (!names.some(isTelling)) {
        if (isError) holds(schema.node);
        return;
      }
      const own = ownProperties(schema);
      const shown = own.filter((property) => isInternal(property, own, isError));
      const [first] = shown;
      if (first?.keyNode === undefined) {
        if (isError) holds(schema.node);
        return;
      }
      if (schema.returnedBy.every((key) => DIAGNOSTICS.find(tokensOf(key)) !== undefined)) return;
      reportGathered(report, shown, placeOf, (one, rest) => {
        const left = [one, ...rest];
        const names = left.map(({ property = '' }) => property);
        const fields = listed(names, 50);
        return {
          at: placeOf(one),
          message: 'shown',
          data: { fields },
          fixes: [{ fix: 'remove', data: { fields }, changes: () => removeProperties(left) }],
        };
      });
    },
  },
});

function placeOf({ keyNode, node }: SchemaView): Node {
  return keyNode ?? node;
}

/** Those of an inline `allOf` member are that member's. */
function ownProperties(schema: SchemaView): readonly SchemaView[] {
  const own = schema.get('properties');
  return schema.properties.filter(({ key }) => key.parent === own).map(({ schema: property }) => property);
}

function isInternal(property: SchemaView, siblings: readonly SchemaView[], isError: boolean): boolean {
  // `debug: boolean` is a switch and `traces: integer` a count.
  const flag = property.types.some((type) => type === 'boolean' || type === 'number' || type === 'integer');
  const tokens = tokensOf(property.property ?? '');
  if (isError && isExactly(tokens, PLACES)) {
    return siblings.filter(({ property: name = '' }) => isExactly(tokensOf(name), PLACES)).length > 1;
  }
  return !flag && (isExactly(tokens, INTERNALS) || (isError && isExactly(tokens, INTERNALS_OF_ERRORS)));
}

/** By the name of its component or property, or by what stands in it. */
function describesError({ component, property }: SchemaView, own: readonly string[]): boolean {
  if (isErrorName(component) || isErrorName(property)) return true;
  const names = new Set(own.map((name) => name.toLowerCase().replaceAll(/[-_]/g, '')));
  return names.has('error') || (has(names, SAID) && has(names, NUMBERED));
}

function isErrorName(name: string | undefined): boolean {
  return name !== undefined && hasWord(tokensOf(name), ERRORS);
}

function has(names: ReadonlySet<string>, some: readonly string[]): boolean {
  return some.some((name) => names.has(name));
}

const ERRORS: ReadonlySet<string> = new Set(terms('error, exception, problem, fault, failure'));
const SAID = ['message', 'errormessage', 'detail', 'title'] as const;
const NUMBERED = ['code', 'status', 'statuscode', 'errorcode', 'httpstatus'] as const;

const INTERNALS: ReadonlySet<string> = new Set(
  terms(`stack trace, stack traces, stack trace string, error stack, error stack trace, call stack, backtrace, back trace,
    traceback, exception message, exception class, exception type, exception stack, exception stack trace,
    exception details, inner exception, sql query, sql statement, sql error, debug info, debug information,
    debug message, debug details, debug data, debug trace, internal message, internal error, internal error message,
    internal exception`),
);

/** What these mean elsewhere is nobody's secret: a search has a query, a calendar exceptions. */
const INTERNALS_OF_ERRORS: ReadonlySet<string> = new Set(
  terms('stack, trace, exception, exceptions, debug, sql, query'),
);

/** Whether the name alone may tell of the inside, in an error or elsewhere. */
const isTelling = remembered((name) => {
  const tokens = tokensOf(name);
  return [INTERNALS, INTERNALS_OF_ERRORS, PLACES].some((names) => isExactly(tokens, names));
});

/** Of source code, when an error has both a file and a line. */
const PLACES: ReadonlySet<string> = new Set(terms('file, filename, file name, line, line number, lineno'));

/** Resources that are about how some code ran, such as crash reports: their readers came for that. */
const DIAGNOSTICS = vocabulary(
  'crash, crashes, trace, log, debug, debugger, diagnostic, exception, event, alert, incident, monitor, build, job, run, test',
);
