import type { CodeNode } from '../../../syntax/code.js';
import { field, keywordsOf, named, unwrap } from '../../../syntax/code-read.js';
import { isCertain } from '../names/around.js';
import type { Declaration } from '../names/scope-names.js';
import type { Scopes } from '../names/scopes.js';
import { lastName } from '../names/values.js';
import { keyOf } from './inputs.js';
import { ledInJava } from './java-addresses.js';
import { composed, type Flow, one, pieces } from './pieces.js';
import type { Trace } from './texts.js';

/** Parts of an address that say which server it leads to. */
const HOSTS = /^host(?:name)?$/;
const WHOLE = 'href';
/** What makes an address of Python out of its parts, and what puts a part in the place of another. */
const JOINS = /^(?:(?:urllib\.)?parse\.)?urlun(?:split|parse)$/;
const REPLACES = /^(?:_replace|copy_with)$/;

/** An address whose host, or the whole of which, another value took the place of since: `url.host = sent`. */
export function ledElsewhere(
  node: CodeNode,
  declared: Declaration,
  scopes: Scopes,
  trace: Trace,
): Flow | undefined {
  if (declared.kind !== 'value' || declared.path.length > 0) return undefined;
  if (scopes.language === 'java') return ledInJava(node, declared, scopes, trace);
  const made = unwrap(declared.value);
  const maker = made?.type === 'new_expression' ? field(made, 'constructor') : undefined;
  if (maker === undefined || lastName(scopes.textOf(maker)) !== 'URL') return undefined;
  const [last] = scopes
    .filledBefore(node)
    .flatMap((put) => {
      const key = keyOf(unwrap(field(put, 'left')) ?? put, scopes) ?? '';
      const value = field(put, 'right');
      return value !== undefined && (key === WHOLE || HOSTS.test(key)) ? [{ put, key, value }] : [];
    })
    .toReversed();
  if (last === undefined) return undefined;
  const flow = last.key === WHOLE ? wholeOf(node, last.value, trace) : hostOf(node, last.value, trace);
  return flow.origin === 'request' || isCertain(last.put, node) ? flow : undefined;
}

/** An address of Python with another host in it: `parts._replace(netloc=sent)`, `urlunsplit(("https", sent, "/", "", ""))`. */
export function ledInPython(
  call: CodeNode,
  name: string,
  args: readonly CodeNode[],
  scopes: Scopes,
  trace: Trace,
): Flow | undefined {
  if (scopes.language !== 'python') return undefined;
  if (REPLACES.test(lastName(name))) {
    const host = keywordsOf(call, scopes.text).find(([key]) => /^(?:netloc|host)$/.test(key))?.[1];
    return host && hostOf(call, host, trace);
  }
  if (lastName(name) === 'geturl') {
    const receiver = field(unwrap(field(call, 'function')), 'object');
    const flow = receiver && trace(receiver);
    return flow?.form === 'address' ? { ...flow, node: call } : undefined;
  }
  const [parts] = args;
  const list = JOINS.test(name) ? unwrap(parts) : undefined;
  if (list === undefined) return undefined;
  if (list.type !== 'array') {
    const flow = trace(list);
    return flow.form === 'address' ? { ...flow, node: call } : undefined;
  }
  const host = named(list)[1];
  return host && hostOf(call, host, trace);
}

function hostOf(node: CodeNode, host: CodeNode, trace: Trace): Flow {
  return composed(node, 'address', [
    one(node, 'literal', 'literal', 'https://'),
    ...pieces(trace(host), host),
  ]);
}

function wholeOf(node: CodeNode, whole: CodeNode, trace: Trace): Flow {
  return composed(node, 'address', pieces(trace(whole), whole));
}
