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
      .some((name) => !name.trim().startsWith('!') && wordsOf(name).some((word) => LIVE.has(word))) ?? false
  );
}

function isDevelopment(name: string): boolean {
  const words = wordsOf(name);
  const isOfLive = words.some((word) => LIVE.has(word));
  return name.trim().startsWith('!') ? isOfLive : !isOfLive && words.some(isOfDevelopment);
}

/** A word of development, or two of them written as one: 'localdev'. */
function isOfDevelopment(word: string): boolean {
  if (DEVELOPMENT.has(word)) return true;
  const cuts = Array.from({ length: Math.max(0, word.length - 5) }, (_, index) => index + 3);
  return cuts.some((cut) => DEVELOPMENT.has(word.slice(0, cut)) && DEVELOPMENT.has(word.slice(cut)));
}

/** With those whose digits belong to them: 'h2', 'k8s'. */
function wordsOf(name: string): readonly string[] {
  return [...tokensOf(name), ...name.toLowerCase().split(/[^a-z\d]+/)];
}

const DEVELOPMENT: ReadonlySet<string> = new Set(
  terms(`dev, devel, develop, development, developer, local, localhost, test, tests, testing, it, integration, e2e, ci,
    unit, mock, mocks, demo, sample, sandbox, debug, docker, compose, h2, hsqldb, hsql, ide`),
);
const LIVE: ReadonlySet<string> = new Set(
  terms('prod, production, live, cloud, staging, stage, kubernetes, k8s'),
);
