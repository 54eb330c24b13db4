import type { ValueView } from '../../server/core/rule/views.js';

/** What a call does with a text: runs it, makes a template of it, or loads the module or class of that name. */
export interface Evaluation {
  readonly text: readonly ValueView[];
  readonly as: 'code' | 'template' | 'module' | 'class';
}
