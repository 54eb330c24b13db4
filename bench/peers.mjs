// Portcullis beside its peers: the same documents, in one run, each tool as its users start it. Peers are installed under
// bench/ when this runs and nowhere else. Writes bench/results.md.
import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const ROOT = path.join(HERE, '..');
const MODULES = path.join(HERE, 'node_modules');
const SHARED = path.resolve(process.env.PORTCULLIS_SHARED ?? path.join(ROOT, '../shared'));
const LIMIT = 300_000;
/** Above this a document is checked once by each tool, below it three times. */
const LARGE = 1024 * 1024;
const RUNS = 3;

const PACKAGES = {
  '@stoplight/spectral-cli': '6.16.3',
  '@stoplight/spectral-owasp-ruleset': '2.0.1',
  '@redocly/cli': '2.77.0',
  '@apidevtools/swagger-parser': '13.0.0',
  '@octokit/openapi': '23.0.2',
};

const DOCUMENTS = ['vacuum-burgershop.yaml', 'crapi.json', 'xero_accounting.yaml', 'stripe-yaml.yaml'];
const GITHUB = '@octokit/openapi/generated/api.github.com.json';

const portcullis = (profile) => (file) => ({
  args: [path.join(ROOT, 'dist/cli.js'), 'check', file, '--format', 'json', '--fail-on', 'never'].concat([
    ...['--structure', 'off', '--profile', profile],
  ]),
  count: (out) => JSON.parse(out).findings.length,
});

const TOOLS = {
  'Portcullis, recommended': portcullis('recommended'),
  'Portcullis, strict': portcullis('strict'),
  'Spectral, OWASP ruleset': (file, scratch) => ({
    args: [
      ...['--max-old-space-size=12000', bin('@stoplight/spectral-cli'), 'lint', file],
      ...['-r', owaspRuleset(scratch), '-f', 'json', '--quiet'],
    ],
    count: (out) => JSON.parse(out).length,
  }),
  'Redocly, recommended': (file, scratch) => ({
    args: [
      ...[bin('@redocly/cli', 'redocly'), 'lint', file, '--extends', 'recommended', '--format', 'json'],
      ...['--max-problems', '10000000'],
    ],
    cwd: scratch,
    count: (out) => JSON.parse(out.slice(out.indexOf('{'))).problems.length,
  }),
  'swagger-parser, validate': (file, scratch) => ({
    args: [swaggerParser(scratch), file],
    count: (out) => out.trim(),
  }),
};

install();
const rows = [];
for (const file of documents()) {
  for (const [tool, make] of Object.entries(TOOLS)) rows.push(await measure(tool, make, file));
}
const text = report(rows);
// A part of the documents is for looking, and not for the record.
if (process.argv.length === 2) writeFileSync(path.join(HERE, 'results.md'), text);
process.stdout.write(text);

function install() {
  const missing = Object.entries(PACKAGES).filter(([name]) => !existsSync(path.join(MODULES, name)));
  if (missing.length === 0) return;
  process.stderr.write(`Installing ${missing.map(([name]) => name).join(', ')} under bench/\n`);
  const flags = [
    '--no-save',
    '--no-package-lock',
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    '--prefix',
    HERE,
  ];
  spawnSync('npm', ['install', ...flags, ...Object.entries(PACKAGES).map((one) => one.join('@'))], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function documents() {
  const files = [...DOCUMENTS.map((name) => path.join(SHARED, 'corpus', name)), githubFile()];
  const wanted = process.argv.slice(2);
  return files.filter((file) => {
    if (wanted.length > 0 && !wanted.some((part) => file.includes(part))) return false;
    if (file && existsSync(file)) return true;
    process.stderr.write(`${file}: not there\n`);
    return false;
  });
}

function githubFile() {
  const folder = path.join(MODULES, '@octokit/openapi');
  if (!existsSync(folder)) return path.join(MODULES, GITHUB);
  const found = readdirSync(folder, { recursive: true }).find((name) =>
    name.endsWith('generated/api.github.com.json'),
  );
  return found ? path.join(folder, found) : path.join(MODULES, GITHUB);
}

async function measure(tool, make, file) {
  const scratch = mkdtempSync(path.join(tmpdir(), 'portcullis-peers-'));
  const results = [];
  const runs = statSync(file).size > LARGE ? 1 : RUNS;
  for (let run = 0; run < runs; run++) results.push(await once(make(file, scratch), scratch));
  rmSync(scratch, { recursive: true, force: true });
  const failure = results.find(({ failed }) => failed)?.failed;
  const middle = (key) => median(results.map((result) => result[key]));
  process.stderr.write(
    `${path.basename(file)}  ${tool}  ${failure ?? `${middle('cpu').toFixed(2)} CPU-s`}\n`,
  );
  return {
    file,
    tool,
    runs,
    failure,
    wall: middle('wall'),
    cpu: middle('cpu'),
    memory: middle('memory'),
    found: results[0].found,
  };
}

/** One process; its own account of its CPU time and memory is written by a preloaded script as it ends. */
async function once({ args, cwd, count }, scratch) {
  const usage = path.join(scratch, 'usage.json');
  const preload = path.join(scratch, 'usage.cjs');
  writeFileSync(
    preload,
    `process.on('exit', () => { const u = process.resourceUsage(); require('fs').writeFileSync(${JSON.stringify(usage)}, JSON.stringify({ cpu: (u.userCPUTime + u.systemCPUTime) / 1e6, memory: u.maxRSS / 1024 })); });`,
  );
  const start = performance.now();
  const { code, out, err, late } = await output(['--require', preload, ...args], cwd ?? ROOT);
  const wall = (performance.now() - start) / 1000;
  const { cpu, memory } = existsSync(usage)
    ? JSON.parse(readFileSync(usage, 'utf8'))
    : { cpu: NaN, memory: NaN };
  rmSync(usage, { force: true });
  if (late) return { wall, cpu, memory, failed: `stopped after ${LIMIT / 1000} s` };
  try {
    return { wall, cpu, memory, found: count(out) };
  } catch {
    const [line = ''] = err.trim().split('\n').slice(-1);
    return { wall, cpu, memory, failed: `crashed (${code}): ${line.slice(0, 60)}` };
  }
}

function output(args, cwd) {
  return new Promise((resolve) => {
    const env = {
      ...process.env,
      NO_UPDATE_NOTIFIER: '1',
      REDOCLY_TELEMETRY: 'off',
      REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
      CI: 'true',
    };
    const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], env });
    let [out, err, late] = ['', '', false];
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, LIMIT);
    child.stdout.on('data', (data) => {
      out += data;
    });
    child.stderr.on('data', (data) => {
      err += data;
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, out, err, late });
    });
  });
}

function bin(name, command = Object.keys(manifest(name).bin)[0]) {
  return path.join(MODULES, name, manifest(name).bin[command]);
}

function manifest(name) {
  return JSON.parse(readFileSync(path.join(MODULES, name, 'package.json'), 'utf8'));
}

function owaspRuleset(scratch) {
  const file = path.join(scratch, 'ruleset.yaml');
  const ruleset = path.join(
    MODULES,
    '@stoplight/spectral-owasp-ruleset',
    manifest('@stoplight/spectral-owasp-ruleset').main,
  );
  writeFileSync(file, `extends: [${JSON.stringify(ruleset)}]\n`);
  return file;
}

function swaggerParser(scratch) {
  const file = path.join(scratch, 'validate.mjs');
  const module = path.join(
    MODULES,
    '@apidevtools/swagger-parser',
    manifest('@apidevtools/swagger-parser').main ?? 'lib/index.js',
  );
  writeFileSync(
    file,
    `import parser from ${JSON.stringify(module)};\nconst P = parser.default ?? parser;\ntry { await P.validate(process.argv[2]); console.log('valid'); } catch { console.log('not valid'); }\n`,
  );
  mkdirSync(scratch, { recursive: true });
  return file;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}

function operationsIn(file) {
  const run = spawnSync(
    process.execPath,
    [
      path.join(ROOT, 'dist/cli.js'),
      'check',
      file,
      '--format',
      'json',
      '--structure',
      'off',
      '--fail-on',
      'never',
    ],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  return JSON.parse(run.stdout).summary.operations;
}

function report(all) {
  const number = (value, digits) => (Number.isFinite(value) ? value.toFixed(digits) : '-');
  const lines = [
    '# Portcullis beside its peers',
    '',
    'Written by `npm run bench:peers`; each tool ran alone, as its users start it, on the same documents in the same run.',
    `Node ${process.version}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB; ${new Date().toISOString().slice(0, 10)}. Medians of ${RUNS} runs; one run of documents above 1 MB;`,
    `${LIMIT / 1000} s at most. CPU seconds and peak memory are what each process says of itself. The machine is shared, so read ratios`,
    'and CPU seconds rather than wall times. A finding of one tool is not a finding of another: swagger-parser only says',
    'whether a document is valid, and Redocly lints style more than security.',
    '',
    ...Object.entries(PACKAGES).map(([name, version]) => `- ${name} ${version}`),
    '',
  ];
  for (const file of new Set(all.map((row) => row.file))) {
    const operations = operationsIn(file);
    const own = all.find((row) => row.file === file);
    lines.push(
      `## ${path.basename(file)} (${(statSync(file).size / 1024).toFixed(0)} KB, ${operations} operations)`,
      '',
    );
    lines.push('| tool | wall s | CPU s | CPU, Portcullis = 1 | peak MiB | findings | per operation |');
    lines.push('|---|---:|---:|---:|---:|---:|---:|');
    for (const { tool, wall, cpu, memory, failure, found } of all.filter((row) => row.file === file)) {
      const last = failure ? [failure, '-'] : [found, number(found / operations, 2)];
      lines.push(
        `| ${[tool, number(wall, 2), number(cpu, 2), number(cpu / own.cpu, 1), number(memory, 0), ...last].join(' | ')} |`,
      );
    }
    lines.push('');
  }
  return `${lines.join('\n')}`;
}
