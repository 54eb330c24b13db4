import type { CallView, ValueView } from '../../server/core/rule/views.js';

const SHELLS = /^(?:\/(?:usr\/)?bin\/)?(?:ba|z|da|k)?sh$|^cmd(?:\.exe)?$|^powershell(?:\.exe)?$/;
const NODE = /^(?:node:)?child_process$|^shelljs$|^execa$|^cross-spawn$/;
const POSIX = /^(?:\/(?:usr\/)?bin\/)?(?:ba|z|da|k)?sh$/;
/** Functions of execa that take a whole command. */
const SPLITS = /^(?:execaC|c)ommand(?:Sync)?$/;
/** In front of what a shell reads as a command. */
const COMMAND_FLAG = /^-\w*c$|^\/[ck]$|^-(?:Command|EncodedCommand)$/i;

/** What a shell reads, or the program that is run; none when the call runs nothing. */
export function commandsOf(call: CallView): readonly ValueView[] {
  const { name, module = '' } = call;
  const [first, second] = call.arguments;
  if (call.language === 'java') return inJava(call);
  if (call.language === 'python') return inPython(call);
  if (/^exec(?:Async|Promise)$/.test(name)) return some(first);
  if (!NODE.test(module)) return [];
  if (SHELLS.test(first?.literal ?? '')) return readBy(first, second?.items, some(second));
  // With a shell the list becomes the end of the command.
  const list = optionsOf(call).some((one) => one !== 'false') ? (second?.items ?? []) : [];
  return [...some(first), ...list];
}

/** What is written for the shell that is to read the command. */
function optionsOf(call: CallView): readonly string[] {
  return call.arguments.flatMap((one) => one.property('shell')?.literal ?? []);
}

function some(value: ValueView | undefined): readonly ValueView[] {
  return value === undefined ? [] : [value];
}

/** `run(f"dig {host}", shell=True)`, `Popen(["sh", "-c", f"dig {host}"])`. */
function inPython(call: CallView): readonly ValueView[] {
  const { name, callee, module = '' } = call;
  const first = call.argument(0) ?? call.keyword('args');
  if (name === 'system' || name === 'popen')
    return /^os$/.test(module || callee.split('.')[0] || '') ? some(first) : [];
  if (!/^(?:subprocess|asyncio)$/.test(module) && !/^(?:subprocess|asyncio)\./.test(callee)) return [];
  const shell =
    call.keyword('shell')?.text === 'True' || /^(?:get(?:status)?output|create_subprocess_shell)$/.test(name);
  if (shell) return some(first);
  return inWords(name === 'create_subprocess_exec' ? call.arguments : first?.items);
}

/** A command of Java: one text, or words of which a shell reads some. */
function inJava({ name, callee, receiver = '', arguments: given }: CallView): readonly ValueView[] {
  const [first] = given;
  const runs = name === 'exec' && /runtime/i.test(`${callee} ${receiver}`);
  const builds = name === 'new ProcessBuilder' || (name === 'command' && /ProcessBuilder/.test(receiver));
  if (first === undefined || !(runs || builds)) return [];
  if (first.items !== undefined) return inWords(first.items);
  if (runs) return first.form === 'array' ? [] : [first];
  // Of a list that is put together the pieces of a word stand by themselves.
  if (first.parts.length > 1) return inWords(first.parts, false);
  return inWords(given.length > 1 ? given : []);
}

/** Words of a command, of which a shell reads some when it is among them. `whole`: none of them is a piece of one. */
function inWords(words: readonly ValueView[] = [], whole = true): readonly ValueView[] {
  const shell = words.findIndex(({ literal }) => SHELLS.test(literal ?? ''));
  return shell < 0 ? [] : readBy(whole ? words[shell] : undefined, words.slice(shell + 1), []);
}

/** What a shell reads of the words behind it: others are what its program is given; `unseen` where they are not in sight. */
function readBy(
  shell: ValueView | undefined,
  words: readonly ValueView[] | undefined,
  unseen: readonly ValueView[],
): readonly ValueView[] {
  if (words === undefined) return unseen;
  const flag = words.findIndex(({ literal }) => COMMAND_FLAG.test(literal ?? ''));
  if (flag < 0) return [];
  return words.slice(flag + 1, POSIX.test(shell?.literal ?? '') ? flag + 2 : undefined);
}

/** Whether Java or execa splits the command at spaces, and runs its first word: no shell is there unless that is one. */
export function isSplit(call: CallView, command: ValueView): boolean {
  if (command !== call.arguments[0]) return false;
  if (call.language !== 'java' && (!SPLITS.test(call.name) || hasShell(call))) return false;
  const [program = ''] = (command.parts[0]?.literal ?? command.literal ?? '').trim().split(/\s+/);
  return !SHELLS.test(program);
}

/** Whether what is run is read by a shell. */
export function isShell(call: CallView): boolean {
  if (call.language !== 'javascript' && call.language !== 'typescript' && call.language !== 'tsx')
    return true;
  if (/^exec(?:Sync|Async|Promise)?$/.test(call.name)) return true;
  return SHELLS.test(call.argument(0)?.literal ?? '') || hasShell(call);
}

function hasShell(call: CallView): boolean {
  return call.arguments.some(
    (one) => one.property('shell') !== undefined && one.property('shell')?.literal !== 'false',
  );
}
