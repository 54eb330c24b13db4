import { remembered } from './remembered.js';
import { hasWord, isExactly, terms, tokensOf } from './tokens.js';

/**
 * Whether the path is that of what a server tells about its own insides: metrics, environment, memory, threads, debug
 * pages. `/metrics` is, `/campaigns/{id}/metrics` is about campaigns.
 */
export function isDiagnosticPath(path: string): boolean {
  const segments = literals(path);
  if (segments.some((segment) => ALWAYS.has(segment))) return true;
  const tool = segments.findIndex((segment) => TOOLS.has(segment));
  if (tool >= 0) return !HARMLESS.has(segments[tool + 1] ?? '');
  const last = segments.at(-1) ?? '';
  return !path.includes('{') && segments.slice(0, -1).every((one) => PREFIXES.has(one)) && ROOTED.has(last);
}

/** Whether monitors ask the path whether the service is well. */
export const isHealthPath = remembered((path: string): boolean => {
  if (path.includes('{')) return false;
  const segments = literals(path);
  const last = segments.at(-1) ?? '';
  return HEALTH.has(last) || (STATUS.has(last) && segments.slice(0, -1).every((one) => PREFIXES.has(one)));
});

/** Whether a field of this name, in the answer of a health check, tells of the inside: hosts, environment, dependencies. */
export function isInsideField(name: string): boolean {
  const tokens = tokensOf(name);
  return isExactly(tokens, INSIDE) || isOfPart(tokens);
}

/** Of one part of the service: `database_host`, `redisUrl`, `openssl_version`; the version of the service itself is no secret. */
function isOfPart(tokens: readonly string[]): boolean {
  const last = tokens.at(-1) ?? '';
  const part = tokens.slice(0, -1);
  if (last === 'version') return hasWord(part, PARTS) || hasWord(part, SOFTWARE);
  return PLACES.has(last) && hasWord(part, PARTS);
}

/** Whether a segment of the path says that it is not for the callers of the API: `/internal/x`, `/users/_debug`. */
export function isInternalPath(path: string): boolean {
  return path
    .split('/')
    .some(
      (segment) => !segment.includes('{') && INTERNAL.has(segment.toLowerCase().replaceAll(/[-_.]/g, '')),
    );
}

/** Literal segments in lower case, without versions. */
function literals(path: string): readonly string[] {
  return path
    .toLowerCase()
    .split('/')
    .filter((segment) => segment !== '' && !segment.includes('{') && !/^v\d+(?:\.\d+)*$/.test(segment));
}

/** Names that nothing else has. */
const ALWAYS: ReadonlySet<string> = new Set(
  terms(`heapdump, threaddump, configprops, httptrace, phpinfo, phpinfo.php, server-status, pprof, jolokia, h2-console,
    elmah.axd, _profiler, __debug__`),
);

const TOOLS: ReadonlySet<string> = new Set(terms('actuator, debug, _debug'));

/** What Spring's actuator may show to everybody. */
const HARMLESS: ReadonlySet<string> = new Set(terms('health, info'));

const ROOTED: ReadonlySet<string> = new Set(
  terms('metrics, prometheus, env, environment, dump, beans, loggers, mappings, vars, statsz, varz'),
);

const PREFIXES: ReadonlySet<string> = new Set(
  terms('api, rest, management, manage, monitoring, admin, internal, _'),
);

const HEALTH: ReadonlySet<string> = new Set(
  terms(
    'health, healthz, healthcheck, health-check, health_check, livez, readyz, liveness, readiness, heartbeat',
  ),
);

/** Of a whole service only near the root: `/orders/status` is about orders. */
const STATUS: ReadonlySet<string> = new Set(terms('status, info, version, ping, live, ready, about'));

const INSIDE: ReadonlySet<string> = new Set(
  terms(`host, hostname, host name, server name, node name, pod, pod name, ip, ip address, private ip, internal ip,
    environment, env, env vars, environment variables, config, configuration, settings, memory, memory usage, cpu,
    cpu usage, disk, disk space, pid, process id, os, os version, platform, kernel, runtime, node version,
    java version, python version, php version, jvm, dependencies, database, database url, db, db host, db version,
    database version, redis, kafka, rabbitmq, mongo, mongodb, postgres, mysql, elasticsearch, connection string,
    packages, libraries`),
);

const PLACES: ReadonlySet<string> = new Set(
  terms('host, hosts, hostname, url, uri, dsn, address, endpoint, port, name'),
);

const PARTS: ReadonlySet<string> = new Set(
  terms(`database, db, redis, kafka, rabbitmq, mongo, mongodb, postgres, postgresql, mysql, mariadb, elasticsearch,
    memcached, cassandra, cache, broker, queue, smtp, ldap`),
);

/** What services are made of and run on. */
const SOFTWARE: ReadonlySet<string> = new Set(
  terms(`python, node, nodejs, java, jdk, go, golang, php, ruby, rust, dotnet, openssl, nginx, apache, tomcat, gunicorn,
    uvicorn, torch, pytorch, tensorflow, onnx, cuda, gpu, driver, django, flask, fastapi, spring, rails, express, laravel,
    kernel, os, jvm, docker, kubernetes, framework, library, runtime, dependency`),
);

const INTERNAL: ReadonlySet<string> = new Set(
  terms('internal, internals, internalapi, internalonly, debug, actuator, backdoor, devonly, privateapi'),
);
