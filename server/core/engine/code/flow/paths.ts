import type { CodeNode } from '../../../syntax/code.js';
import type { Scopes } from '../names/scopes.js';

const JOINS =
  /^(?:path(?:\.posix|\.win32)?\.(?:join|resolve|normalize)|(?:os\.path|posixpath)\.(?:join|normpath|abspath|realpath|expanduser)|(?:java\.nio\.file\.)?(?:Paths\.get|Path\.of)|(?:pathlib\.)?(?:Pure)?Path|(?:java\.io\.)?File)$/;
const IMPORTED = /^(?:join|resolve|normalize|realpath|abspath|normpath)$/;
const MODULES = /^(?:node:)?(?:path|os\.path|posixpath)(?:\/posix)?$/;

/** Whether what is called makes one path of its arguments. */
export function joinsPaths(callee: CodeNode, scopes: Scopes): boolean {
  const name = scopes.textOf(callee);
  if (JOINS.test(name)) return true;
  const declared = IMPORTED.test(name) && callee.type === 'identifier' ? scopes.find(callee) : undefined;
  if (declared?.kind === 'import') return MODULES.test(declared.module);
  // `const { join } = require('path')`.
  return (
    declared?.kind === 'value' && /^require\(['"](?:node:)?path['"]\)$/.test(scopes.textOf(declared.value))
  );
}

/** Whether a member of a path of Python is its last part, or a piece of that. */
export function isLastPart(member: string | undefined, { language }: Scopes): boolean {
  return language === 'python' && /^(?:name|stem|suffix)$/.test(member ?? '');
}

/** Whether a method gives back its receiver with its arguments behind it: a text, or a path. */
export function isAppending(method: string, { language }: Scopes): boolean {
  if (method === 'append' || method === 'concat') return true;
  if (language === 'python') return method === 'joinpath';
  return (
    language === 'java' &&
    /^(?:resolve|resolveSibling|toFile|toPath|toUri|toURI|toURL|normalize|toAbsolutePath|getAbsoluteFile)$/.test(
      method,
    )
  );
}
