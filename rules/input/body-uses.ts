import type { HandlingView, InputView } from '../../server/core/rule/handling.js';
import { isLogging } from '../detect/loggers.js';
import { isPrismaWrite } from './stores.js';

/** Calls that put into a store, or send on, what they are handed. */
const USES =
  /(?:^|\.)(?:create|insert\w*|update\w*|upsert|save|build|findByIdAndUpdate|findOneAndUpdate|replaceOne|insert_one|update_one|query|execute|run|add|push|set|publish|send\w*|post|put|enqueue)$/;

const NO_STORE =
  /^(?:res|response|console|log|logger)\b|service|use_?case|manager|handler|facade|controller|client|axios/i;

export function isBody({ path }: InputView): boolean {
  return path[0] === 'body' || path[0] === 'json';
}

/** What is read first of the body, where there is more than what a log is told. */
export function bodyIn({ inputs, calls }: HandlingView): InputView | undefined {
  const sent = inputs.filter(isBody);
  if (sent.length < 2) return sent[0];
  const logs = calls.filter(isLogging).map(({ node }) => node);
  return sent.find((one) => !logs.some(({ start, end }) => start <= one.start && one.end <= end)) ?? sent[0];
}

type Endpoint = HandlingView['endpoints'][number];

/** What stands in front and checks what the request brings. */
export function validationsOf({ guards }: Endpoint) {
  return guards.known ? guards.value.filter(({ kind }) => kind === 'validation') : [];
}

/** Whether something in front, or around, may check the body where we cannot see it; in Python nothing else gets to see it. */
export function isHidden({ obscured, guards }: Endpoint, { language }: HandlingView): boolean {
  return language !== 'python' && (obscured === true || !guards.known);
}

/** Whether a store gets it from here; a service may check what it is handed. */
export function isUsed({ calls }: HandlingView): boolean {
  return calls.some((call) => (USES.test(call.callee) && !NO_STORE.test(call.callee)) || isPrismaWrite(call));
}

/** Whether a store gets all of the body, which is a fault of its own. */
export function storesWhole({ inputs, language, calls }: HandlingView): boolean {
  if (language !== 'python') {
    const paths = inputs.filter(isBody).map(({ path }) => path);
    // Whoever runs over all of it reads members by names that they do not know.
    const isRunOver = paths.some(({ length }) => length === 1);
    return paths.every((path) => path.length === 1 || (isRunOver && path.length === 2 && path[1] === '*'));
  }
  return calls.some(({ arguments: given, unpacked }) =>
    [...given, ...unpacked].some(({ input }) => input?.[0] === 'json' && input.length <= 2),
  );
}
