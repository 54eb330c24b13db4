/** A table, a document or an entity. */
export interface RecordFact {
  /** What the code calls it. */
  readonly names: readonly string[];
  /** Its fields that hold a password or what one is compared with, and that nothing keeps back. */
  readonly secrets: readonly string[];
  /** Its queries take a selection of fields, as those of Mongoose do. */
  readonly selects?: true;
  /** Another class of the package has its name: what is shown of it may. */
  readonly namesake?: true;
  /** Of Prisma: something in the file keeps fields back, of which records cannot be told. */
  readonly hides?: true;
}

/** Rows of a table that a method gives, 'MemberDao.all'; or columns of either that hold a password. */
export interface RowFact {
  readonly method?: string;
  /** In lower case. */
  readonly table?: string;
  readonly secrets: readonly string[];
}
