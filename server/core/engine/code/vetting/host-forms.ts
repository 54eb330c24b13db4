import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, field, unwrap } from '../../../syntax/code-read.js';
import type { Scopes } from '../names/scopes.js';
import { lastName } from '../names/values.js';
import { deciding, homesOf, isAlike } from './checks.js';
import { decides } from './decides.js';
import { namesOf } from './same-value.js';

/** Calls that ask whether a text is the number or the name of a host: `net.isIP(host)`, `validators.domain(host)`. */
const ASKS_FORM =
  /^(?:is|assert|ensure|validate|verify|check)_?(?:valid_?)?(?:ip(?:_?v?[46])?(?:_?addr(?:ess)?)?|inet_?address|ip_?range|cidr|fqdn|domain(?:_?name)?|host(?:_?name)?|mac_?address|port)$/i;
const OF_VALIDATORS = /^validators\.(?:domain|hostname|ipv4|ipv6|mac_address)$/;

/** Whether a value was found to have the form of a host, with nothing in it that a shell reads; it may be any host. */
export function hasHostForm(node: CodeNode, scopes: Scopes): boolean {
  const texts = namesOf(node, scopes);
  return homesOf(node, scopes).some((home) =>
    deciding(home).some(
      (one) => one.start < node.start && texts.some((text) => shows(one, node, text, scopes)),
    ),
  );
}

function shows(one: CodeNode, at: CodeNode, text: string, scopes: Scopes): boolean {
  const callee = one.type === 'call_expression' ? unwrap(field(one, 'function')) : undefined;
  if (callee === undefined || !isAlike(argumentsOf(one)[0], text, scopes)) return false;
  const name = scopes.textOf(callee);
  if (!ASKS_FORM.test(lastName(name)) && !OF_VALIDATORS.test(name)) return false;
  return decides({ node: one, sense: true, allows: true, denies: false }, at, text, scopes);
}
