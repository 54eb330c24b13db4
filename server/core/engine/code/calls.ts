import { paramsOf } from '../../facts/code/functions.js';
import type { CallView, ValueView } from '../../rule/views.js';
import type { CodeNode } from '../../syntax/code.js';
import { argumentsOf, field, keywordsOf, stringValue, unwrap } from '../../syntax/code-read.js';
import type { Leaf } from '../../text/leaf.js';
import { calledBy, neighborsOf, unpackedBy } from './called.js';
import type { CodeEnv } from './env.js';
import { faultIn, isChosen } from './faults.js';
import type { Tracer } from './flow.js';
import { handlerAround } from './handler-views.js';
import { inputOf } from './inputs.js';
import { keysOf, literalOf, propertyNode } from './objects.js';
import type { Flow } from './pieces.js';
import { fallbackOf, readsOf } from './reads.js';
import type { Declaration, Scopes } from './scopes.js';
import { spotOf } from './spots.js';

/** What the views of one file share. */
export interface CallSetting {
  readonly leaf: Leaf;
  readonly scopes: Scopes;
  readonly tracer: Tracer;
  readonly env: CodeEnv;
  readonly inTest: boolean;
}

const MAX_LINKS = 6;

/** One call; what it is called with is followed only when a rule asks. Undefined when what is called has no name. */
export function callView(node: CodeNode, setting: CallSetting): CallView | undefined {
  const called = calledBy(node, setting.scopes);
  if (called === undefined) return undefined;
  const { target, name, args } = called;
  let values: readonly ValueView[] | undefined;
  const all = (): readonly ValueView[] => {
    values ??= args.map((argument) => valueView(setting.tracer.trace(argument), argument, setting));
    return values;
  };
  return {
    node: spotOf(node, setting.leaf),
    callee: setting.scopes.textOf(target).replace(/\s+/g, ''),
    name,
    get arguments() {
      return all();
    },
    argument: (index) => all()[index],
    keyword(name) {
      const value = keywordsOf(node, setting.leaf.text).find(([key]) => key === name)?.[1];
      return value && valueView(setting.tracer.trace(value), value, setting);
    },
    get unpacked() {
      return unpackedBy(node).map((value) => valueView(setting.tracer.trace(value), value, setting));
    },
    language: setting.scopes.language,
    get handler() {
      return handlerAround(node, setting.leaf.uri, setting.scopes, setting.env);
    },
    get module() {
      return moduleOf(target, setting.scopes);
    },
    neighbors: () => neighborsOf(node, setting.scopes),
    inTest: setting.inTest,
  };
}

function valueView(flow: Flow, at: CodeNode, setting: CallSetting): ValueView {
  const own: ValueView = {
    ...spotOf(at, setting.leaf),
    origin: flow.origin,
    literal: flow.literal,
    form: flow.form,
    get parts() {
      if (flow.parts.length === 0) return [own];
      return flow.parts.map((part) => valueView(part, part.node, setting));
    },
    via: flow.via,
    get handed() {
      return flow.parts.length > 0 || flow.form !== 'name' ? undefined : handedBy(flow.whole, setting);
    },
    checked: flow.checked === true,
    get input() {
      return inputOf(at, setting.scopes);
    },
    get reads() {
      return readsOf(at, setting.scopes).map(({ node, name }) => ({
        ...spotOf(node, setting.leaf),
        name,
        input: inputOf(node, setting.scopes),
      }));
    },
    get fault() {
      const found = faultIn(at, setting.scopes);
      return (
        found && {
          ...spotOf(found.node, setting.leaf),
          tells: found.tells,
          chosen: isChosen(found, setting.scopes),
        }
      );
    },
    get fallback() {
      const node = fallbackOf(at, setting.scopes);
      return node && valueView(setting.tracer.trace(node), node, setting);
    },
    property: (path) => propertyOf(at, path, setting),
    get keys() {
      return keysOf(at, setting.scopes);
    },
    get spreads() {
      const spreads = literalOf(at, setting.scopes)?.spreads ?? [];
      return spreads.map((node) => valueView(setting.tracer.trace(node), node, setting));
    },
  };
  return own;
}

function handedBy(whole: Flow['whole'], { env, scopes }: CallSetting): ValueView['handed'] {
  if (whole === undefined) return undefined;
  const endpoints = whole.map(({ by }) => {
    const served = env.served?.(by);
    scopes.inquiry?.plain(`served by ${by}`, served, (world) => world.env.served?.(by));
    return served ?? [];
  });
  // Where one of them is out of sight, so is what stands in front of it.
  if (endpoints.some((list) => list.length === 0)) return undefined;
  return { callees: whole.map(({ to }) => to), endpoints: endpoints.flat() };
}

function propertyOf(given: CodeNode, path: string, setting: CallSetting): ValueView | undefined {
  const node = path
    .split('.')
    .reduce<CodeNode | undefined>((at, key) => at && propertyNode(at, key, setting.scopes), given);
  return node && valueView(setting.tracer.trace(node), node, setting);
}

/** The module from which the root of a callee comes: `pool.query` of `const pool = new Pool()` is of 'pg'. */
function moduleOf(callee: CodeNode, scopes: Scopes): string | undefined {
  let at: CodeNode | undefined = callee;
  for (let link = 0; link < MAX_LINKS; link += 1) {
    at = rootOf(at);
    const required = at?.type === 'call_expression' ? requiredBy(at, scopes) : undefined;
    if (required !== undefined) return required;
    if (at?.type !== 'identifier') return undefined;
    const declared = scopes.find(at);
    if (declared?.kind === 'import') return declared.module;
    const typed = typeOf(declared);
    const module = typed === undefined ? undefined : scopes.moduleOfType(typed);
    if (module !== undefined || declared?.kind !== 'value') return module;
    at = declared.value;
  }
  return undefined;
}

/** The type that a declaration states; that of a declared value is seen from the value. */
function typeOf(declared: Declaration | undefined): CodeNode | undefined {
  if (declared?.kind === 'typed') return declared.type;
  if (declared?.kind === 'value') return field(declared.value.parent, 'type');
  if (declared?.kind !== 'parameter' || declared.path.length > 0) return undefined;
  return field(paramsOf(declared.of)[declared.index], 'type');
}

/** The leftmost name of a chain of members, calls and `new`; a call of `require` stays. */
function rootOf(given: CodeNode | undefined): CodeNode | undefined {
  let at = unwrap(given);
  while (at !== undefined) {
    const inner: CodeNode | undefined = unwrap(
      field(at, 'object') ??
        field(at, 'constructor') ??
        (at.type === 'call_expression' ? field(at, 'function') : undefined),
    );
    if (
      inner === undefined ||
      (at.type === 'call_expression' && inner.type === 'identifier' && isRequire(at))
    )
      return at;
    at = inner;
  }
  return undefined;
}

function isRequire(call: CodeNode): boolean {
  const [first] = argumentsOf(call);
  return first?.type === 'string' && argumentsOf(call).length === 1;
}

function requiredBy(call: CodeNode, scopes: Scopes): string | undefined {
  const callee = field(call, 'function');
  if (callee === undefined || scopes.textOf(callee) !== 'require') return undefined;
  return stringValue(argumentsOf(call)[0], scopes.text);
}
