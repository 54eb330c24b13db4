import type { Anchor } from '../text/span.js';
import type { Openness } from './code/openness.js';

/** We can see it, or we honestly cannot. */
export type Known<T> = { readonly known: true; readonly value: T } | { readonly known: false };

export const UNKNOWN: Known<never> = { known: false };

export function known<T>(value: T): Known<T> {
  return { known: true, value };
}

/** HTTP methods in capitals; `ANY` for a route that answers all of them. `QUERY` is OpenAPI 3.2's. */
export type Method =
  | 'GET'
  | 'HEAD'
  | 'OPTIONS'
  | 'TRACE'
  | 'QUERY'
  | 'POST'
  | 'PUT'
  | 'PATCH'
  | 'DELETE'
  | 'ANY'
  | (string & {});

/** OpenAPI versions whose differences matter. */
export type OasVersion = '2.0' | '3.0' | '3.1' | '3.2';

/** One scheme of an alternative with the scopes (OAuth 2.0) or roles (3.1) it asks for. */
export interface Requirement {
  readonly scheme: string;
  readonly scopes: readonly string[];
}

/** Alternatives (OR) of schemes that all apply (AND). `[]`: declared public; `[{ all: [] }]`: the `{}` alternative. */
export interface Security {
  readonly anyOf: readonly { readonly all: readonly Requirement[] }[];
  readonly from: 'operation' | 'document' | 'nowhere';
  /** The `security` keyword that decides, or the operation when there is none. */
  readonly at: Anchor;
}

/** A Security Scheme Object, 2.0's forms mapped to 3.x: `type: basic` is http basic, `accessCode` is authorizationCode. */
export interface Scheme {
  readonly name: string;
  readonly type: 'http' | 'apiKey' | 'oauth2' | 'openIdConnect' | 'mutualTLS' | 'other';
  /** Of `http`, in lower case. */
  readonly scheme?: string;
  /** Of `apiKey`. */
  readonly in?: string;
  readonly parameter?: string;
  /** Of `oauth2`: scopes of each flow. */
  readonly flows?: readonly { readonly kind: string; readonly scopes: readonly string[] }[];
  readonly at: Anchor;
}

/** Computed from operations; 'none' = no operation reaches it. */
export type Direction = 'request' | 'response' | 'both' | 'none';

export type GuardKind = 'authentication' | 'authorization' | 'rate-limit' | 'validation';

/** A middleware that stands between the caller and the handler. */
export interface Guard {
  readonly kind: GuardKind;
  /** As the code calls it. */
  readonly name: string;
  /** Of an authorization: it decides by the object that is asked for, and by no role or permission. */
  readonly narrow?: true;
  /** The handler itself refuses, and nothing in front of it. */
  readonly own?: true;
  /** Of a check of the caller: texts that it was made with, as roles and strategies are. */
  readonly asks?: readonly string[];
  /** The handler judges what it demands: in front of another it would let in whoever sends anything. */
  readonly judged?: true;
  /** Of a validation: it refuses nothing, and code behind it has to ask what was found. */
  readonly lax?: true;
  /** Of a validation by a schema: it leaves the body as it was sent, with fields that the schema does not name. */
  readonly drops?: true;
  /** What its options do with fields that the schema does not name, whatever that says. */
  readonly others?: Openness;
  readonly at: Anchor;
}

/** Whether it asks who is calling or what that caller may do; limiters and validators stand in front of anybody. */
export function asksCaller({ kind }: Pick<Guard, 'kind'>): boolean {
  return kind === 'authentication' || kind === 'authorization';
}

/**
 * What a handler is there for, whatever its path says: mostly something that anybody may ask for. 'sign-up': it makes an
 * account with a password. 'sign-in': it gives a token to who sends a name and a password. 'mailed': a token of one use, or one that is signed, proves who sends it back. 'signed': the
 * signature of what is delivered proves who sends it; 'unproven': it is asked about, and nothing hangs on what it is.
 * 'own': it changes nothing but what the caller's own cookies and session hold, only sends a browser on, or is still to
 * be written. 'finds': it only looks something up, which may be anybody's. 'refuses': it answers
 * whoever asks with the same refusal or fault, and does nothing else.
 */
export type Purpose = 'sign-up' | 'sign-in' | 'mailed' | 'signed' | 'unproven' | 'own' | 'finds' | 'refuses';

/** What one source says about one method on one path. */
export interface Endpoint {
  readonly source: 'document' | 'code';
  readonly method: Method;
  /** As written, joined with its mounts or the server's base path. */
  readonly path: string;
  /** Canonical: /users/{}/orders. */
  readonly shape: string;
  readonly operationId?: string;
  readonly framework?: string;
  readonly handler?: string;
  /** Of documents. */
  readonly security: Known<Security>;
  /** Of code, in order. */
  readonly guards: Known<readonly Guard[]>;
  /** Of code: something out of sight stands in front as well, or something there looks at the caller. */
  readonly obscured?: true;
  /** Of code: all that stands in front is in sight, and none of it limits how often it is called. */
  readonly unlimited?: true;
  /** Of code: the handler is out of sight, or leaves a check of the caller to code that is. */
  readonly delegates?: true;
  /** Of code: the name of what demands credentials in front that nothing looks at. */
  readonly unread?: string;
  /** Of code: something in front limits how often it is called, even where other guards cannot be seen. */
  readonly limited?: true;
  /** Of code: something in its package limits how often others are called, or is called so. */
  readonly limitsBeside?: true;
  /** Of code: something in its package takes operators of queries out of what callers send. */
  readonly sanitized?: true;
  /** Of code: a rule about this path or its reads, or an annotation of the handler, says that anybody may call it. */
  readonly opened?: true;
  /** Of code: the handler looks at who is calling. */
  readonly personal?: true;
  /** Of code: what something in front has left for the handler, and it reads: 'note' of `req.note`, 'load_note' of `Depends(load_note)`, 'bill' of a model. */
  readonly takes?: readonly string[];
  /** Of code: fields of the body with a password, in the place of which something in front puts something else, as a hash. */
  readonly replaced?: readonly string[];
  /** Of code: the handler, or what stands in front of it, takes a password; 'checked': it compares it with one that is kept. */
  readonly password?: 'read' | 'checked';
  /** Of code: what the handler is there for. */
  readonly purpose?: Purpose;
  /** Of code: checks of the caller that are registered behind it, where they do not reach it any more. */
  readonly late?: readonly Guard[];
  readonly deprecated: boolean;
  /** The day on which its document says that it ends: 'YYYY-MM-DD'. */
  readonly sunset?: string;
  readonly at: Anchor;
}

/** An operation of a document that describes a route, and what names that comparison: '<document uri> <endpoint key>'. */
export interface Described {
  readonly operation: Endpoint;
  readonly compared: string;
}

/** One method and path with everything that speaks of it. */
export interface EndpointEntry {
  /** 'GET /users/{}'. */
  readonly key: string;
  readonly documented: readonly Endpoint[];
  readonly implemented: readonly Endpoint[];
}

/** Every endpoint, sorted by path, then method. All columns empty never happens; one empty is drift where the two are related. */
export interface ApiModel {
  readonly endpoints: readonly EndpointEntry[];
  /** Sorted by name, then method. */
  readonly webhooks: readonly Webhook[];
  readonly names: Names;
}

/** A file, or a schema in it, that gives itself a URI which says nothing of where it lies. */
export interface Named {
  readonly uri: string;
  readonly path: readonly string[];
}

/** What goes by a URI of its own (OpenAPI's `$self`, JSON Schema's `$id`), without a fragment. */
export type Names = ReadonlyMap<string, Named>;

/** A call that the API makes, as a document describes it. */
export interface Webhook {
  /** Its path is the webhook's name, its security what it is sent with. */
  readonly call: Endpoint;
  /** Names of headers by which a receiver can tell who sends it. */
  readonly proofs: Known<readonly string[]>;
}
