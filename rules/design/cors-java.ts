import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { annotated, type Fault, inChain, oneOrigin, withCookies } from './cors-origins.js';

/** What annotations and settings of Spring allow to pages of every website. */
export function inJava(call: CallView): Fault | undefined {
  const { name } = call;
  const [first] = call.arguments;
  if (name === 'CrossOrigin') return inAnnotation(call);
  if (name === 'allowCredentials') {
    const open = /\.allowedOriginPatterns\(\s*"\*"\s*\)/.test(call.callee);
    return first !== undefined && open && first.literal === 'true'
      ? withCookies(first, inChain(call))
      : undefined;
  }
  // What comes behind it in the same chain says more.
  const more = call
    .neighbors()
    .some((callee) => /\.allowCredentials$/.test(callee) && callee.includes(`${name}(`));
  if (/^(?:set|add)?[aA]llowedOrigin/.test(name) && first !== undefined && isStar(first) && !more) {
    // Of patterns Spring sends back the origin that asked; with cookies it refuses a plain star.
    return starred(call, first, /Patterns?$/.test(name) && isAllowed(call));
  }
  return undefined;
}

function inAnnotation(call: CallView): Fault | undefined {
  const [first] = call.arguments;
  const origins = call.keyword('origins') ?? call.keyword('value') ?? first ?? call.keyword('originPatterns');
  if (origins === undefined)
    return { at: call.node, message: 'wildcard', severity: 'info', fixes: annotated(call) };
  if (!isStar(origins)) return undefined;
  const sent =
    call.keyword('originPatterns') !== undefined && call.keyword('allowCredentials')?.literal === 'true';
  return starred(call, origins, sent);
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

function starred(call: CallView, value: ValueView, sent: boolean): Fault {
  // A name of the star has no place for an origin.
  const fixes = value.text.includes('"*"') ? oneOrigin(call, value) : [];
  return sent ? withCookies(value, fixes) : { at: value, message: 'wildcard', severity: 'info', fixes };
}

function isStar({ literal, text }: ValueView): boolean {
  return (
    literal === '*' ||
    /^(?:\{\s*|(?:List\.of|Set\.of|(?:Arrays\.)?asList|Collections\.singleton(?:List)?)\(\s*)?(?:"\*"|CorsConfiguration\.ALL\b)\s*[)}]?$/.test(
      text,
    )
  );
}
