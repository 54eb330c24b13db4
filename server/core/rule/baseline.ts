import type { Guard, GuardKind, Security } from '../model/types.js';

/** What an API was when somebody accepted it: findings that are known, and what each endpoint asked of its callers. */
export interface Baseline {
  /** By uri: '<rule> <fingerprint>'. */
  readonly findings: ReadonlyMap<string, ReadonlySet<string>>;
  /** By '<uri> <endpoint>', as in 'file:///w/api.yaml GET /users/{}'. */
  readonly security: ReadonlyMap<string, Security['anyOf']>;
}

/** The key of a finding in a baseline. */
export function baselineKey({
  rule,
  fingerprint,
}: {
  readonly rule: string;
  readonly fingerprint: string;
}): string {
  return `${rule} ${fingerprint}`;
}

/** What stands in front of a route and checks its callers, as one alternative: kinds of guards, and their names as scopes. */
export function asGuarded(guards: readonly Guard[]): Security['anyOf'] {
  const checks = guards.filter(isCheck);
  const kinds = [...new Set(checks.map(({ kind }) => kind))].sort();
  const all = kinds.map((scheme) => ({
    scheme,
    scopes: namesOf(checks.filter(({ kind }) => kind === scheme)),
  }));
  return all.length === 0 ? [] : [{ all }];
}

/** A guard that is gone; 'only': none is left. */
export interface Loss {
  readonly kind: GuardKind;
  readonly guard: string;
  readonly only: boolean;
}

/**
 * The first guard that stood in front of a route and is gone; undefined when none is, or when another may stand for it:
 * that is a change, and not for a machine to judge, unless nothing is left that asks what a caller may do.
 */
export function lostGuard(before: Security['anyOf'], guards: readonly Guard[]): Loss | undefined {
  const now = guards.filter(isCheck);
  const losses = before.map((alternative) => lossOf(alternative, now));
  return losses.includes(undefined) ? undefined : losses[0];
}

function lossOf({ all }: Alternative, now: readonly Guard[]): Loss | undefined {
  const only = now.length === 0;
  const names = new Set(namesOf(now));
  const gone = all.flatMap(({ scheme, scopes }) =>
    scopes.filter((name) => !names.has(name)).map((guard) => ({ kind: kindOf(scheme), guard })),
  );
  // A guard that asks for what it did not ask for then is another one, whatever it is called.
  const known = new Set(
    all.flatMap(({ scheme, scopes }) => scopes.map((name) => `${kindOf(scheme)} ${name}`)),
  );
  const isReplaced = now.some(({ kind, name }) => !known.has(`${kind} ${name}`));
  const decides = now.some(({ kind }) => kind === AUTHORIZATION);
  const lost = gone.find(({ kind }) => !isReplaced || (kind === AUTHORIZATION && !decides));
  return lost && { ...lost, only };
}

const AUTHORIZATION = 'authorization';

function kindOf(scheme: string): GuardKind {
  return scheme === AUTHORIZATION ? AUTHORIZATION : 'authentication';
}

function isCheck({ kind }: Guard): boolean {
  return kind === 'authentication' || kind === AUTHORIZATION;
}

function namesOf(guards: readonly Guard[]): readonly string[] {
  return [...new Set(guards.map(({ name }) => name))].sort();
}

/** How security is weaker than it was. Each key is a message of the rule that reports it. */
export type Weakening =
  | { readonly kind: 'open' }
  /** Callers may leave their credentials out now. */
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'requirement'; readonly scheme: string }
  | { readonly kind: 'scope'; readonly scheme: string; readonly scope: string };

/**
 * What is asked less than before, in the alternative that asks least; undefined when nothing is. An alternative now is as
 * strong as before when it asks for all that some alternative before asked for.
 */
export function weakening(before: Security['anyOf'], now: Security['anyOf']): Weakening | undefined {
  const wasOpen = before.every(({ all }) => all.length === 0);
  if (wasOpen) return undefined;
  if (now.length === 0) return { kind: 'open' };
  const wasOptional = before.some(({ all }) => all.length === 0);
  const isReplaced = !now.some((alternative) => sharesScheme(before, alternative));
  for (const alternative of now) {
    if (alternative.all.length === 0) {
      if (!wasOptional)
        return now.every(({ all }) => all.length === 0) ? { kind: 'open' } : { kind: 'anonymous' };
      continue;
    }
    const asking = before.filter(({ all }) => all.length > 0);
    // Another scheme is a change, and not for a machine to judge, unless it stands in the old one's place and asks for less.
    if (!isReplaced && !sharesScheme(before, alternative)) continue;
    const losses = asking.flatMap((old) => (isReplaced ? lossOnReplacing : loss)(old, alternative) ?? []);
    if (losses.length === asking.length) return losses[0];
  }
  return undefined;
}

type Alternative = Security['anyOf'][number];

/** The first thing that the old alternative asks for and the new one does not; a scheme may have another name now. */
function loss(old: Alternative, now: Alternative): Weakening | undefined {
  const strangers = now.all.filter((one) => !old.all.some(({ scheme }) => scheme === one.scheme));
  for (const { scheme, scopes } of old.all) {
    const renamed = strangers.findIndex((one) => scopes.every((scope) => one.scopes.includes(scope)));
    const asked =
      now.all.find((one) => one.scheme === scheme) ??
      (renamed < 0 ? undefined : strangers.splice(renamed, 1)[0]);
    if (asked === undefined) return { kind: 'requirement', scheme };
    const scope = scopes.find((one) => !asked.scopes.includes(one));
    if (scope !== undefined) return { kind: 'scope', scheme, scope };
  }
  return undefined;
}

/** Fewer schemes than before, or no scope at all where there was one: under other names, as none of the old is left. */
function lossOnReplacing(old: Alternative, now: Alternative): Weakening | undefined {
  const [first] = old.all;
  if (first !== undefined && now.all.length < old.all.length)
    return { kind: 'requirement', scheme: first.scheme };
  const scoped = old.all.find(({ scopes }) => scopes.length > 0);
  const [scope] = scoped?.scopes ?? [];
  if (scoped === undefined || scope === undefined || now.all.some(({ scopes }) => scopes.length > 0))
    return undefined;
  return { kind: 'scope', scheme: scoped.scheme, scope };
}

function sharesScheme(before: Security['anyOf'], { all }: Alternative): boolean {
  return before.some((old) => old.all.some(({ scheme }) => all.some((one) => one.scheme === scheme)));
}
