import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { NARROWING } from '../../server/core/words/narrowing.js';
import type { Endpoint } from '../auth/endpoints.js';
import { handedTable } from './stored-rows.js';
import { FILLS_SET } from './storing.js';

/** The value that is all of the body, among what the call stores. */
export function wholeIn(call: CallView): ValueView | undefined {
  const { name, language } = call;
  if (language === 'python') return inPython(call);
  if (language === 'java') return inJava(call);
  if (call.argument(1)?.property('fields') !== undefined) return undefined;
  const target = call.argument(0);
  // A copy of the body is no record.
  if (name === 'assign' && (target?.form === 'object' || target?.text === '{}')) return undefined;
  for (const value of storedIn(call)) {
    const found = [
      value,
      value.property('data'),
      value.property('$set'),
      value.property('create'),
      value.property('update'),
    ]
      .flatMap((one) => (one === undefined ? [] : [one, ...one.spreads]))
      .find(isWhole);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a call stores, of what it is given. */
function storedIn(call: CallView): readonly ValueView[] {
  const { name, arguments: given } = call;
  if (FILLS_SET.includes(name))
    return [...given.slice(1), given[0]?.property('values')].flatMap((one) => one?.items ?? one ?? []);
  return name === 'assign' || name === 'merge' || name === 'extend' ? given.slice(1) : given;
}

/** `users.save(user)`, and `ReflectionUtils.findField(User.class, key)` over the keys of a table. */
function inJava(call: CallView): ValueView | undefined {
  const key = call.name === 'findField' ? call.argument(1) : undefined;
  if (key?.input?.[0] === 'body' && key.input.length <= 2) return key;
  return call.arguments.find(isWhole);
}

/** `User(**payload)`, `insert_one(payload)` and `setattr(user, key, value)` over its items. */
function inPython(call: CallView): ValueView | undefined {
  if (call.name === 'setattr') {
    const key = call.argument(1);
    return key?.input?.[0] === 'json' || key?.over()?.handed !== undefined ? key : undefined;
  }
  // What Pydantic makes a table of is an object of a class whose other fields are not there.
  if (call.name === 'sqlmodel_update')
    return call.arguments.find((one) => isTable(one) || one.stored?.length);
  const unpacked = call.unpacked.find(isTable) ?? handedTable(call);
  if (unpacked !== undefined || /^[A-Z]/.test(call.name) || call.name === 'update' || call.name === 'save')
    return unpacked;
  return call.arguments.flatMap((one) => [one, one.property('$set') ?? one]).find(isTable);
}

function isTable({ input }: ValueView): boolean {
  return input?.[0] === 'json' && input.length <= 2;
}

function isWhole(value: ValueView): boolean {
  if (value.form === 'object') return false;
  if (value.handed !== undefined) return true;
  const [first, ...rest] = value.input ?? [];
  return first === 'body' && rest.every((key) => key === '...');
}

/** Validators of express-validator leave fields that they do not name where they are; the handler asks what they found. */
export function keepsAll({ guards }: Endpoint, call: CallView): boolean {
  const isExact = guards.known && guards.value.some(({ name }) => /exact/i.test(name));
  return !isExact && call.neighbors().includes('validationResult');
}

/** Whether fields that they do not name come through the schemas in front: those keep them, or what they give back is dropped. */
export function comesThrough({ guards }: Endpoint, { handler }: CallView): boolean {
  if (!guards.known) return false;
  const checks = guards.value.filter(({ kind }) => kind === 'validation');
  return checks.every(({ name, drops, others }) => {
    if (others !== undefined) return others === 'open' || drops === true;
    const schema = handler?.schemas.find(({ by }) => by === name.slice(name.lastIndexOf('.') + 1));
    return schema !== undefined && (schema.openness !== 'cut' || drops === true);
  });
}

/** Whether something around a call may take away fields that callers may not set. */
export function isNarrowed(call: CallView): boolean {
  return call.neighbors().some((callee) => {
    // To ask what was found takes nothing away.
    if (!NARROWING.test(callee) || /^validationResult\b/.test(callee)) return false;
    const named = call
      .nearby(callee.slice(callee.lastIndexOf('.') + 1))
      .filter((one) => one.callee === callee.replace(/\s+/g, ''));
    return named.length === 0 || !named.every((one) => one.letsThrough());
  });
}
