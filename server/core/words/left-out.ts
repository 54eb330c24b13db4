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
