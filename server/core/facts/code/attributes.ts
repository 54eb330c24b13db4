import type { CodeNode } from '../../syntax/code.js';
import { decoratorsOf, field } from '../../syntax/code-read.js';
import { nameOfParam } from './handler-roles.js';
import { paramsOf } from './params.js';

const ATTRIBUTE = /^(?:\w+\.)*ModelAttribute\b(?:\(\s*(?:(?:name|value)\s*=\s*)?"(\w+)")?/;
const ADDED = /\.\s*(?:addAttribute|addObject|put)\(\s*"(\w+)"\s*,/g;
const READ = /\.\s*getAttribute\(\s*"(\w+)"\s*\)/g;
/** What a parameter of a handler may have beside it and still be an object of the model. */
const BESIDE = /^(?:\w+\.)*(?:Valid|Validated|NotNull|NonNull|SuppressWarnings)\b/;
/** The type of an object of the application, as it is written. */
const OWN_TYPE = /^[A-Z]\w*$/;
/** What Spring hands in of its own, and who is calling. */
const GIVEN =
  /^(?:Model\w*|\w*Principal|Authentication|\w*Session|\w*Request|\w*Response|BindingResult|Errors|Pageable|Sort|RedirectAttributes|\w*Builder|SessionStatus|Locale|TimeZone|String|Long|Integer|UUID|Boolean|Map|Object)$/;

/** Whether a method of Spring runs in front of the handlers of its class, to fill what they and their pages show. */
export function fillsModel(of: CodeNode, text: string): boolean {
  const names = decoratorsOf(of).map((one) => text.slice(one.start, one.end));
  return (
    names.some((one) => ATTRIBUTE.test(one)) && !names.some((one) => /^(?:\w+\.)*\w*Mapping\b/.test(one))
  );
}

/** Under what name the model holds what such a method gives back: 'bill' of `@ModelAttribute Bill load(...)`. */
export function attributeOf(of: CodeNode, text: string): string | undefined {
  const type = field(of, 'return_type');
  return nameIn(decoratorsOf(of), type && text.slice(type.start, type.end), text);
}

/** Names of all that such a method leaves; `plain`: the text of its body. */
export function attributesLeft(of: CodeNode, plain: string, text: string): readonly string[] {
  if (!fillsModel(of, text)) return [];
  return [...new Set([attributeOf(of, text) ?? [], namesIn(ADDED, plain)].flat())].sort();
}

/** Names of the objects of the model that a handler reads; `plain`: the text of its body. */
export function attributesTaken(of: CodeNode, plain: string, text: string): readonly string[] {
  if (fillsModel(of, text)) return [];
  const params = paramsOf(of).flatMap((param) => {
    const own = nameOfParam(param, text);
    const type = field(param, 'type');
    const isRead = own !== undefined && new RegExp(`(?<![\\w.])${own.replaceAll('$', '\\$')}\\b`).test(plain);
    return isRead ? (nameIn(decoratorsOf(param), type && text.slice(type.start, type.end), text) ?? []) : [];
  });
  return [...new Set([...params, ...namesIn(READ, plain)])].sort();
}

/** The name that an annotation gives, else that of the type; undefined where others stand beside it. */
function nameIn(decorators: readonly CodeNode[], type: string | undefined, text: string): string | undefined {
  const beside = decorators.map((one) => text.slice(one.start, one.end));
  const marked = beside.map((one) => ATTRIBUTE.exec(one)).find((match) => match !== null);
  if (marked?.[1] !== undefined) return marked[1];
  if (marked === undefined && !beside.every((one) => BESIDE.test(one))) return undefined;
  if (type === undefined || !OWN_TYPE.test(type) || GIVEN.test(type)) return undefined;
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
}

function namesIn(pattern: RegExp, text: string): readonly string[] {
  return [...text.matchAll(pattern)].flatMap(([, name]) => name ?? []);
}
