import { ok } from 'node:assert/strict';
import { codeFacts } from '../../server/core/facts/code/facts.js';
import type { CodeFacts } from '../../server/core/facts/code/types.js';
import { joinCode } from '../../server/core/model/code/join.js';
import type { CodeModel } from '../../server/core/model/code/model.js';
import type { Layout } from '../../server/core/model/layout.js';
import type { CodeParser } from '../../server/core/syntax/code.js';
import type { Leaf } from '../../server/core/text/leaf.js';
import { CODE_LANGUAGES, loadParser } from '../../server/host/grammars.js';
import { languageOf } from '../../server/host/languages.js';

export const ROOT = 'file:///w/';
export const LAYOUT: Layout = { folders: [ROOT], packages: [ROOT] };

let parser: CodeParser | undefined;

export async function ready(): Promise<CodeParser> {
  parser ??= await loadParser(CODE_LANGUAGES);
  return parser;
}

export function leafOf(path: string, text: string): Leaf {
  return { uri: ROOT + path, text, lines: 0, path: [], key: undefined, head: false, syntax: 'code' };
}

export function factsOf(path: string, text: string): CodeFacts {
  const root = parser?.parse(languageOf(path) ?? 'javascript', text);
  ok(root !== undefined);
  return codeFacts(root, leafOf(path, text));
}

/** Joins the files of a project, given by path. */
export function project(files: Readonly<Record<string, string>>, layout: Layout = LAYOUT): CodeModel {
  return joinCode(
    Object.entries(files).map(([path, text]) => ({ uri: ROOT + path, facts: factsOf(path, text) })),
    layout,
  );
}

/** 'GET /users [authentication requireAuth]' for each route, sorted; '?' for unknown guards, '~' for an unknown mount. */
export function listed(files: Readonly<Record<string, string>>, layout?: Layout): readonly string[] {
  const routes = [...project(files, layout).routes.values()].flatMap((route) => route.endpoints);
  return routes
    .map(({ endpoint, mounted }) => {
      const { guards } = endpoint;
      const shown = guards.known ? guards.value.map(({ kind, name }) => `${kind} ${name}`).join(', ') : '?';
      return `${mounted ? '' : '~ '}${endpoint.method} ${endpoint.path} [${shown}]`;
    })
    .toSorted();
}
