import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { CHECKS_ADDRESS } from './requests.js';

/** What says of an address that it leads out of the own network, or does not. */
const REACH =
  'public|private|internal|external|local|loopback|reserved|routable|intranet|metadata|trusted|ssrf|egress';
const ASKS = new RegExp(`^is_?(?:\\w*_)?\\w*(?:${REACH})`, 'i');
/** Calls that fail by themselves where an address is not in order; `isUrl` tells its form alone. */
const ASSERTS = new RegExp(
  `^_?(?:assert|ensure|guard|verify|require|check|reject|refuse|forbid|prevent|block|must)\\w*(?:${REACH}|ur[li]|host|addr|origin)`,
  'i',
);
/** `urlGuard.check(url)`. */
const GUARDIANS =
  /(?:ur[li]|host|address|ssrf|egress|outbound)_?(?:guard|valid|check|polic|filter|verif)\w*\./i;
/** What an address is called, once it was taken apart or looked up. */
const ADDRESS = /ur[li]|host|addr|(?:^|_|\b)ip/i;
/** Names of agents, transports and packages that refuse to ask the own network. */
const GUARDING = /ssrf|guard|filter|(?<!un)safe|restrict|egress|^useAgent$|^advocate$/i;
const AGENTS = ['agent', 'httpAgent', 'httpsAgent', 'dispatcher', 'transport', 'connector', 'lookup'];

/** Whether something around the call, or the client itself, may refuse what the caller chose. */
export function mayBeGuarded(call: CallView, value: ValueView): boolean {
  const callees = call.neighbors();
  if (callees.some((callee) => CHECKS_ADDRESS.test(callee))) return true;
  return callees.some((callee) => isGuard(callee, call, value)) || hasGuardingClient(call);
}

function isGuard(callee: string, call: CallView, value: ValueView): boolean {
  const name = callee.slice(callee.lastIndexOf('.') + 1);
  if (!ASKS.test(name) && !ASSERTS.test(name) && !GUARDIANS.test(callee)) return false;
  return call
    .nearby(name)
    .some(
      (one) =>
        one.callee === callee &&
        one.arguments.some((given) => holds(given, value)) &&
        one.becomes() !== 'told',
    );
}

/** Whether what a guard is handed is the value, made of it, or called as an address that no other part of the request is. */
function holds(given: ValueView, { text, input }: ValueView): boolean {
  if (given.text === text || wordsOf(given.text).includes(text)) return true;
  return given.input === undefined ? ADDRESS.test(given.text) : given.input.join(' ') === input?.join(' ');
}

function wordsOf(text: string): readonly string[] {
  return text.match(/[\w$.]+/g) ?? [];
}

/** `axios.get(url, { httpAgent: ssrfFilter(url) })`, and a client that was made so. */
function hasGuardingClient(call: CallView): boolean {
  if (GUARDING.test(call.module ?? '')) return true;
  const client = call.object?.made();
  return [call, ...(client === undefined ? [] : [client])].some((one) => agentsOf(one).some(isGuarding));
}

function agentsOf(call: CallView): readonly ValueView[] {
  return AGENTS.flatMap((key) => {
    const given = [call.keyword(key), ...call.arguments.map((one) => one.property(key))];
    return given.filter((one) => one !== undefined);
  });
}

function isGuarding(agent: ValueView): boolean {
  // What an agent is made with are keys and certificates.
  const name = agent.form === 'object' ? agent.text : agent.text.replace(/\(.*$/s, '');
  if (GUARDING.test(name)) return true;
  const made = agent.made();
  return made !== undefined && (GUARDING.test(made.name) || GUARDING.test(made.module ?? ''));
}
