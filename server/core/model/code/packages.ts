import { imported } from './bindings.js';
import { type Module, type Runtime, UNKNOWN_VALUE, type Value } from './values.js';

/** In Python every name of a module can be imported from it. */
export function handsOutNames(module: Module): boolean {
  return module.facts.language === 'python';
}

/** What an import of a module gives: in Python a name of a package may be a module in it. */
export function importedBy(module: Module, from: string, name: string, machine: Runtime): Value {
  const value = machine.load(from, module.uri);
  if (!handsOutNames(module)) return imported(value, name);
  connect(from, module, machine);
  if (name === '*') return value;
  const own = value.kind === 'object' ? value.fields.get(name) : undefined;
  if (own !== undefined) return own;
  const inner = from.endsWith('.') ? from + name : `${from}.${name}`;
  if (machine.resolve(inner, module.uri) !== undefined) return machine.load(inner, module.uri);
  return value.kind === 'object' ? UNKNOWN_VALUE : imported(value, name);
}

/** A module that has been imported is a member of its package: `import app.users` makes `app.users` known. */
function connect(from: string, module: Module, machine: Runtime): void {
  const at = from.lastIndexOf('.');
  const outer = from.slice(0, at);
  if (at <= 0 || /^\.*$/.test(outer)) return;
  const uri = machine.resolve(outer, module.uri);
  const holder = uri === undefined ? undefined : machine.modules.get(uri);
  const name = from.slice(at + 1);
  if (holder !== undefined && !holder.exports.fields.has(name))
    holder.exports.fields.set(name, machine.load(from, module.uri));
}
