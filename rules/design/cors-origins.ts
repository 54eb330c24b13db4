import type { Change } from '../../server/core/rule/change.js';
import type { FixOffer, Report } from '../../server/core/rule/rule.js';
import type { CallView, CodeSpot, ValueView } from '../../server/core/rule/views.js';
import { addOption } from '../auth/option-text.js';
import { quoted, textBefore } from '../code-text.js';

export type Fault = Pick<Report, 'at' | 'message' | 'severity' | 'fixes'>;

/** Whoever asks is let in with the cookies of the visitor. */
export function withCookies(at: ValueView, fixes: readonly FixOffer[]): Fault {
  return { at, message: 'credentials', severity: 'error', fixes };
}

/** Stands for the author's own, which nobody else can know. */
const ORIGIN = 'https://app.example.com';

/** Every offer of this file is the fix that a rule calls `list`. */
function list(changes: readonly Change[] | undefined): readonly FixOffer[] {
  return changes === undefined ? [] : [{ fix: 'list', changes: () => changes }];
}

/** A list of origins in the options of the package `cors`: in the place of the one there, or as one more option. */
export function listOrigins(
  call: CallView,
  options: ValueView | undefined,
  origin: ValueView | undefined,
): readonly FixOffer[] {
  const by = `[${quoted(ORIGIN, call.node, call.language)}]`;
  // A property that is named only once, `{ origin }`, has no value to replace.
  if (origin !== undefined) return textBefore(origin).endsWith(':') ? list([{ text: origin, by }]) : [];
  if (options !== undefined) return list(addOption(options, `origin: ${by}`));
  const inside = /\(\s*\)$/.exec(call.node.text)?.[0];
  const text = inside && { ...call.node, start: call.node.end - inside.length };
  return text ? list([{ text, by: `({ origin: ${by} })` }]) : [];
}

/** The one origin, in a header, where a framework takes several in the form of the value that stands there. */
export function oneOrigin(call: CallView, value: CodeSpot): readonly FixOffer[] {
  const by = quoted(ORIGIN, call.node, call.language);
  const star = /(["'`])\*\1/.exec(value.text)?.[0];
  return list([{ text: value, by: star === undefined ? by : value.text.replace(star, by) }]);
}

/** A pattern of Python that fits the one origin alone. */
export function onePattern(value: CodeSpot): readonly FixOffer[] {
  return list([{ text: value, by: `r"${ORIGIN.replaceAll('.', '\\.')}"` }]);
}

/** An annotation of Java that names no origin yet. */
export function annotated({ node, name }: CallView): readonly FixOffer[] {
  const bare = node.text.replace(/\(\s*\)$/, '');
  return bare.endsWith(name) ? list([{ text: node, by: `${bare}(origins = "${ORIGIN}")` }]) : [];
}

/** The pattern of every origin, which stands earlier in the same chain. */
export function inChain({ node }: CallView): readonly FixOffer[] {
  const found = /\.allowedOriginPatterns\(\s*"\*"/.exec(node.text);
  if (found === null) return [];
  const end = node.start + found.index + found[0].length;
  return list([{ text: { ...node, start: end - '"*"'.length, end }, by: `"${ORIGIN}"` }]);
}
