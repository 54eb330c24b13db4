import type {
  Direction,
  Endpoint,
  Known,
  Method,
  Names,
  OasVersion,
  Scheme,
  Security,
} from '../../facts/api.js';
import type { Demand, Part, PartFacts } from '../../facts/openapi/types.js';
import type { Anchor } from '../../text/span.js';
import type { Claim } from '../../words/claims.js';
import type { AddressUse } from '../../words/server-calls.js';

export type { AddressUse };

/** A Server Object, or one entry of 2.0's `schemes` joined with `host` and `basePath`. */
export interface ServerFact {
  readonly url: string;
  /** The word of its name or description that says what it is for: 'production'. 2.0 has neither. */
  readonly environment?: string;
  /** Value of each variable's default, and of its enum. */
  readonly variables: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly at: Anchor;
}

/** What the document's facts say about one operation; no tree. */
export interface OperationFact {
  /** 'GET /users/{}'. */
  readonly key: string;
  readonly method: Method;
  readonly path: string;
  readonly operationId?: string;
  readonly tags: readonly string[];
  readonly deprecated: boolean;
  /** The day on which it says that it ends: 'YYYY-MM-DD'. */
  readonly sunset?: string;
  /** One of its callbacks has a header or a requirement that proves who sends it. */
  readonly signs?: true;
  /** Webhooks and callbacks are calls that the API makes, not serves. */
  readonly outbound: boolean;
  readonly security: Known<Security>;
  /** After `$ref`; unknown when one of them cannot be reached. */
  readonly responses: Known<readonly ResponseFact[]>;
  /** Its own and the path's, after `$ref`; unknown when one of them cannot be reached. */
  readonly parameters: Known<readonly ParameterFact[]>;
  /** Parameters that carry a credential in the address, even where others cannot be seen. */
  readonly secrets?: readonly ParameterFact[];
  /** Servers of its own or of its path item, which replace the document's. */
  readonly servers?: readonly ServerFact[];
  /** What its prose and extensions, and those of its path item, say of controls. */
  readonly claims: readonly Claim[];
  /** Media types of the request body, after `$ref`; empty when it has none. 2.0's `body` and `formData` are mapped. */
  readonly body: Known<readonly string[]>;
  /** The method key of the operation. */
  readonly at: Anchor;
}

export interface ResponseFact {
  /** As written: '429', '4XX', 'default'. */
  readonly status: string;
  /** Header names as written. */
  readonly headers: readonly string[];
  /** Media types. */
  readonly types: readonly string[];
  /** Where it stands, after `$ref`: the same for all operations that share it. */
  readonly at: Anchor;
  /** What it allows to pages of other origins; undefined when it says nothing of them, or it cannot be seen. */
  readonly cors?: CorsFact;
}

export interface CorsFact {
  /** Documented values of Access-Control-Allow-Origin. */
  readonly origins: readonly string[];
  /** Whether pages may send the cookies of their visitors. */
  readonly credentials: boolean;
  /** Whether a documented value says so, and not the mere name of the header. */
  readonly stated: boolean;
  /** The header that names the origin. */
  readonly at: Anchor;
  /** The header that allows credentials. */
  readonly credentialsAt?: Anchor;
}

export interface ParameterFact {
  readonly name: string;
  readonly in: string;
  /** It says how much a page holds, and nothing says how much that may be. */
  readonly endless?: true;
  /** It carries a credential in the address, by its name. */
  readonly secret?: true;
  /** Of such a credential: its parameter has keywords that mean something in a query only. */
  readonly styled?: true;
  readonly at: Anchor;
}

/** Facts of one OpenAPI document, never its tree. */
export interface DocumentView {
  readonly uri: string;
  readonly version: OasVersion;
  /** False while text is broken that speaks of all operations: then absence proves nothing. */
  readonly legible: boolean;
  /** False when some path item cannot be seen: then there may be more operations than these. */
  readonly operationsKnown: boolean;
  /** False while text is broken that operations may stand in. */
  readonly operationsRead: boolean;
  /** False when schemes may be declared where they cannot be seen. */
  readonly schemesKnown: boolean;
  /** Where a finding about the whole document stands: the key of `paths`, else the version key. */
  readonly at: Anchor;
  readonly servers: readonly ServerFact[];
  readonly schemes: ReadonlyMap<string, Known<Scheme>>;
  /** The root `security`; undefined when the document has none. */
  readonly security: Security | undefined;
  readonly operations: readonly OperationFact[];
  /** What its prose and extensions say of controls for the whole API. */
  readonly claims: readonly Claim[];
  /** The `$id` of each schema that has one, as written. */
  readonly ids: readonly string[];
}

/** What the rest of the workspace does with one part. */
export interface Usage {
  /** Webhooks and callbacks are calls that the API makes: what they send counts as response, what comes back as request. */
  readonly direction: Direction;
  /** Methods of the operations whose request reaches it, sorted. */
  readonly writtenBy: readonly Method[];
  /** Keys of operations whose responses reach it: the first 20 in order. */
  readonly returnedBy: readonly string[];
  /** Keys of the operations by which anybody makes an account, whose request reaches it, sorted. */
  readonly joinedBy: readonly string[];
  /** Keys of the operations by which callers change an account of their own, whose request reaches it, sorted. */
  readonly ownBy: readonly string[];
  /** Keys of the operations by which callers change something who have not signed in, whose request reaches it: the first 20 in order. */
  readonly openBy: readonly string[];
  /** What the operations whose request reaches it do with an address in it, by their names; sorted. */
  readonly calls: readonly AddressUse[];
  /** Ids of the operation parts that take it, of a parameter; the operations of the item, of a path. */
  readonly parameterUsers: readonly string[];
  /** Keys of operations that ask for it, of a security scheme. */
  readonly schemeUsers: readonly string[];
  /** The OpenAPI document that it belongs to; of a part of another file the first that reaches it. */
  readonly document: string | undefined;
}

/**
 * Whether what a reference names can be seen. 'refused': it lies out of the workspace; 'unreadable': it is no file that
 * can be read; 'circular': only more references stand there, which lead back to each other.
 */
export type Resolution = 'found' | 'missing' | 'refused' | 'unreadable' | 'circular' | 'unknown';

/** One file of the workspace, as its facts describe it. */
export interface OpenApiInput {
  readonly uri: string;
  /** Undefined for a file that is no OpenAPI document itself. */
  readonly version: OasVersion | undefined;
  /** The URI that it gives itself. */
  readonly self?: string | undefined;
  /** False where a key of its root may stand in text that cannot be read, and none was gone when it was read last. */
  readonly rootKnown?: boolean;
  readonly parts: readonly {
    readonly part: Part;
    readonly facts: PartFacts;
    /** The text of the part has a syntax error. */
    readonly broken?: boolean;
    /** Its facts are from before the error, and tell all there was. */
    readonly lasting?: boolean;
  }[];
}

/** What an operation takes in and gives out: the traits of all parts that it reaches, sorted. */
export interface Exposure {
  readonly request: readonly string[];
  readonly response: readonly string[];
  /** Of its parameters alone; `request` has them too. */
  readonly parameters: readonly string[];
}

/**
 * Everything the OpenAPI facts of the workspace say together, until they are joined anew. Values are reused by identity
 * where nothing changed.
 */
export interface OpenApiModel {
  readonly documents: ReadonlyMap<string, DocumentView>;
  /** By part id. */
  readonly usage: ReadonlyMap<string, Usage>;
  /** Places in files to which references give a role that the file's own structure does not. */
  readonly demands: ReadonlyMap<string, readonly Demand[]>;
  /** What gives itself a URI. */
  readonly names: Names;
  /** Files that references name and that are not among the inputs, sorted. */
  readonly wanted: readonly string[];
  /** By part id; an operation that stands in another file is found under both parts. */
  readonly operations: ReadonlyMap<string, OperationFact>;
  /** Ids of what differs from the join before; undefined: all may. */
  readonly changed: Record<'usage' | 'operations', ReadonlySet<string>> | undefined;
  /** Part ids of the operations of a document by its uri, in the order of its view, wherever their text stands. */
  readonly operationParts: ReadonlyMap<string, readonly string[]>;
  /** Path prefixes of a document's servers, '' among them when one has none. */
  readonly basePaths: ReadonlyMap<string, readonly string[]>;
  /** Operations that a document serves, by its uri, wherever their text stands; paths without base path. */
  readonly endpoints: ReadonlyMap<string, readonly Endpoint[]>;
  /** Ids of the parts that an operation reaches, those where it stands itself included; computed when asked for. */
  reach(operationPart: string): { readonly request: readonly string[]; readonly response: readonly string[] };
  exposure(operationPart: string): Exposure;
}

/** The usage of a part that nothing is known to use. */
export const UNUSED: Usage = {
  direction: 'none',
  writtenBy: [],
  returnedBy: [],
  joinedBy: [],
  ownBy: [],
  openBy: [],
  calls: [],
  parameterUsers: [],
  schemeUsers: [],
  document: undefined,
};
