/** Folders that hold what others wrote or what a build made, and the stores of tools. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  ...['node_modules', 'bower_components', 'jspm_packages', '.git', '.hg', '.svn', '.yarn', '.pnpm-store'],
  ...['dist', 'build', 'out', 'coverage', '.next', '.nuxt', '.output', '.svelte-kit', '.turbo', '.cache'],
  ...['.nyc_output', '.venv', 'venv', '__pycache__', '.tox', '.eggs', '.mypy_cache', '.pytest_cache'],
  ...['site-packages', 'target', '.gradle', '.mvn', '.vscode-test', '.terraform'],
]);

/** Whether nobody wrote by hand what stands in a folder of this name. */
export function isLeftOutFolder(name: string): boolean {
  return LEFT_OUT.has(name.toLowerCase());
}

/** Where Maven and Gradle keep what somebody wrote by hand: a folder below it is a package, whatever its name. */
const SOURCES = /(?:^|[/\\])src[/\\]main[/\\](?:java|kotlin)(?=[/\\]|$)/;

/** Whether all in a folder is part of the product, as `adapter/out` is below `src/main/java`. */
export function isOfSources(folder: string): boolean {
  return SOURCES.test(folder);
}

/** A path without the packages of Java in it, whose names say nothing of who wrote what is in them. */
export function withoutPackagePath(path: string): string {
  const found = SOURCES.exec(path);
  if (found === null) return path;
  return path.slice(0, found.index + found[0].length) + path.slice(path.lastIndexOf('/'));
}
