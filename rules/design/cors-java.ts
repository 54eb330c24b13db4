import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { annotated, type Fault, inChain, oneOrigin } from './cors-origins.js';

/** What the annotation and the builders of Spring allow. */
export function inJava(call: CallView): Fault | undefined {
  const { name } = call;
  const [first] = call.arguments;
  if (name === 'CrossOrigin') {
    const origins =
      call.keyword('origins') ?? call.keyword('value') ?? first ?? call.keyword('originPatterns');
    if (origins === undefined)
      return { at: call.node, message: 'wildcard', severity: 'info', fixes: annotated(call) };
    return isStar(origins) ? starred(call, origins) : undefined;
  }
  if (name === 'allowCredentials') {
    const open = /\.allowedOriginPatterns\(\s*"\*"\s*\)/.test(call.callee);
    return first !== undefined && open && first.literal === 'true'
      ? { at: first, message: 'credentials', severity: 'error', fixes: inChain(call) }
      : undefined;
  }
  // What comes behind it in the same chain says more.
  const more = call
    .neighbors()
    .some((callee) => /\.allowCredentials$/.test(callee) && callee.includes(`${name}(`));
  if (/^(?:set|add)?[aA]llowedOrigin/.test(name) && first !== undefined && isStar(first) && !more) {
    return starred(call, first);
  }
  return undefined;
}

function starred(call: CallView, value: ValueView): Fault {
  return { at: value, message: 'wildcard', severity: 'info', fixes: oneOrigin(call, value) };
}

function isStar({ literal, text }: ValueView): boolean {
  return (
    literal === '*' || /^(?:\{\s*|List\.of\(|Arrays\.asList\(|Collections\.singletonList\()"\*"/.test(text)
  );
}
