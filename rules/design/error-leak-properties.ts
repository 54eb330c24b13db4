import type { PropertyView } from '../../server/core/rule/property-view.js';
import type { Example, Report, RuleContext } from '../../server/core/rule/rule.js';
import { setTo } from '../property-texts.js';

/** Tells of a property that sends callers what is inside of an error. */
export function tellOfLeak(property: PropertyView, { report }: Pick<RuleContext<unknown>, 'report'>): void {
  const leak = leakOf(property);
  if (leak) report(leak);
}

function leakOf(property: PropertyView): Report | undefined {
  const { at, forDevelopers } = property;
  const value = property.value.trim().toLowerCase().replaceAll('-', '_');
  if (forDevelopers) return undefined;
  if (property.is('server.error.include-stacktrace')) {
    const message = value === 'always' ? 'stack' : /^on_(?:trace_)?param$/.test(value) ? 'asked' : undefined;
    return message && { at, message, fixes: fixes(property, 'never') };
  }
  const isNamed = property.is('server.error.include-exception') && value === 'true';
  return isNamed ? { at, message: 'name', severity: 'info', fixes: fixes(property, 'false') } : undefined;
}

function fixes(property: PropertyView, value: string): Report['fixes'] {
  return [{ fix: 'set', data: { value }, changes: () => setTo(property, value) }];
}

export const PROPERTY_EXAMPLES: readonly Example[] = [
  {
    language: 'properties',
    bad: `
      server.port=8080
      server.error.include-stacktrace=always
      #                               ^^^^^^ Callers are sent the stack trace or the query of an internal error.
      server.error.includeException = true
      #                               ^^^^ Callers are sent the name of the class of every internal error.`,
    fixed: `
      server.port=8080
      server.error.include-stacktrace=never
      server.error.includeException = false`,
    good: `
      server.error.include-stacktrace=never
      server.error.include-message=always`,
  },
  {
    language: 'properties-yaml',
    bad: `
      server:
        error:
          include-stacktrace: on_param
          #                   ^^^^^^^^ Whoever adds ?trace to an address is sent the stack trace of its error.
          include-message: always`,
    fixed: `
      server:
        error:
          include-stacktrace: never
          include-message: always`,
    good: `
      server:
        error.include-stacktrace: never
      ---
      spring.config.activate.on-profile: dev
      server.error.include-stacktrace: always`,
  },
  {
    language: 'properties',
    profile: 'local',
    good: `
      server.error.include-stacktrace=always`,
  },
];
