import type { Subject } from './rule.js';

/** What rules look at in documents. */
export const DOCUMENT_SUBJECTS: readonly Subject[] = [
  'document',
  'scheme',
  'operation',
  'parameter',
  'mediaType',
  'schema',
  'text',
  'problem',
];

/** What they look at in code. */
export const CODE_SUBJECTS: readonly Subject[] = ['route', 'handling', 'call'];

/** What they look at in properties of Spring. */
export const PROPERTY_SUBJECTS: readonly Subject[] = ['property'];

/** What they look at where a document and code are held against each other. */
export const DRIFT_SUBJECTS: readonly Subject[] = ['endpoint'];
