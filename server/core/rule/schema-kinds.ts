/**
 * A kind of schemas that is told by their own text: those at the name of a property, those that have a keyword, and those
 * of a `type`.
 */
export type SchemaKind =
  | 'of a property'
  | 'with properties'
  | 'with additionalProperties'
  | 'with pattern'
  | 'string'
  | 'array'
  | 'integer'
  | 'number';
