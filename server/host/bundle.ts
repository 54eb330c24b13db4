import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The path of `<name>.js` beside this code, or above it: tests are bundled into folders of their own. */
export function findBundle(name: string): string | undefined {
  for (let at = __dirname; ; at = dirname(at)) {
    const file = join(at, `${name}.js`);
    if (existsSync(file)) return file;
    if (dirname(at) === at) return undefined;
  }
}
