import type { CallView } from '../../../rule/views.js';
import type { CodeNode } from '../../../syntax/code.js';
import type { Leaf } from '../../../text/leaf.js';
import type { CodeEnv } from '../env.js';
import type { Tracer } from '../flow/flow.js';
import type { Scopes } from '../names/scopes.js';

/** What the views of one file share. */
export interface CallSetting {
  readonly leaf: Leaf;
  readonly scopes: Scopes;
  readonly tracer: Tracer;
  readonly env: CodeEnv;
  readonly inTest: boolean;
  /** The call that stands here; undefined when none does, or what is called has no name. */
  callAt(node: CodeNode): CallView | undefined;
}
