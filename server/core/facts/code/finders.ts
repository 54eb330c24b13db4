import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, decoratorsOf, field, named, unwrap, walk } from '../../syntax/code-read.js';
import type { LanguageId } from '../../text/leaf.js';
import { nameOfParam } from './behavior.js';
import { paramsOf } from './params.js';

const STORE = /repo|dao|mapper|entitymanager/i;
const BY_ID = /^(?:find|get|read|load|fetch|delete|remove)(?:[A-Z]\w*)?ById$|^(?:getOne|find|delete)$/;
/** Calls that make something else of what was found, change it or write it down. */
const PLAIN =
  /^(?:get|orElse\w*|isPresent|isEmpty|ifPresent\w*|map|to[A-Z]\w*|from\w*|of\w*|convert|build|builder|save|saveAndFlush|delete|flush|set[A-Z]\w*|get(?:Id|Name|Title|Status)|info|debug|warn|error|trace|format|valueOf|stream|collect)$/;
const ANNOTATIONS =
  /^@?\s*(?:\w+\.)*(?:Override|Transactional|Cacheable|CacheEvict|Nullable|NonNull|NotNull|SuppressWarnings|Timed|Retryable)\b/;
const RESTRICTS = /Authorize|Secured|RolesAllowed|Filter/;

/** Methods of a class of Java that find or remove a record by their one parameter, whoever is calling. */
export function findersOf(node: CodeNode, text: string, language: LanguageId): readonly string[] {
  if (language !== 'java') return [];
  const methods = named(field(node, 'body')).filter(({ type }) => type === 'method_definition');
  const restricted = decoratorsOf(node).some((one) => RESTRICTS.test(textOf(one, text)));
  const finds = (method: CodeNode): boolean =>
    (!restricted || isPrivate(method, text)) && findsAlone(method, text);
  const others = new Set(methods.filter((one) => !finds(one)).map((one) => nameOf(one, text)));
  return [...new Set(methods.map((one) => nameOf(one, text)))].filter((name) => !others.has(name));
}

/** Whether all that a method of Java does is to find or remove a record by its one parameter, and to tell what was found. */
function findsAlone(method: CodeNode, text: string): boolean {
  const body = field(method, 'body');
  const [param, ...more] = paramsOf(method);
  const id = param && nameOfParam(param, text);
  if (body === undefined || id === undefined || more.length > 0) return false;
  if (!decoratorsOf(method).every((one) => ANNOTATIONS.test(textOf(one, text)))) return false;
  let found = false;
  for (const node of walk(body)) {
    if (node.type !== 'call_expression') continue;
    const callee = unwrap(field(node, 'function'));
    const last = callee?.type === 'member_expression' ? field(callee, 'property') : callee;
    const name = last === undefined ? '' : textOf(last, text);
    const args = argumentsOf(node);
    const byId =
      BY_ID.test(name) && args.length === 1 && args[0] !== undefined && textOf(args[0], text) === id;
    if (byId && isStore(field(callee, 'object'), method, text)) found = true;
    else if (!PLAIN.test(name)) return false;
  }
  return found;
}

/** By its name, or by the type that its field states. */
function isStore(given: CodeNode | undefined, method: CodeNode, text: string): boolean {
  const receiver = unwrap(given);
  if (receiver === undefined) return false;
  const name = textOf(receiver, text).replace(/^this\./, '');
  if (STORE.test(name)) return true;
  return named(method.parent).some((member) => {
    const own = field(member, 'name') ?? field(member, 'property');
    const type = field(member, 'type');
    return (
      own !== undefined && type !== undefined && textOf(own, text) === name && STORE.test(textOf(type, text))
    );
  });
}

/** What nothing outside calls is called past whatever its class restricts. */
function isPrivate(method: CodeNode, text: string): boolean {
  const name = field(method, 'name');
  return name !== undefined && /\bprivate\b/.test(text.slice(method.start, name.start));
}

function nameOf(method: CodeNode, text: string): string {
  const name = field(method, 'name');
  return name === undefined ? '' : textOf(name, text);
}

function textOf({ start, end }: CodeNode, text: string): string {
  return text.slice(start, end);
}
