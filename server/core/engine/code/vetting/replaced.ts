import type { CodeNode } from '../../../syntax/code.js';
import { argumentsOf, field, isFunction, stringValue, unwrap, walk } from '../../../syntax/code-read.js';
import { functionNamed } from '../flow/handed-on.js';
import type { Scopes } from '../names/scopes.js';
import { homesOf } from './checks.js';
import { frontsOf } from './fronts.js';
import { namesOf } from './same-value.js';

/** A field of something, where it is read or set. */
interface Place {
  readonly holder: CodeNode;
  readonly key: string;
  /** Where it is read; what stands behind that changes nothing. */
  readonly at: CodeNode;
}

interface Put extends Place {
  readonly value: CodeNode;
}

const MAX_LINKS = 4;

/**
 * What was put in the place of a field before it is read, in the functions around it or in one of this file that is
 * registered in front of them: `hash(...)` of `body.password = hash(...)`.
 */
export function replacementsOf(given: CodeNode, scopes: Scopes): readonly CodeNode[] {
  const place = readAt(given, scopes);
  const home = place && homesOf(place.holder, scopes).at(-1);
  if (place === undefined || home === undefined) return [];
  const names = namesOf(place.holder, scopes);
  const own = putsIn(home, place, scopes).filter(
    ({ at, holder }) =>
      at.end <= place.at.start && namesOf(holder, scopes).some((name) => names.includes(name)),
  );
  // The request has another name there, and all behind it is the same.
  const tails = new Set(names.flatMap(tailOf));
  const before = frontsOf(home)
    .flatMap((front) => bodyOf(front, scopes) ?? [])
    .flatMap((body) => putsIn(body, place, scopes))
    .filter(({ holder }) =>
      namesOf(holder, scopes).some((name) => tailOf(name).some((one) => tails.has(one))),
    );
  return [...before, ...own].map(({ value }) => value);
}

/** The field that an expression reads: directly, by a name that was declared as it, or taken apart. */
function readAt(given: CodeNode, scopes: Scopes, links = 0): Place | undefined {
  const node = unwrap(given);
  if (node === undefined || links > MAX_LINKS) return undefined;
  if (!/^(?:shorthand_property_)?identifier/.test(node.type)) return fieldOf(node, scopes);
  const declared = scopes.find(node);
  if (declared?.kind !== 'value') return undefined;
  const [key, ...deeper] = declared.path;
  if (key === undefined) return readAt(declared.value, scopes, links + 1);
  const holder = unwrap(declared.value);
  return holder === undefined || deeper.length > 0 ? undefined : { holder, key, at: holder };
}

/** `user.password`, `data["password"]`, `user.getPassword()`, `data.get("password")`. */
function fieldOf(node: CodeNode, scopes: Scopes): Place | undefined {
  const called = node.type === 'call_expression' ? unwrap(field(node, 'function')) : undefined;
  const holder = unwrap(field(called ?? node, 'object'));
  const property = field(called ?? node, 'property');
  if (holder === undefined) return undefined;
  const name = property && scopes.textOf(property);
  if (called !== undefined) {
    const [first] = argumentsOf(node);
    const key =
      name === 'get' ? stringValue(first, scopes.text) : first === undefined ? keyOf('get', name) : '';
    return key ? { holder, key, at: node } : undefined;
  }
  const key = name ?? stringValue(unwrap(field(node, 'index')), scopes.text);
  return key === undefined ? undefined : { holder, key, at: node };
}

/** 'password' of 'getPassword'. */
function keyOf(prefix: string, name = ''): string | undefined {
  if (!name.startsWith(prefix) || name === prefix) return undefined;
  const key = name.slice(prefix.length).replace(/^_/, '');
  return key.charAt(0).toLowerCase() + key.slice(1);
}

function putsIn(top: CodeNode, { key }: Place, scopes: Scopes): readonly Put[] {
  return [...walk(top)].flatMap((node) => {
    const put = putBy(node, scopes);
    return put?.key === key ? [put] : [];
  });
}

/** `user.password = hash`, `user.setPassword(hash)`, `data.put("password", hash)`. */
function putBy(node: CodeNode, scopes: Scopes): Put | undefined {
  if (node.type === 'assignment_expression') {
    const [target, value] = [unwrap(field(node, 'left')), field(node, 'right')];
    const place = target && /^(?:member|subscript)_/.test(target.type) ? fieldOf(target, scopes) : undefined;
    return place && value && { ...place, value, at: node };
  }
  const callee = node.type === 'call_expression' ? unwrap(field(node, 'function')) : undefined;
  const holder = unwrap(field(callee, 'object'));
  const property = field(callee, 'property');
  const [first, second] = callee === undefined ? [] : argumentsOf(node);
  if (holder === undefined || property === undefined || first === undefined) return undefined;
  const name = scopes.textOf(property);
  const value = second ?? first;
  const key = second === undefined ? keyOf('set', name) : stringValue(first, scopes.text);
  const puts = second === undefined || /^(?:put|set)$/.test(name);
  return key !== undefined && puts ? { holder, key, value, at: node } : undefined;
}

/** '.body' of 'req.body'. */
function tailOf(name: string): readonly string[] {
  const dot = name.indexOf('.');
  return dot < 0 ? [] : [name.slice(dot)];
}

function bodyOf(front: CodeNode, scopes: Scopes): CodeNode | undefined {
  return field(isFunction(front) ? front : functionNamed(front, scopes), 'body');
}
