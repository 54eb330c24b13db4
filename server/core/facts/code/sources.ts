import type { CodeNode } from '../../syntax/code.js';
import { decoratorsOf, field, named, unwrap, walk } from '../../syntax/code-read.js';
import type { Framework, Parameter, Source } from '../frameworks/framework.js';
import { FRAMEWORKS } from '../frameworks/index.js';
import { withoutPackages } from './bare-names.js';
import { paramsOf } from './params.js';
import { isPatterned } from './patterned.js';
import { type Around, methodName } from './registered.js';

/** What a parameter of a handler holds, as its framework says; undefined when it cannot be known. `type`: what its type stands for. */
export function sourceOf(
  of: CodeNode,
  index: number,
  around: Around,
  frameworks: readonly Framework[] = FRAMEWORKS,
  type: CodeNode | undefined = field(paramsOf(of)[index], 'type'),
): Source | undefined {
  const { language } = around;
  const param = paramsOf(of)[index];
  if (param === undefined) return undefined;
  for (const framework of frameworks) {
    if (!framework.languages.includes(language)) continue;
    const source = framework.source?.(parameterOf(param, type, of, around));
    if (source !== undefined) return source;
  }
  return undefined;
}

function parameterOf(param: CodeNode, type: CodeNode | undefined, of: CodeNode, around: Around): Parameter {
  const { text } = around;
  const written = type === undefined ? '' : text.slice(type.start, type.end);
  const value = unwrap(field(param, 'value'));
  const inType = type === undefined ? [] : [...walk(type)];
  const calls = [...inType, ...(value === undefined ? [] : [value])].filter(isCall);
  return {
    type: around.language === 'java' ? withoutPackages(written) : written,
    marks: [...decoratorsOf(param), ...calls].map((node) => markName(node, text)),
    ...(isPatterned(text.slice(param.start, param.end)) || isPatterned(written) ? { patterned: true } : {}),
    decorators: [
      ...decoratorsOf(of).map((node) => markName(node, text)),
      ...(isAdded(of, around) ? ['api_route'] : []),
    ],
  };
}

/** Whether a call of the file puts the function of Python behind a path, which no decorator of it says. */
export function isAdded(of: CodeNode, around: Around): boolean {
  const name = around.language === 'python' ? field(of, 'name') : undefined;
  if (name === undefined) return false;
  const own = around.text.slice(name.start, name.end);
  return around.registered(of.type === 'method_definition' ? methodName(own) : own) === 'handler';
}

function isCall(node: CodeNode): boolean {
  return node.type === 'call_expression';
}

/** The last name of what is called, or of the name itself. */
function markName(node: CodeNode, text: string): string {
  const callee = isCall(node) ? unwrap(field(node, 'function')) : node;
  const last =
    callee?.type === 'member_expression' ? (field(callee, 'property') ?? named(callee).at(-1)) : callee;
  return last === undefined ? '' : text.slice(last.start, last.end);
}
