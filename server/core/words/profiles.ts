import { terms, tokensOf } from './tokens.js';

/**
 * Whether a profile of Spring, or an expression of several, is on only where somebody develops or tests: 'dev',
 * 'local & h2', '!prod'. Without one, what is said is in force everywhere.
 */
export function isForDevelopers(profile: string | undefined): boolean {
  if (profile === undefined || profile.trim() === '') return false;
  return profile.split(/[|,]/).every((part) => part.split('&').some(isDevelopment));
}

/** Whether a profile is one of those under which others call the service. */
export function isLive(profile: string | undefined): boolean {
  return (
    profile
      ?.split(/[|,&]/)
      .some((name) => !name.trim().startsWith('!') && tokensOf(name).some((word) => LIVE.has(word))) ?? false
  );
}

function isDevelopment(name: string): boolean {
  const isNot = name.trim().startsWith('!');
  return tokensOf(name).some((word) => (isNot ? LIVE : DEVELOPMENT).has(word));
}

const DEVELOPMENT: ReadonlySet<string> = new Set(
  terms(`dev, devel, develop, development, developer, local, localhost, test, tests, testing, it, integration, e2e, ci,
    unit, mock, mocks, demo, sample, sandbox, debug, docker, compose, h2, hsqldb, hsql, ide`),
);
const LIVE: ReadonlySet<string> = new Set(
  terms('prod, production, live, cloud, staging, stage, kubernetes, k8s'),
);
