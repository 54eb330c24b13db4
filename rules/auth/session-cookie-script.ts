import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { addArgument, addOption } from './option-text.js';
import { type Fault, isProven, lacking, proves, switchedOff, together } from './session-cookies.js';

const FLAGS = ['httpOnly', 'secure'];

/** What a cookie lacks that an application of JavaScript sets, by itself or through what keeps its sessions. */
export function inScript(call: CallView): Fault | undefined {
  const { name, module } = call;
  if (name === 'session') return module === 'express-session' ? ofSession(call) : undefined;
  if (name === 'cookieSession')
    return module === 'cookie-session' ? ofOptions(call, call.argument(0), ['secure']) : undefined;
  if (name !== 'cookie' && name !== 'setCookie') return undefined;
  if (!call.callee.includes('.') || !isOfSession(call)) return undefined;
  return ofOptions(call, call.argument(2), FLAGS);
}

/** A cookie by its name, or by what it holds where that is said elsewhere: `res.cookie(NAMES.session, token)`. */
function isOfSession(call: CallView): boolean {
  const name = call.argument(0);
  return proves(name) || (name?.literal === undefined && isProven(name, call.argument(1)));
}

/** express-session keeps scripts away by itself, and asks for TLS only where it is told to. */
function ofSession(call: CallView): Fault | undefined {
  const options = call.argument(0);
  const cookie = options?.property('cookie');
  if (options?.keys === undefined) return undefined;
  if (cookie === undefined)
    return lacking(options, ['secure'], addOption(options, 'cookie: { secure: true }'));
  // Where it is set later, as behind a proxy of its own, the settings alone say nothing.
  const later = call.neighbors().some((callee) => callee.endsWith('cookie.secure='));
  const missing = cookie.keys?.includes('secure') ? [] : ['secure'];
  const left =
    cookie.keys === undefined || later
      ? undefined
      : lacking(cookie, missing, addOption(cookie, 'secure: true'));
  return together(switchedOff(cookie, FLAGS), left);
}

function ofOptions(
  call: CallView,
  options: ValueView | undefined,
  flags: readonly string[],
): Fault | undefined {
  const written = (missing: readonly string[]) => missing.map((flag) => `${flag}: true`).join(', ');
  if (options === undefined) {
    const last = call.arguments.at(-1);
    return last && lacking(last, flags, addArgument(call, `{ ${written(flags)} }`));
  }
  const missing = flags.filter((flag) => !options.keys?.includes(flag));
  // What is put into them later, as for production alone, is not in sight.
  const hidden = options.keys === undefined || missing.some((flag) => isPutIn(call, options, flag));
  const left = hidden ? undefined : lacking(options, missing, addOption(options, written(missing)));
  return together(switchedOff(options, FLAGS), left);
}

/** `options.secure = true;`, `Object.assign(options, { secure })`. */
function isPutIn(call: CallView, { text }: ValueView, flag: string): boolean {
  if (call.neighbors().includes(`${text}.${flag}=`)) return true;
  return call.nearby('assign').some((one) => one.argument(0)?.text === text);
}
