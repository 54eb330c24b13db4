import { contextIn, rolesOf } from '../../../facts/code/handler-roles.js';
import { type Around, registeredIn } from '../../../facts/code/registered.js';
import type { CodeNode, CodeRoot } from '../../../syntax/code.js';
import type { Opening } from '../../../syntax/code-openings.js';
import { field } from '../../../syntax/code-read.js';
import { headOf, openingAround, statementAround } from '../../../syntax/code-statements.js';
import { functionOf } from '../names/around.js';
import type { Evidence, World } from '../world.js';
import type { Inquiry } from './inquiry.js';

/**
 * What is asked of a function that is opened. It lies outside of the statements in it, and is another node as soon as
 * anything in it differs: in the next version it is told by its parameters, which are the very same or gone.
 */

/** The function that a node is, where that is opened. */
export function openingOf(of: CodeNode | undefined): Opening | undefined {
  const opening = of && openingAround(of);
  return opening?.of === of ? opening : undefined;
}

/** The function around a node, of which everything may be read: where it is opened that is noted. */
export function homeOf(node: CodeNode, by: { readonly inquiry: Inquiry | undefined }): CodeNode | undefined {
  const home = functionOf(node);
  noteAll(home, by.inquiry);
  return home;
}

/** Notes that everything in a function may be read. */
export function noteAll(of: CodeNode | undefined, inquiry: Inquiry | undefined): void {
  const opening = inquiry && openingOf(of);
  if (opening !== undefined) noteOf(opening, inquiry, 'all', (now) => [openingOf(now)?.spine[0]]);
}

/** Notes a question about the function itself. */
export function noteOf(
  { params }: Opening,
  inquiry: Inquiry | undefined,
  key: string,
  ask: (of: CodeNode, world: World) => Evidence,
): void {
  inquiry?.commonOf(params, key, (world) => (params.parent === undefined ? [] : ask(params.parent, world)));
}

/** Notes what the text of a function says of its parameters. */
export function noteRoles(of: CodeNode, inquiry: Inquiry | undefined): void {
  const opening = inquiry && openingOf(of);
  if (opening !== undefined) noteOf(opening, inquiry, 'roles', rolesIn);
}

function rolesIn(of: CodeNode, world: World): Evidence {
  const around = aroundOf(world);
  return [JSON.stringify([rolesOf(of, around), contextIn(of, around)])];
}

function aroundOf({ root, contents }: World): Around {
  const { text } = contents.leaf;
  return { text, language: root.language, registered: (name) => registeredIn(root, text).get(name) };
}

/** Finds a function in later trees: itself, or the one that it has become. */
export function lasting(of: CodeNode): () => CodeNode {
  const params = openingOf(of)?.params;
  return () => params?.parent ?? of;
}

/** What stands for a function in evidence: of one that is opened its parameters. */
export function ownerOf(of: CodeNode): CodeNode {
  return openingOf(of)?.params ?? of;
}

/** The statement that a node stands in, and the head of what holds that. */
export function homesOf(node: CodeNode, root: CodeRoot): Evidence {
  const home = statementAround(node, root);
  return home === undefined ? [undefined] : [home, ...headOf(home)];
}

/** Where names are looked up that a statement does not declare: the scope around it, told by what lasts. */
export interface Place {
  /** Undefined: nobody knows it again in the next version. */
  readonly anchor: CodeNode | undefined;
  readonly key: string;
  scope(root: CodeRoot): CodeNode | undefined;
}

/** The place that holds a statement of a file. */
export function placeOf(statement: CodeNode, root: CodeRoot): Place {
  const around = statement.parent;
  const opening = around && openingAround(around);
  if (opening === undefined) return around === root ? FILE : placeInClass(around);
  const { params, body, of } = opening;
  if (around === body) return { anchor: params, key: 'body', scope: () => field(params.parent, 'body') };
  // What leads to the function declares nothing.
  return around === of ? { anchor: params, key: 'head', scope: () => params.parent } : FILE;
}

const FILE: Place = { anchor: undefined, key: 'file', scope: (root) => root };

/** A class is told by its name, which is in the next version what it was, or gone. */
function placeInClass(around: CodeNode | undefined): Place {
  const type = around?.type ?? '';
  const own = field(around, 'name') ?? field(around?.parent, 'name');
  const scope = () => (own?.parent?.type === type ? own.parent : field(own?.parent, 'body'));
  return { anchor: own, key: type, scope };
}
