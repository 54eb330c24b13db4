import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface Text {
  /** About how large it is: '100 KB'. */
  readonly size: string;
  readonly name: string;
  readonly language: 'yaml' | 'json' | 'javascript' | 'python' | 'java';
  readonly text: string;
  /** What else is open, from before. */
  readonly beside?: readonly Beside[];
}

export type Beside = Pick<Text, 'name' | 'language' | 'text'>;

const CORPUS: readonly (readonly [string, string])[] = [
  ['12 KB', 'vacuum-burgershop.yaml'],
  ['100 KB', 'crapi.json'],
  ['1 MB', 'xero_accounting.yaml'],
  ['4 MB', 'stripe-yaml.yaml'],
];

/** MIT; the description of GitHub's REST API, 13 MB of JSON. */
const GITHUB = { package: '@octokit/openapi', version: '23.0.2', size: '13 MB', name: 'github.json' };

/** The documents to measure on, those that are there; the largest is installed when it is asked for. */
export function texts(wanted: (size: string) => boolean, say: (line: string) => void): readonly Text[] {
  const corpus = join(
    resolve(process.env.PORTCULLIS_SHARED ?? join(process.cwd(), '..', 'shared')),
    'corpus',
  );
  const found: Text[] = [];
  for (const [size, name] of CORPUS) {
    const path = join(corpus, name);
    if (!wanted(size)) continue;
    if (!existsSync(path)) say(`${size}: ${name} is not there`);
    else
      found.push({
        size,
        name,
        language: name.endsWith('.json') ? 'json' : 'yaml',
        text: readFileSync(path, 'utf8'),
      });
  }
  if (!wanted(GITHUB.size)) return found;
  const text = github(say);
  if (text === undefined) say(`${GITHUB.size}: ${GITHUB.package} could not be installed`);
  return text === undefined
    ? found
    : [...found, { size: GITHUB.size, name: GITHUB.name, language: 'json', text }];
}

function github(say: (line: string) => void): string | undefined {
  const folder = join(process.cwd(), 'bench/node_modules', GITHUB.package);
  if (!existsSync(folder)) {
    say(`Installing ${GITHUB.package} ${GITHUB.version} under bench/`);
    const flags = [
      '--no-save',
      '--no-package-lock',
      '--no-audit',
      '--no-fund',
      '--ignore-scripts',
      '--prefix',
      'bench',
    ];
    spawnSync('npm', ['install', ...flags, `${GITHUB.package}@${GITHUB.version}`], { stdio: 'ignore' });
  }
  if (!existsSync(folder)) return undefined;
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const file = files.find((name) => name.replaceAll('\\', '/').endsWith('generated/api.github.com.json'));
  return file === undefined ? undefined : readFileSync(join(folder, file), 'utf8');
}
