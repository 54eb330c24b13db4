import type { Report } from '../../server/core/rule/rule.js';
import type { CallView, ValueView } from '../../server/core/rule/views.js';

export type Fault = Pick<Report, 'at' | 'message' | 'severity'>;

/** What annotations and settings of Spring allow to pages of every website. */
export function inJava(call: CallView): Fault | undefined {
  const { name } = call;
  const [first] = call.arguments;
  if (name === 'CrossOrigin') {
    const origins =
      call.keyword('origins') ?? call.keyword('value') ?? first ?? call.keyword('originPatterns');
    if (origins === undefined) return { at: call.node, message: 'wildcard', severity: 'info' };
    if (!isStar(origins)) return undefined;
    const sent =
      call.keyword('originPatterns') !== undefined && call.keyword('allowCredentials')?.literal === 'true';
    return sent ? withCookies(origins) : { at: origins, message: 'wildcard', severity: 'info' };
  }
  if (name === 'allowCredentials') {
    const open = /\.allowedOriginPatterns\(\s*"\*"\s*\)/.test(call.callee);
    return first !== undefined && open && first.literal === 'true' ? withCookies(first) : undefined;
  }
  // What comes behind it in the same chain says more.
  const more = call
    .neighbors()
    .some((callee) => /\.allowCredentials$/.test(callee) && callee.includes(`${name}(`));
  if (/^(?:set|add)?[aA]llowedOrigin/.test(name) && first !== undefined && isStar(first) && !more) {
    // Of patterns Spring sends back the origin that asked; with cookies it refuses a plain star.
    return /Patterns?$/.test(name) && isAllowed(call)
      ? withCookies(first)
      : { at: first, message: 'wildcard', severity: 'info' };
  }
  return undefined;
}

/** Whether the same settings let cookies through. */
function isAllowed(call: CallView): boolean {
  const [settings] = call.callee.split('.');
  return call
    .nearby('setAllowCredentials')
    .some(
      (one) =>
        one.callee.startsWith(`${settings}.`) && /^(?:Boolean\.TRUE|true)$/.test(one.argument(0)?.text ?? ''),
    );
}

export function withCookies(at: ValueView): Fault {
  return { at, message: 'credentials', severity: 'error' };
}

function isStar({ literal, text }: ValueView): boolean {
  return (
    literal === '*' ||
    /^(?:\{\s*|(?:List\.of|Set\.of|(?:Arrays\.)?asList|Collections\.singleton(?:List)?)\(\s*)?(?:"\*"|CorsConfiguration\.ALL\b)\s*[)}]?$/.test(
      text,
    )
  );
}
