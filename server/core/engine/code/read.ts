import { codeFacts } from '../../facts/code/facts.js';
import { continueNumbers } from '../../facts/code/numbers.js';
import type { CodeFacts } from '../../facts/code/types.js';
import type { Framework } from '../../facts/frameworks/framework.js';
import type { CodeParser, CodeRoot } from '../../syntax/code.js';
import { parseCode } from '../../syntax/code-merged.js';
import type { Document } from '../../text/document.js';
import { isDocument, type Leaf } from '../../text/leaf.js';
import { equal } from '../equal.js';
import { type Allowed, allowedIn } from './allowed.js';
import { flowsOf } from './flow/sent.js';
import { continueUses } from './names/file-uses.js';
import { keepRoot } from './roots.js';

/** What was read of a code file. */
export interface CodeState {
  readonly root: CodeRoot;
  readonly facts: CodeFacts;
  readonly allowed: Allowed;
}

/** The id of the one part that a code file is. */
export function codePart(uri: string): string {
  return `${uri}#`;
}

export function isCode(document: Document): boolean {
  return !isDocument(document.language);
}

/** Reads a code file. `before` is what was read of its text before, whose tree gives way. Undefined when it cannot be parsed. */
export function readCode(
  document: Document,
  parser: CodeParser | undefined,
  frameworks: readonly Framework[],
  before?: CodeState,
): CodeState | undefined {
  const leaf = document.leaves[0];
  const root = leaf && parseCode(parser, document.language, leaf.text, before?.root);
  if (!leaf || !root) return undefined;
  if (before) {
    continueNumbers(root, before.root);
    continueUses(root, leaf.text, before.root);
  }
  keepRoot(leaf, root);
  const facts = factsOf(root, leaf, frameworks, before?.root);
  return { root, facts, allowed: allowedIn(document, root) };
}

const NOTHING = { modules: [], steps: [], functions: new Map(), classes: new Map() };

/** Text that defeats its reader says nothing about routes; calls in it are looked at as far as they can be. */
function factsOf(
  root: CodeRoot,
  leaf: Leaf,
  frameworks: readonly Framework[],
  before: CodeRoot | undefined,
): CodeFacts {
  try {
    return codeFacts(
      root,
      leaf,
      frameworks,
      flowsOf(root, leaf, before),
      before && { root: before, same: equal },
    );
  } catch {
    return { skipped: false, language: root.language, ...NOTHING };
  }
}

/** Whether what a file says is joined with code. */
export function isOfCode(
  file: { readonly code?: unknown; readonly properties?: unknown } | undefined,
): boolean {
  return file?.code !== undefined || file?.properties !== undefined;
}
