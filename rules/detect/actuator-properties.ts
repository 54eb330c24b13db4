import type { PropertyView } from '../../server/core/rule/property-view.js';
import type { Example, Report, RuleContext } from '../../server/core/rule/rule.js';
import { listed } from '../../server/core/words/text.js';
import { setTo } from '../property-texts.js';

/** Actuators of Spring that tell of the inside of the server, or change it. */
const INSIDE: readonly string[] = [
  ...['env', 'heapdump', 'threaddump', 'configprops', 'beans', 'loggers', 'httptrace', 'httpexchanges'],
  ...['mappings', 'conditions', 'shutdown', 'sessions', 'jolokia', 'logfile', 'auditevents', 'gateway'],
  ...['trace', 'dump'],
];
/** Of these it can be set whether they show values. */
const SHOWING: readonly string[] = ['env', 'configprops'];
const EXPOSED = 'management.endpoints.web.exposure.include';
const HARMLESS = 'health,info';
/** The console of the H2 database in the browser. */
const CONSOLE = 'spring.h2.console';

type Saying = Pick<RuleContext<unknown>, 'report' | 'holds' | 'unknown'>;

/** Tells of a property that shows how the server runs to whoever asks. */
export function tellOfActuator(property: PropertyView, { report, holds, unknown }: Saying): void {
  const { at } = property;
  const fault = faultOf(property);
  if (fault === undefined || property.forDevelopers || isApart(property)) return;
  if (fault.message === 'console') return report(fault);
  const insides = fault.message === 'details' ? property.health : property.insides;
  if (insides === 'guarded') holds(at);
  else if (insides === 'unknown' || isMoved(property)) unknown(at);
  else report(fault);
}

function faultOf(property: PropertyView): Report | undefined {
  const { at, other } = property;
  const value = property.value.trim().toLowerCase();
  if (property.is(EXPOSED)) return ofExposed(property);
  if (property.is('management.endpoint.health.show-details'))
    return value === 'always'
      ? { at, message: 'details', severity: 'info', ...set(property, 'when-authorized') }
      : undefined;
  const name = SHOWING.find((one) => property.is(`management.endpoint.${one}.show-values`));
  if (name !== undefined)
    return value === 'always' && shownBy(property, other(EXPOSED) ?? '').includes(name)
      ? { at, message: 'values', data: { name }, ...set(property, 'when-authorized') }
      : undefined;
  const isShared = property.is(`${CONSOLE}.settings.web-allow-others`) && value === 'true';
  return isShared && other(`${CONSOLE}.enabled`)?.trim() === 'true'
    ? { at, message: 'console', ...set(property, 'false') }
    : undefined;
}

function ofExposed(property: PropertyView): Report | undefined {
  const { at, value } = property;
  const shown = shownBy(property, value);
  if (shown.length === 0) return undefined;
  const names = namesIn(value);
  const left = names.includes('*') ? HARMLESS : names.filter((name) => !shown.includes(name)).join(',');
  const fix = set(property, left === '' ? HARMLESS : left);
  if (shown.length === INSIDE.length) return { at, message: 'everything', ...fix };
  return { at, message: 'actuators', data: { names: listed(shown, 40) }, ...fix };
}

/** Actuators with the inside of the server that a list of names exposes, and that are neither left out nor switched off. */
function shownBy({ other }: PropertyView, value: string): readonly string[] {
  const names = namesIn(value);
  const left = namesIn(other('management.endpoints.web.exposure.exclude') ?? '');
  if (left.includes('*')) return [];
  const isOff =
    other('management.endpoints.enabled-by-default') === 'false' ||
    other('management.endpoints.access.default') === 'none';
  return INSIDE.filter((name) => {
    const own = other(`management.endpoint.${name}.enabled`);
    const access = other(`management.endpoint.${name}.access`);
    if (own === 'false' || access === 'none' || (isOff && own !== 'true' && access === undefined))
      return false;
    return !left.includes(name) && (names.includes(name) || names.includes('*'));
  });
}

function namesIn(value: string): readonly string[] {
  return value
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
}

/** Whether another port or the machine itself keeps callers of the API away. */
function isApart({ other }: PropertyView): boolean {
  const port = other('management.server.port') ?? other('management.port');
  const addresses = [
    other('management.server.address'),
    other('management.address'),
    other('server.address'),
  ];
  return (
    (port !== undefined && port.trim() !== (other('server.port') ?? '8080').trim()) ||
    addresses.some((address) => /^(?:127\.|localhost$|::1$|\[::1\]$)/.test(address?.trim() ?? ''))
  );
}

/** Whether they stand at paths that the rules about access in the code are not asked about. */
function isMoved({ other }: PropertyView): boolean {
  return (other('management.endpoints.web.base-path') ?? '/actuator').trim() !== '/actuator';
}

function set(property: PropertyView, value: string): Pick<Report, 'fixes'> {
  return { fixes: [{ fix: 'set', data: { value }, changes: () => setTo(property, value) }] };
}

const CONTROLLER = {
  'src/main/java/Orders.java': `
    import org.springframework.web.bind.annotation.*;

    @RestController
    class Orders {
      @GetMapping("/orders")
      List<Order> all() { return orders.all(); }
    }`,
};
const GUARDED = {
  ...CONTROLLER,
  'src/main/java/Security.java': `
    import org.springframework.security.web.SecurityFilterChain;

    @Configuration
    class Security {
      @Bean
      SecurityFilterChain chain(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(rules -> rules
          .requestMatchers(EndpointRequest.toAnyEndpoint()).hasRole("ADMIN")
          .anyRequest().permitAll()).build();
      }
    }`,
};

const WELL = {
  ...CONTROLLER,
  'src/main/java/Security.java': GUARDED['src/main/java/Security.java']
    .replace('EndpointRequest.toAnyEndpoint()).hasRole("ADMIN")', '"/actuator/health").permitAll()')
    .replace('.anyRequest().permitAll()', '.anyRequest().authenticated()'),
};

export const PROPERTY_EXAMPLES: readonly Example[] = [
  {
    language: 'properties',
    bad: `
      management.endpoints.web.exposure.include=*
      #                                         ^ Anyone can call every actuator: variables, memory and logs of the server.
      management.endpoint.env.show-values=always
      #                                   ^^^^^^ The actuator env shows anyone the values of settings, passwords included.
      management.endpoint.health.show-details=always
      #                                       ^^^^^^ Whoever asks whether the service is well learns what it is made of.`,
    fixed: `
      management.endpoints.web.exposure.include=health,info
      management.endpoint.env.show-values=always
      management.endpoint.health.show-details=when-authorized`,
    good: `
      management.endpoints.web.exposure.include=health,info,prometheus
      management.endpoint.env.show-values=always
      management.endpoint.health.show-details=when-authorized`,
    files: CONTROLLER,
  },
  {
    language: 'properties-yaml',
    bad: `
      management:
        endpoints:
          web:
            exposure:
              include: [health, env, heapdump]
              #        ^^^^^^^^^^^^^^^^^^^^^^^ Anyone can call actuators that are there for those who run the server: env, heapdump.
      spring:
        h2:
          console:
            enabled: true
            settings:
              web-allow-others: true
              #                 ^^^^ Anyone can open the console of the database and read or change what is in it.`,
    fixed: `
      management:
        endpoints:
          web:
            exposure:
              include: health
      spring:
        h2:
          console:
            enabled: true
            settings:
              web-allow-others: false`,
    good: `
      management:
        server:
          port: 9090
        endpoints:
          web:
            exposure:
              include: "*"`,
    files: CONTROLLER,
  },
  {
    language: 'properties',
    bad: `
      management.endpoints.web.exposure.include=health,env
      management.endpoint.health.show-details=always
      #                                       ^^^^^^`,
    files: WELL,
  },
  {
    language: 'properties',
    good: `
      management.endpoints.web.exposure.include=*
      management.endpoint.health.show-details=always`,
    files: GUARDED,
  },
  {
    language: 'properties',
    good: `
      management.endpoints.web.exposure.include=*
      management.endpoints.web.exposure.exclude=*`,
    files: CONTROLLER,
  },
];
