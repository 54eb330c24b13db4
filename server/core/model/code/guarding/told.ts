import type { FunctionValue, Value } from '../running/values.js';

const MOST_TEXTS = 12;

/** Texts that a guard was made with, in order: 'clerk' of `allow('clerk')`; none where there was nothing to say. */
export function toldOf(value: Value): readonly string[] {
  const given = value.kind === 'external' ? value.args : value.kind === 'function' ? closedOver(value) : [];
  return given.flatMap(textsIn).slice(0, MOST_TEXTS);
}

/** What the function around it was given; names of a file say nothing. */
function closedOver({ scope }: FunctionValue): readonly Value[] {
  return scope.up === undefined ? [] : [...scope.names.values()];
}

function textsIn(value: Value): readonly string[] {
  if (value.kind === 'list') return value.items.flatMap(textsIn);
  return value.kind === 'text' && value.text !== undefined ? [value.text] : [];
}
