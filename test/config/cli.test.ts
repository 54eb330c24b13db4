import { deepEqual, equal, ok } from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { main } from '../../server/cli/main.js';
import { API } from './support.js';

interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

describe('the command line with a configuration', () => {
  let folder = '';
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'portcullis-config-')));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = (name: string, text: string): void => {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  const run = async (args: readonly string[], at = ''): Promise<Answer> => {
    const said = { out: '', err: '' };
    const code = await main(args, {
      cwd: path.join(folder, at),
      today: () => '2026-01-15',
      out: (text) => {
        said.out += text;
      },
      err: (text) => {
        said.err += text;
      },
      write: writeFileSync,
      create: () => false,
    });
    return { code, ...said };
  };
  const check = async (args: readonly string[], at = '') => {
    const { out } = await run(['check', ...args, '--format', 'json'], at);
    const report: {
      findings: { rule: string; file: string; severity: string; line: number }[];
      summary: { files: number; operations: number };
    } = JSON.parse(out);
    return report;
  };
  const rulesIn = async (args: readonly string[], at = '') =>
    (await check(args, at)).findings.map(({ rule, file }) => `${file} ${rule}`);

  it('finds it above what it checks, up to the outermost of folder and paths', async () => {
    write('portcullis.yaml', 'rules: { auth/http-basic: off }\n');
    write('service/api.yaml', API);
    ok(!(await rulesIn(['service'])).includes('service/api.yaml auth/http-basic'));
    ok(!(await rulesIn(['service/api.yaml'])).includes('service/api.yaml auth/http-basic'));
    // From inside, the folder above is outside.
    ok((await rulesIn(['.'], 'service')).includes('api.yaml auth/http-basic'));
    ok(!(await rulesIn(['..'], 'service')).includes('api.yaml auth/http-basic'));
    write('service/portcullis.yml', 'profile: strict\n');
    const found = await rulesIn(['.']);
    ok(found.includes('service/api.yaml auth/http-basic'));
    ok(found.includes('service/api.yaml input/string-max-length-missing'));
  });

  it('lets its own options win', async () => {
    write('portcullis.yaml', 'profile: strict\nrules: { auth/http-basic: off }\n');
    write('api.yaml', API);
    ok((await rulesIn(['.'])).includes('api.yaml input/string-max-length-missing'));
    const recommended = await rulesIn(['.', '--profile', 'recommended']);
    ok(!recommended.includes('api.yaml input/string-max-length-missing'));
    deepEqual(await rulesIn(['.', '--rule', 'auth/http-basic']), ['api.yaml auth/http-basic']);
    deepEqual(await rulesIn(['.', '--rule', 'auth/*']), []);
  });

  it('exits by the severity that the file gives', async () => {
    write('api.yaml', API);
    const severities = async (level: string) => {
      write('portcullis.yaml', `rules: { '*': off, auth/http-basic: ${level} }\n`);
      return (await run(['check', '.'])).code;
    };
    equal(await severities('error'), 1);
    equal(await severities('warning'), 0);
    equal(await severities('off'), 0);
  });

  it('counts no file that is left out', async () => {
    write('api.yaml', API);
    write('vendor/api.yaml', API);
    equal((await check(['.'])).summary.files, 2);
    equal((await check(['.'])).summary.operations, 2);
    write('portcullis.yaml', 'exclude: [vendor]\n');
    const { findings, summary } = await check(['.']);
    ok(findings.every(({ file }) => file === 'api.yaml'));
    equal(summary.files, 1);
    equal(summary.operations, 1);
    const { code, out } = await run(['check', 'vendor/api.yaml']);
    equal(code, 0);
    ok(out.startsWith('vendor/api.yaml: skipped, left out by portcullis.yaml\n'));
  });

  it('shows what is wrong with it at its place, and goes by the defaults when it is broken', async () => {
    write('api.yaml', API);
    const before = await check(['.']);
    write('portcullis.yaml', 'profile: strict\nrules: { auth/http-basic: off\n');
    const { findings, summary } = await check(['.']);
    const [broken, ...others] = findings.filter(({ file }) => file === 'portcullis.yaml');
    equal(broken?.rule, 'testing/invalid-configuration');
    equal(broken?.severity, 'error');
    deepEqual(others, []);
    deepEqual(
      findings.filter(({ file }) => file === 'api.yaml'),
      before.findings,
    );
    equal(summary.files, before.summary.files);
    write('portcullis.yaml', 'rulez: {}\n');
    const misspelled = (await check(['.'])).findings.find(({ file }) => file === 'portcullis.yaml');
    equal(misspelled?.line, 1);
    equal(misspelled?.severity, 'warning');
  });

  it('says of one that cannot be read that the defaults apply', async () => {
    write('api.yaml', API);
    const before = await rulesIn(['.']);
    const config = path.join(folder, 'portcullis.yaml');
    const made: Readonly<Record<string, () => void>> = {
      'a folder': () => mkdirSync(config),
      'a link that leads nowhere': () => symlinkSync('gone.yaml', config),
      'a link in a circle': () => symlinkSync('portcullis.yaml', config),
      'another encoding': () => writeFileSync(config, 'profile: strict # caf\xe9\n', 'latin1'),
      'UTF-16': () => writeFileSync(config, '\ufeffprofile: strict\n', 'utf16le'),
    };
    for (const [name, make] of Object.entries(made)) {
      make();
      const { findings, summary } = await check(['.']);
      const faults = findings.filter(({ file }) => file === 'portcullis.yaml');
      const said = faults.map(({ rule, severity, line }) => `${rule} ${severity} ${line}`);
      deepEqual(said, ['testing/invalid-configuration error 1'], name);
      equal(findings.length, before.length + 1, name);
      equal(summary.files, 1, name);
      rmSync(config, { recursive: true });
    }
    deepEqual(await rulesIn(['.']), before);
  });

  it('reads none that a link brings in from outside, and says so', async () => {
    const outside = mkdtempSync(path.join(tmpdir(), 'portcullis-outside-'));
    try {
      writeFileSync(path.join(outside, 'portcullis.yaml'), "rules: { '*': off }\n");
      write('api.yaml', API);
      symlinkSync(path.join(outside, 'portcullis.yaml'), path.join(folder, 'portcullis.yaml'));
      const found = await rulesIn(['.']);
      ok(found.includes('api.yaml auth/http-basic'));
      ok(found.includes('portcullis.yaml testing/invalid-configuration'));
    } finally {
      rmSync(outside, { recursive: true, force: true });
    }
  });

  it('fixes with its options, and nothing that is off', async () => {
    write('api.yaml', API.replace('https://api', 'http://api'));
    const shown = await run(['fix', '.']);
    equal(shown.code, 1);
    ok(shown.out.includes('https://api.orchard-market.io'));
    write('portcullis.yaml', 'rules: { crypto/credentials-over-cleartext: off, crypto/server-http: off }\n');
    ok(!(await run(['fix', '.'])).out.includes('https://api.orchard-market.io'));
  });
});
