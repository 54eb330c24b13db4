import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, field, keywordsOf, unwrap, walk } from '../../../syntax/code-read.js';
import type { Scopes } from '../names/scopes.js';
import { lastName } from '../names/values.js';
import { chosenOf } from '../vetting/validated.js';

/** What an account is, whatever it asks for: `user.email_verified`, `isActive()`, `me.balance`. */
const STANDING =
  /^(?:is|has|was|get)?_?(?:e?mail|phone|account|user|profile)?_?(?:verified|unverified|confirmed|activated|active|enabled|disabled|banned|blocked|suspended|locked|frozen|deleted|balance|credits?|quota|onboarded|(?:accepted)?_?terms(?:accepted)?)(?:_?at)?$/i;
const PERSONS = /user|account|member|person|people|profile|customer|employee|staff|principal|admin/i;
const FINDS = /^(?:find|get|load|fetch|read|query|execute|select|scalar|first|one|by)(?:$|[A-Z_]|One|By)/i;
/** Calls of which the second argument is what is written. */
const CHANGES = /^(?:findByIdAndUpdate|findOneAndUpdate|findOneAndReplace|updateOne|updateMany|replaceOne)$/;
/** Keys of what is written, beside the condition. */
const DATA = /^(?:data|\$(?:set|push|addToSet|inc|setOnInsert|unset)|values)$/;
/** Who changed something last, which says nothing of whose it is. */
const CHANGED_BY =
  /^(?:last_?)?(?:edit|updat|modif|chang|delet|remov|archiv|touch|review|view|saved|cancel|clos|publish|restor)\w*_?by(?:_?id)?$/i;

/** Whether what is read of the caller says how things stand with the account, and not what it may have. */
export function tellsStanding(caller: CodeNode, scopes: Scopes): boolean {
  const node = unwrap(caller);
  const read = node?.type === 'call_expression' ? unwrap(field(node, 'function')) : node;
  const key = field(read, 'property');
  return key !== undefined && STANDING.test(scopes.textOf(key));
}

/** Whether a call asks how things stand with an account, and is told of nothing else: `users.verified(caller)`. */
export function asksStanding(call: CodeNode, scopes: Scopes): boolean {
  const callee = unwrap(field(call, 'function'));
  if (callee === undefined || !STANDING.test(lastName(scopes.textOf(callee)))) return false;
  return argumentsOf(call).every((one) => !holdsChosen(one, scopes));
}

/** Whether a call finds the record of the caller alone, under a name: `const me = await User.findById(req.user.id)`. */
export function findsThemself(call: CodeNode, scopes: Scopes): boolean {
  const callee = unwrap(field(call, 'function'));
  const name = callee === undefined ? '' : scopes.textOf(callee);
  let outer = call;
  while (outer.parent !== undefined && /^(?:await|parenthesized)_expression$/.test(outer.parent.type))
    outer = outer.parent;
  if (outer.parent?.type !== 'variable_declarator' || !FINDS.test(lastName(name))) return false;
  const [first] = argumentsOf(call);
  const about = first?.type === 'identifier' ? `${name} ${scopes.textOf(first)}` : name;
  const declared = field(outer.parent, 'name');
  const isPerson = PERSONS.test(about) || /^(?:me|self|my\w+)$/.test(declared ? scopes.textOf(declared) : '');
  return isPerson && argumentsOf(call).every((one) => !holdsChosen(one, scopes));
}

/** Whether a part of a call is what is written, and no condition of it. `part`: the argument, with `key` around it. */
export function isWritten(call: CodeNode, caller: CodeNode, scopes: Scopes): boolean {
  const callee = unwrap(field(call, 'function'));
  const name = callee === undefined ? '' : lastName(scopes.textOf(callee));
  const args = argumentsOf(call);
  const at = args.findIndex((one) => one.start <= caller.start && one.end >= caller.end);
  if (CHANGES.test(name) && at === 1) return true;
  const keys = keysAround(caller, call, scopes);
  if (keys.some((key) => DATA.test(key))) return true;
  // A service may decide by what it is handed; a record, or a query that is built, stores it.
  return args.length + keywordsOf(call, scopes.text).length === 1 && keys.some((key) => CHANGED_BY.test(key));
}

/** Keys under which something stands in the arguments of a call. */
function keysAround(node: CodeNode, call: CodeNode, scopes: Scopes): readonly string[] {
  const keys: string[] = [];
  for (let at = node.parent; at !== undefined && at !== call; at = at.parent) {
    const key =
      at.type === 'pair' ? field(at, 'key') : at.type === 'keyword_argument' ? field(at, 'name') : undefined;
    if (key !== undefined) keys.push(scopes.textOf(key).replace(/^['"]|['"]$/g, ''));
  }
  return keys;
}

/**
 * Whether the caller is compared with something that they sent beside the path, by which nothing is found:
 * `if (req.body.friend === req.user.id)`.
 */
export function isWithSent(sides: readonly CodeNode[], of: CodeNode, scopes: Scopes): boolean {
  return sides.some((side) => {
    const path = chosenOf(side, scopes);
    if (path === undefined || path[0] === 'params') return false;
    const key = path.join('.');
    return ![...walk(of)].some(
      (one) =>
        one.type === 'call_expression' &&
        (one.end <= side.start || one.start >= side.end) &&
        mayFind(one, scopes) &&
        argumentsOf(one).some((given) =>
          [...walk(given)].some((part) => chosenOf(part, scopes)?.join('.') === key),
        ),
    );
  });
}

const KEEPS = /^(?:push|add|append|create|insert\w*|save|send|json|String|Number|log|info|emit)$/;

function mayFind(call: CodeNode, scopes: Scopes): boolean {
  const callee = unwrap(field(call, 'function'));
  return callee !== undefined && !KEEPS.test(lastName(scopes.textOf(callee)));
}

function holdsChosen(given: CodeNode, scopes: Scopes): boolean {
  return [...walk(given)].some(
    (one) => /identifier$|_expression$/.test(one.type) && chosenOf(one, scopes) !== undefined,
  );
}
