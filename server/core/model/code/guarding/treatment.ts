import type { Answer } from '../../../facts/code/types.js';
import type { Framework, Treatment } from '../../../facts/frameworks/framework.js';
import type { Runtime } from '../running/runtime.js';
import type { ExternalValue, FunctionValue } from '../running/values.js';

/** What a value of a package does to a request, as the framework lists it. */
export function treatmentOf(value: ExternalValue, framework: Framework): Treatment {
  const module = moduleIn(framework, value.module.replace(/^node:/, ''));
  if (module === undefined) return 'unknown';
  if (value.unread) return 'none';
  // Asked to let callers without credentials through.
  if (value.keywords.has('auto_error') || value.keywords.has('optional')) return 'none';
  const lenient = isLenient(value, framework);
  if (lenient !== false) return lenient;
  const known = framework.middleware[module];
  if (known === undefined || typeof known === 'string') return known ?? 'unknown';
  const name = value.names.findLast((one) => Object.hasOwn(known, one));
  return known[name ?? '*'] ?? 'unknown';
}

/** Whether it is asked to let callers without credentials through: 'none' when it is, 'unknown' when it may be. */
function isLenient({ args }: ExternalValue, { demanding = [], lenient = [] }: Framework): Treatment | false {
  const named = args.flatMap((one) => (one.kind === 'list' ? one.items : [one]));
  if (named.some((one) => one.kind === 'text' && lenient.includes(one.text ?? ''))) return 'none';
  for (const one of args) {
    if (one.kind !== 'object') continue;
    for (const name of demanding) {
      const demanded = one.fields.get(name);
      if (demanded?.kind === 'text' && demanded.text === 'true') continue;
      if (demanded !== undefined)
        return demanded.kind === 'text' && demanded.text === 'false' ? 'none' : 'unknown';
    }
  }
  return false;
}

/** The module, or the package that it lies in, as the framework lists it. */
function moduleIn(framework: Framework, name: string): string | undefined {
  for (let at = name; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    if (Object.hasOwn(framework.middleware, at)) return at;
    if (framework.decorating === undefined) return undefined;
  }
  return undefined;
}

/** What something of a package adds to the conduct of the function that calls it. */
export interface PackageShare {
  readonly answers?: ReadonlySet<Answer>;
  readonly identity?: true;
  readonly validates?: true;
  readonly responds?: true;
}

/** What something of a package does, where the framework lists it. */
export function packageShare(
  given: ExternalValue,
  by: FunctionValue,
  runtime: Runtime,
): PackageShare | undefined {
  const { language } = by.scope.module.facts;
  const frameworks = runtime.frameworks.filter(({ languages }) => languages.includes(language));
  const treatment = frameworks
    .map((framework) => treatmentOf(given, framework))
    .find((one) => one !== 'unknown');
  switch (treatment) {
    case undefined:
      return undefined;
    case 'authentication':
      return { answers: new Set<Answer>(['401']), identity: true };
    case 'authorization':
      return { answers: new Set<Answer>(['403']), identity: true };
    case 'rate-limit':
      return { answers: new Set<Answer>(['429']) };
    case 'validation':
    case 'noting':
      return { validates: true };
    case 'serves':
      return { responds: true };
    default:
      return {};
  }
}
