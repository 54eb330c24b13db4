/** A half-open span of UTF-16 offsets inside one leaf. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A half-open span of UTF-16 offsets in one version of a whole text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Zero-based line and UTF-16 column, as editors count. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** A step from a container to an entry: a map key or a sequence index. */
export type PathStep = string | number;

/** Where something stands, without offsets: what facts hold, so that moved text leaves them equal. */
export interface Anchor {
  readonly uri: string;
  /** Steps from the root of the document. */
  readonly path: readonly PathStep[];
  /** Point at the key of the last step instead of at its value. */
  readonly key?: boolean;
}

/** An anchor or a node resolved against one version: what hosts see. */
export interface Place {
  readonly uri: string;
  readonly version: number;
  readonly range: Range;
}
