import { isProtected, mostUsed, requirements } from '../../server/core/rule/access.js';
import type { Change } from '../../server/core/rule/change.js';
import { isMap } from '../../server/core/rule/nodes.js';
import type { Plain, RuleContext } from '../../server/core/rule/rule.js';
import type { DocumentView } from '../../server/core/rule/views.js';
import { retryAfter } from '../limits/limit-responses.js';
import { answers } from '../responses.js';

const FORM = 'application/x-www-form-urlencoded';
const TOKEN = { type: 'string', maxLength: 4096 };
const HINT = { type: 'string', enum: ['access_token', 'refresh_token'] };

/** Where RFC 7009 is followed, behind the prefix that the given path has: '/api/v1/oauth/revoke'. */
export function revocationPath(path: string): string {
  const prefix = /^(?:\/(?:api|rest|v\d[\w.-]*)(?=\/))*/i.exec(path)?.[0] ?? '';
  return `${prefix}/oauth/revoke`;
}

/** Describes an operation that takes a token back, as RFC 7009 has it, at the path. */
export function addRevocation(
  document: DocumentView,
  path: string,
  { node }: Pick<RuleContext<unknown>, 'node'>,
): readonly Change[] {
  const paths = node({ uri: document.uri, path: ['paths'] });
  if (!isMap(paths)) return [];
  const item = paths.get(path);
  const post = revocation(document);
  if (item === undefined) return [{ set: paths, key: path, to: { post } }];
  return isMap(item) && item.get('$ref') === undefined ? [{ set: item, key: 'post', to: post }] : [];
}

function revocation(document: DocumentView): Plain {
  return {
    summary: 'Take a token back (RFC 7009)',
    ...askedFor(document),
    ...(document.version === '2.0' ? oldForm() : { requestBody: form() }),
    responses: {
      '200': { description: 'The token does not work any more, or never did.' },
      ...refusals(document),
    },
  };
}

/**
 * What one of several operations alone answers makes the others fall short one by one. Where none of them does, rules of
 * their own let all answer it at once.
 */
function refusals(document: DocumentView): { readonly [code: string]: Plain } {
  const served = document.operations.filter(({ outbound }) => !outbound);
  const all: { readonly [code: string]: Plain } = {
    '400': { description: 'The request lacks the token or is malformed.' },
    '401': { description: 'The client has not proved who it is.' },
    '429': {
      description: 'Too many requests; try again after the time in Retry-After.',
      headers: { 'Retry-After': retryAfter(document) },
    },
  };
  // Others answer 422 where 400 is meant.
  const codesFor = (code: string) => (code === '400' ? [code, '422'] : [code]);
  const fits = (code: string) =>
    served.length < 2 || served.some((fact) => answers(fact, codesFor(code)) !== 'no');
  return Object.fromEntries(Object.entries(all).filter(([code]) => fits(code)));
}

/** Only the client that a token was issued to may end it: where the document asks nobody by itself, as most operations do. */
function askedFor({ security, operations }: DocumentView): { readonly security?: Plain } {
  if (security !== undefined && isProtected(security)) return {};
  const used = mostUsed(operations.flatMap((fact) => (fact.security.known ? [fact.security.value] : [])));
  return used === undefined ? {} : { security: requirements(used) };
}

function form(): Plain {
  const schema = {
    type: 'object',
    required: ['token'],
    additionalProperties: false,
    properties: { token: TOKEN, token_type_hint: HINT },
  };
  return { required: true, content: { [FORM]: { schema } } };
}

function oldForm(): { readonly consumes: Plain; readonly parameters: Plain } {
  return {
    consumes: [FORM],
    parameters: [
      { name: 'token', in: 'formData', required: true, ...TOKEN },
      { name: 'token_type_hint', in: 'formData', ...HINT },
    ],
  };
}
