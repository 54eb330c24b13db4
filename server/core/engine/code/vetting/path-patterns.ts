import { paramsOf } from '../../../facts/code/params.js';
import type { CodeNode } from '../../../syntax/code.js';
import { decoratorsOf, field } from '../../../syntax/code-read.js';
import type { Scopes } from '../names/scopes.js';

/** Whether a pattern of a segment of a path, as a string literal writes it, leaves no room for any text: `\\d+`. */
export function leavesFew(pattern: string): boolean {
  const bare = pattern.replace(/\\{1,2}(.)/g, (_, letter: string) => (/[SDWB]/.test(letter) ? '.' : '_'));
  return bare !== '*' && !/\.|\[\^/.test(bare.replace(/\[(?!\^)[^\]]*\]/g, '_'));
}

/** A pattern that stands in an annotation of a parameter, or a name of one. */
const PATTERN = /^Pattern\(.*?\bregexp\s*=\s*(?:"((?:[^"\\]|\\.)*)"|[A-Z_]+\b)/s;

/**
 * Whether a method of Spring says how the parameter may look, in its path or beside it: `@GetMapping("/{id:\\d+}")`,
 * `@Pattern(regexp = "[a-z]+")`.
 */
export function isPatternedInJava(handler: CodeNode, name: string, scopes: Scopes): boolean {
  const param = paramsOf(handler).find((one) => {
    const own = field(one, 'pattern') ?? field(one, 'name');
    return own !== undefined && scopes.textOf(own) === name;
  });
  const own = param === undefined ? [] : decoratorsOf(param).map((one) => PATTERN.exec(scopes.textOf(one)));
  if (own.some((found) => found !== null && leavesFew(found[1] ?? ''))) return true;
  const mark = decoratorsOf(param ?? handler).find((one) => /^PathVariable\b/.test(scopes.textOf(one)));
  if (param === undefined || mark === undefined) return false;
  const key = /"(\w+)"/.exec(scopes.textOf(mark))?.[1] ?? name;
  const segment = new RegExp(`\\{${key}:((?:[^{}]|\\{[^{}]*\\})+)\\}`);
  return decoratorsOf(handler).some((one) => {
    const pattern = /Mapping\b/.test(scopes.textOf(one)) && segment.exec(scopes.textOf(one))?.[1];
    return pattern && leavesFew(pattern);
  });
}
