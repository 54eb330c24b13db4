import { imported } from './bindings.js';
import { memberOf } from './members.js';
import type { Runtime } from './runtime.js';
import { type Module, UNKNOWN_VALUE, type Value } from './values.js';

/** In Python every name of a module can be imported from it; a file of Java is its class. */
export function handsOutNames(module: Module): boolean {
  return module.facts.language === 'python' || module.facts.language === 'java';
}

/** What an import of a module gives: in Python a name of a package may be a module in it. */
export function importedBy(module: Module, from: string, name: string, machine: Runtime): Value {
  if (module.facts.language === 'java') return classBy(module, from, name, machine);
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
  // A value of its own, so that it is told apart from what the package itself may hold.
  if (holder !== undefined)
    machine.happened({ kind: 'member', of: holder, name, value: { ...machine.load(from, module.uri) } });
}

/** `import com.example.Paths` names a class, and `import static com.example.Paths.USERS` a member of one. */
function classBy(module: Module, from: string, name: string, machine: Runtime): Value {
  const whole = machine.resolve(`${from}.${name}`, module.uri);
  if (whole !== undefined) return classIn(`${from}.${name}`, name, module.uri, machine);
  if (machine.resolve(from, module.uri) === undefined) return machine.load(from, module.uri);
  return memberOf(classIn(from, from.slice(from.lastIndexOf('.') + 1), module.uri, machine), name, machine);
}

/** A class of the same package, which needs no import, or of one that is imported as a whole. */
export function neighbor(module: Module, name: string, machine: Runtime): Value {
  const { language, steps } = module.facts;
  if (language !== 'java' || !/^[A-Z]/.test(name)) return UNKNOWN_VALUE;
  const whole = steps.flatMap((step) => (step.s === 'import' && step.to === null ? [`${step.from}.`] : []));
  const found = ['.', ...whole].find((from) => machine.resolve(from + name, module.uri) !== undefined);
  return found === undefined ? UNKNOWN_VALUE : classIn(found + name, name, module.uri, machine);
}

function classIn(specifier: string, name: string, from: string, machine: Runtime): Value {
  const value = machine.load(specifier, from);
  return value.kind === 'object' ? (value.fields.get(name) ?? UNKNOWN_VALUE) : UNKNOWN_VALUE;
}
