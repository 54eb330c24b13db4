import type { CallView, ValueView } from '../../server/core/rule/views.js';

/** Names of what makes objects of a text or bytes. */
export const DESERIALIZES: readonly string[] = [
  ...['load', 'loads', 'Unpickler', 'decode', 'read_pickle', 'load_all', 'unsafe_load', 'unsafe_load_all'],
  ...['unserialize', 'deserialize', 'deepDeserialize'],
  ...['new ObjectInputStream', 'new XMLDecoder', 'fromXML'],
];

/** Modules of Python by which bytes say what is called while they are read. */
const PICKLES = /^(?:pickle|_pickle|cPickle|cloudpickle|dill|marshal|joblib|pandas|jsonpickle|shelve)$/;
const UNPICKLES = /^(?:loads?|Unpickler|read_pickle)$/;
/** Loaders of PyYAML that make any object, or did so in versions that are in use. */
const OPEN_LOADERS = /(?:^|\.)C?(?:Unsafe)?Loader$/;
/** By which XStream makes any object again; since 1.4.18 it makes what is allowed alone. */
const ANY_TYPE: readonly (readonly [name: string, what: RegExp])[] = [
  ['addPermission', /(?:^|\.)AnyTypePermission(?:\.ANY$|\()|^ANY$/],
  ['allowTypesByWildcard', /"\*\*?(?:\.\*\*?)?"/],
  ['allowTypesByRegExp', /"\^?\.[*+]\$?"/],
  ['allowTypeHierarchy', /^Object\.class$/],
];
const OPEN_PACKAGES = /^(?:node-serialize|funcster)$/;

/** The text or bytes that a call makes objects of, whatever objects those ask for; undefined when it makes none, or few kinds. */
export function revivedBy(call: CallView): ValueView | undefined {
  const { language } = call;
  const open =
    language === 'python'
      ? isOpenInPython(call)
      : language === 'java'
        ? isOpenInJava(call)
        : OPEN_PACKAGES.test(call.module ?? '');
  return open ? call.argument(0) : undefined;
}

function isOpenInPython(call: CallView): boolean {
  const { name, module = '' } = call;
  if (module === 'jsonpickle') return /^(?:decode|loads)$/.test(name);
  if (PICKLES.test(module)) return UNPICKLES.test(name);
  if (module !== 'yaml') return false;
  if (/^unsafe_load/.test(name)) return true;
  const loader = call.keyword('Loader') ?? call.argument(1);
  // A version that works without one is from before 6, and makes more than plain values.
  return /^load(?:_all)?$/.test(name) && (loader === undefined || OPEN_LOADERS.test(loader.text));
}

function isOpenInJava(call: CallView): boolean {
  const { name } = call;
  const around = call.neighbors();
  const calls = (names: RegExp): boolean => around.some((callee) => names.test(callee));
  if (name === 'new XMLDecoder') return calls(/\.readObject$/);
  if (name === 'new ObjectInputStream') return calls(/\.readObject$|\.readUnshared$/) && !calls(/[fF]ilter$/);
  if (name === 'fromXML') return ANY_TYPE.some(([allows, what]) => isGiven(call, allows, what));
  return name === 'deserialize' && /(?:^|\.)SerializationUtils\.deserialize$/.test(call.callee);
}

function isGiven(call: CallView, name: string, what: RegExp): boolean {
  return call.nearby(name).some(({ arguments: given }) => given.some(({ text }) => what.test(text)));
}
