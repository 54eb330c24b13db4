/** A secret found in a text, with where it stands. */
export interface FoundSecret {
  readonly kind: SecretName;
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
}

export type SecretName =
  | 'AWS access key'
  | 'Stripe live key'
  | 'GitHub token'
  | 'GitLab token'
  | 'Slack token'
  | 'Slack webhook'
  | 'AWS secret key'
  | 'Azure storage key'
  | 'Google API key'
  | 'SendGrid key'
  | 'npm token'
  | 'OpenAI key'
  | 'Anthropic key'
  | 'private key'
  | 'JSON Web Token'
  | 'password in a URL'
  | 'secret value';

interface Shape {
  readonly kind: SecretName;
  readonly pattern: RegExp;
  /** A fixed text that every match holds: what makes the scan of a long description cheap. */
  readonly hint: string;
  /** The group that is the secret; the whole match when left out. */
  readonly group?: number;
  /** Refuses what has the shape and is no secret. */
  readonly real?: (match: RegExpExecArray) => boolean;
}

/**
 * Secrets in a text that look live: the shape of an issuer and the randomness of a generated value. Placeholders
 * (`EXAMPLE`, `xxxx`, `<token>`, `REDACTED`, a run of one character, counting digits) and test keys are left out.
 */
export function findSecrets(text: string): readonly FoundSecret[] {
  if (!mayHoldSecret(text)) return NONE;
  const found: FoundSecret[] = [];
  for (const shape of SHAPES) {
    const { kind, pattern, hint, real } = shape;
    if (!text.includes(hint)) continue;
    for (const match of text.matchAll(pattern)) {
      if (real !== undefined ? !real(match) : isPlaceholder(match[0])) continue;
      const [start, end] = spanOf(match, shape.group ?? 0);
      if (found.some((other) => start < other.end && end > other.start)) continue;
      found.push({ kind, start, end });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Whether the search is worth its while: most texts are short and hold no beginning of any secret. */
export function mayHoldSecret(text: string): boolean {
  return HINTED.test(text);
}

/** Whether a value has the form of a secret key of AWS, which only the name beside it tells from a digest. */
export function mayBeAwsSecret(value: string): boolean {
  return (
    /^[A-Za-z0-9/+]{40}$/.test(value) &&
    [/[a-z]/, /[A-Z]/, /\d/].every((kind) => kind.test(value)) &&
    entropy(value) >= 4 &&
    !isPlaceholder(value)
  );
}

/** Whether a value beside a credential's name looks generated: long, mixed, random, and no placeholder. */
export function looksGenerated(value: string): boolean {
  if (value.length < 20 || value.length > 200 || !/^[\w+/=.:~-]+$/.test(value) || isPlaceholder(value))
    return false;
  if (UUID.test(value) || /^[\d-]+$/.test(value) || /^https?:/.test(value) || isJoseHeader(value))
    return false;
  const classes = [/[a-z]/, /[A-Z]/, /\d/].filter((kind) => kind.test(value)).length;
  return classes >= 2 && /\d/.test(value) && entropy(value) >= 3.5;
}

/** Whether somebody wrote the value to stand for another. */
export function isPlaceholder(value: string): boolean {
  if (
    /example|sample|dummy|fake|test|placeholder|redact|your|change[-_ ]?me|insert|replace|secret[-_]?here|todo/i.test(
      value,
    )
  )
    return true;
  if (/[<>{}[\]*…]|\.\.\./.test(value)) return true;
  if (/x{4,}|0{6,}|(.)\1{7,}|^(.{4,40})\2+$/i.test(value)) return true;
  return /0123456|1234567|abcdefg|qwerty|deadbeef|abcd1234|1a2b3c/i.test(value);
}

/** Bits for each character (Shannon): about 4.5 for generated base64, under 3.5 for words. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

const SHAPES: readonly Shape[] = [
  { kind: 'AWS access key', hint: 'AKIA', pattern: /\bAKIA[A-Z0-9]{16}\b/g },
  { kind: 'AWS access key', hint: 'ASIA', pattern: /\bASIA[A-Z0-9]{16}\b/g },
  { kind: 'Stripe live key', hint: '_live_', pattern: /\b[sr]k_live_[A-Za-z0-9]{16,}\b/g },
  { kind: 'GitHub token', hint: 'gh', pattern: /\bgh[pousr]_[A-Za-z0-9]{36,}\b/g },
  { kind: 'GitHub token', hint: 'github_pat_', pattern: /\bgithub_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{50,}\b/g },
  { kind: 'GitLab token', hint: 'glpat-', pattern: /\bglpat-[A-Za-z0-9_-]{20,}/g },
  {
    kind: 'Slack token',
    hint: 'xox',
    pattern: /\bxox[abeprs]-(?:\d{6,}-){1,3}[A-Za-z0-9]{10,}/g,
    real: (match) => isRandom(match[0].slice(5)),
  },
  {
    kind: 'Slack webhook',
    hint: 'hooks.slack.com/services/',
    pattern: /\bhooks\.slack\.com\/services\/T[A-Z0-9]{8,}\/B[A-Z0-9]{8,}\/([A-Za-z0-9]{20,})/g,
    real: (match) => isRandom(match[1] ?? ''),
  },
  ...['aws_secret_access_key', 'AWS_SECRET_ACCESS_KEY'].map((hint) => ({
    kind: 'AWS secret key' as const,
    hint,
    pattern: new RegExp(`\\b${hint}["']?\\s*[=:]\\s*["']?([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])`, 'dg'),
    group: 1,
    real: (match: RegExpExecArray) => isRandom(match[1] ?? ''),
  })),
  {
    kind: 'Azure storage key',
    hint: 'AccountKey=',
    pattern: /\bAccountKey=([A-Za-z0-9+/]{86}==)/dg,
    group: 1,
    real: (match) => isRandom(match[1] ?? ''),
  },
  { kind: 'Google API key', hint: 'AIza', pattern: /\bAIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/g },
  { kind: 'SendGrid key', hint: 'SG.', pattern: /\bSG\.[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{30,}/g },
  { kind: 'npm token', hint: 'npm_', pattern: /\bnpm_[A-Za-z0-9]{36}\b/g },
  {
    kind: 'OpenAI key',
    hint: 'sk-proj-',
    pattern: /\bsk-proj-([A-Za-z0-9_-]{40,})/g,
    real: (match) => isRandom(match[1] ?? ''),
  },
  {
    kind: 'Anthropic key',
    hint: 'sk-ant-',
    pattern: /\bsk-ant-(?:[a-z]+\d\d-)?([A-Za-z0-9_-]{40,})/g,
    real: (match) => isRandom(match[1] ?? ''),
  },
  {
    kind: 'private key',
    hint: 'PRIVATE KEY-----',
    pattern:
      /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----(?:\\n|\s)*([A-Za-z0-9+/=\s\\]*)(?:-----END (?:[A-Z]+ )*PRIVATE KEY-----)?/g,
    real: (match) => (match[1] ?? '').replace(/\\n|\s/g, '').length >= 64 && !isPlaceholder(match[1] ?? ''),
  },
  {
    kind: 'JSON Web Token',
    hint: 'eyJ',
    pattern: /\beyJ[A-Za-z0-9_-]{8,}\.(eyJ[A-Za-z0-9_-]{8,})\.([A-Za-z0-9_-]{20,})/g,
    real: (match) => isLiveToken(match[1] ?? '', match[2] ?? ''),
  },
  {
    kind: 'password in a URL',
    hint: '@',
    pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/([^\s:/?#@'"<>]{1,64}):([^\s:/?#@'"<>]{3,64})@([\w.-]{1,200})/dgi,
    group: 2,
    real: (match) => isLivePassword(match[1] ?? '', match[2] ?? '', match[3] ?? ''),
  },
];

const NONE: readonly FoundSecret[] = [];

/** Any of the hints. */
const HINTED = new RegExp(SHAPES.map(({ hint }) => hint.replace(/\W/g, '\\$&')).join('|'));

function spanOf(match: RegExpExecArray, group: number): readonly [number, number] {
  return match.indices?.[group] ?? [match.index, match.index + match[0].length];
}

function isRandom(value: string): boolean {
  return !isPlaceholder(value) && entropy(value) >= 3;
}

/** The first part of a JSON Web Token alone, which says how it is signed and nothing else. */
function isJoseHeader(value: string): boolean {
  return (
    value.startsWith('eyJ') &&
    /^\{"(?:alg|typ|kid)":/.test(decodeBase64Url(value.split('.')[0] ?? '') ?? '') &&
    (value.split('.')[1] ?? '').length < 20
  );
}

/** A token whose claims name nobody, or one of the well-known demonstrations, is documentation. */
function isLiveToken(payload: string, signature: string): boolean {
  const claims = decodeBase64Url(payload);
  if (claims === undefined || !claims.trimStart().startsWith('{') || !claims.includes('":')) return false;
  if (/example|john[ .]?doe|jane[ .]?doe|1234567890|"(?:foo|test)/i.test(claims)) return false;
  if (livedShort(claims)) return false;
  return !isPlaceholder(signature) && entropy(signature) >= 3.5;
}

/** Within a day at most it was over, and documents live longer than that: RFC 7519, `iat` and `exp` in seconds. */
function livedShort(claims: string): boolean {
  const [issued, ends] = ['iat', 'exp'].map((name) =>
    Number(new RegExp(`"${name}"\\s*:\\s*(\\d{9,10})\\b`).exec(claims)?.[1]),
  );
  return issued !== undefined && ends !== undefined && ends - issued <= 86_400;
}

function isLivePassword(user: string, password: string, host: string): boolean {
  if (isPlaceholder(password) || isPlaceholder(host) || /^(?:user(?:name)?|login|name)$/i.test(user))
    return false;
  if (/^(?:pass(?:word)?|pwd|passwd|secret|token|key|port|\d+|\$.*)$/i.test(password)) return false;
  return !/^(?:localhost|127\.|host$|hostname$|server$)/i.test(host);
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The text that base64url (RFC 4648, section 5) stands for, one character for each byte; undefined when it is none. */
function decodeBase64Url(text: string): string | undefined {
  let bits = 0;
  let held = 0;
  let out = '';
  for (const character of text) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) return undefined;
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    out += String.fromCharCode((bits >> held) & 0xff);
  }
  return out;
}
