import { terms, tokensOf } from './tokens.js';

/** The word of a text, such as a host or a description, that says which environment a server belongs to. */
export function environmentIn(text: string): string | undefined {
  return tokensOf(text).find((word) => ENVIRONMENTS.has(word));
}

const ENVIRONMENTS: ReadonlySet<string> = new Set(
  terms(`production, prod, live, staging, stage, stg, preproduction, preprod, dev, development, test, testing, tests, qa,
    uat, sandbox, demo, local, localhost, preview, beta, integration, mock, acceptance, canary, environment, env`),
);
