import type { Leaf, Unit } from '../../text/leaf.js';
import type { PathStep } from '../../text/span.js';
import type { Claim } from '../../words/claims.js';
import type { Method } from '../api.js';

/** What kind of OpenAPI object stands at a place: what decides how its tree is read. */
export type Role =
  | 'operation'
  | 'path'
  | 'schema'
  | 'parameter'
  | 'response'
  | 'requestBody'
  | 'header'
  | 'securityScheme'
  | 'callback'
  | 'example'
  | 'link'
  | 'mediaType'
  | 'section';

/**
 * The atom of checking: one operation, what a path item shares with its operations, one component, one section, or a
 * place in another file that a `$ref` gives a role. Read again only when one of `leaves` is another object.
 */
export interface Part {
  /** Unique in the workspace: '<uri>#<pointer>', with '|<role>' in a file that is no OpenAPI document itself. */
  readonly id: string;
  readonly uri: string;
  readonly role: Role;
  readonly path: readonly PathStep[];
  readonly unit: Unit;
  readonly leaves: readonly Leaf[];
}

/** A place in a file to which a reference from elsewhere gives a role. */
export interface Demand {
  readonly path: readonly PathStep[];
  readonly role: Role;
  /** It is not the place that has the role, but each entry of the map there. */
  readonly each?: true;
}

/** A reference out of a part. Compact: the engine keeps thousands. */
export interface Edge {
  /** The `$ref` as written. */
  readonly ref: string;
  readonly role: Role;
  /** What reaches the target: of an operation 'request' or 'response', of anything else the direction of its holder ('same'). */
  readonly as: 'request' | 'response' | 'same';
  /** Named by a discriminator's mapping, which may as well be a mere name: that it leads nowhere proves nothing. */
  readonly soft?: boolean;
  /** The schema extends it: it stands in its `allOf`. */
  readonly base?: boolean;
  /** A requirement names it: it is asked for, and no data goes that way. */
  readonly named?: boolean;
  /** It stands for a map, each of whose entries has the role. */
  readonly each?: boolean;
}

/** What one part tells the rest of the workspace: plain JSON without offsets; what is not so is left out. */
export interface PartFacts {
  /** References that nothing below names: by '<as> <role>', with ' soft' for those of a mapping, ' base' for those that a schema extends and ' each' for those that stand for a map; as written, each once. */
  readonly edges?: Readonly<Record<string, readonly string[]>>;
  /** What its own schemas hold; of an operation behind 'q:' (body), 'p:' (parameters) or 's:' (responses). */
  readonly traits?: readonly string[];
  /** The `$id` of the part itself, of a schema. */
  readonly id?: string;
  /** The `$id` of each schema that has one. */
  readonly ids?: readonly string[];
  /** The schema has a discriminator: what extends it may stand in its place. */
  readonly discriminates?: true;
  /** The part is a Reference Object; of a path item its `$ref`. */
  readonly ref?: string;
  readonly operation?: OperationSummary;
  readonly path?: PathSummary;
  readonly response?: ResponseSummary;
  readonly parameter?: ParameterSummary;
  readonly header?: HeaderSummary;
  /** Media types of a request body. */
  readonly body?: readonly string[];
  readonly scheme?: SchemeSummary;
  /** Pointer of the other security scheme that an alias of YAML has in the place of this one. */
  readonly sibling?: string;
  readonly section?: SectionSummary;
}

/** A summary, the reference that stands for it, or null for what cannot be read. */
export type Or<T> = T | { readonly ref: string } | null;

/** Alternatives, each of scheme names with their scopes; null when the keyword is there and cannot be read. */
export type SecuritySummary = readonly Readonly<Record<string, readonly string[]>>[] | null;

export interface OperationSummary {
  readonly method: Method;
  readonly id?: string;
  readonly tags?: readonly string[];
  readonly deprecated?: true;
  /** The day on which it says that it ends: 'YYYY-MM-DD'. */
  readonly sunset?: string;
  /** One of its callbacks has a header or a requirement that proves who sends it. */
  readonly signs?: true;
  readonly security?: SecuritySummary;
  /** In the order of the text, so that an index is a path step; null when the keyword cannot be read. */
  readonly parameters?: readonly Or<ParameterSummary>[] | null;
  readonly body?: Or<readonly string[]>;
  readonly responses?: Readonly<Record<string, Or<ResponseSummary>>> | null;
  readonly servers?: readonly ServerSummary[] | null;
  /** 2.0: replaces the document's `schemes`. */
  readonly schemes?: readonly string[];
  readonly claims?: readonly Claim[];
  /** 2.0: replaces the document's `consumes`; 'form' when it has `formData` parameters, 'body' when it has a body one. */
  readonly consumes?: readonly string[];
  readonly produces?: readonly string[];
}

export interface PathSummary {
  readonly parameters?: readonly Or<ParameterSummary>[] | null;
  readonly servers?: readonly ServerSummary[] | null;
  readonly claims?: readonly Claim[];
}

/** `in` and `name`, with what else is to be known: ['query', 'limit', 'endless']. */
export type ParameterSummary = readonly [where: string, name: string, ...marks: readonly ParameterMark[]];

/**
 * 'endless': the size of a page that nothing limits. 'secret': a credential in the address, which is 'styled' where keywords
 * of its parameter mean something in a query only.
 */
export type ParameterMark = 'endless' | 'secret' | 'styled';

export interface ResponseSummary {
  readonly headers?: readonly string[];
  readonly cors?: CorsSummary;
  readonly types?: readonly string[];
  /** 2.0: has a schema, whose media types the operation or the document names in `produces`. */
  readonly body?: true;
}

/** Values that a header is documented with. */
export type HeaderSummary = readonly string[];

/** What a response allows to pages of other origins: headers by their names as written. */
export interface CorsSummary {
  readonly origin: readonly [name: string, header: Or<HeaderSummary>];
  readonly credentials?: CorsSummary['origin'];
}

export interface SchemeSummary {
  readonly type: 'http' | 'apiKey' | 'oauth2' | 'openIdConnect' | 'mutualTLS' | 'other';
  readonly scheme?: string;
  readonly in?: string;
  readonly parameter?: string;
  /** Scopes by kind of flow. */
  readonly flows?: Readonly<Record<string, readonly string[]>>;
}

/** What top-level keywords other than paths and components say. */
export interface SectionSummary {
  readonly title?: string;
  readonly claims?: readonly Claim[];
  readonly security?: SecuritySummary;
  readonly servers?: readonly ServerSummary[] | null;
  readonly host?: string;
  readonly basePath?: string;
  readonly schemes?: readonly string[];
  readonly consumes?: readonly string[];
  readonly produces?: readonly string[];
  /** `paths`, `components` or a map in it is a reference, so that its entries are out of sight. */
  readonly opaque?: true;
}

export interface ServerSummary {
  readonly url: string;
  /** The word of its name or description that says what it is for: 'production'. */
  readonly environment?: string;
  /** Values by variable: its default first, then its enum. */
  readonly variables?: Readonly<Record<string, readonly string[]>>;
}
