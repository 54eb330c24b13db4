import { bundle } from './tools/bundle.mjs';
import { generate, newRule } from './tools/generate.mjs';
import { notices } from './tools/notices.mjs';
import { pack } from './tools/package.mjs';
import { runBench, runFixes, runTests } from './tools/tests.mjs';

const USAGE = `node build.mjs <command>
  build               dist/: client, server, cli, workers, grammars
  generate [--check]  indexes, docs, settings and notices; --check only says which are stale
  new rule <id>       start a rule, '<domain>/<fault>'
  test <file>...      bundle test files and run them with mocha
  fixes               every fix over every document of the corpus
  bench [...]         time first open and keystrokes; [size...] [--strict] [--save]
  package [file]      build, then portcullis-<version>.vsix
  pack [file]         the same from dist/ as it is
`;

const COMMANDS = {
  build: () => bundle(),
  generate: (args) => refresh(args.includes('--check')),
  new: async ([kind, id]) => {
    if (kind !== 'rule' || !id) return usage();
    try {
      console.log(`Started ${await newRule(id)}: write its check, then run npm test.`);
    } catch (problem) {
      process.stderr.write(`${problem instanceof Error ? problem.message : problem}\n`);
      process.exitCode = 2;
    }
  },
  test: (files) => runTests(files),
  fixes: () => runFixes(),
  bench: (args) => runBench(args),
  package: async ([file]) => {
    await bundle();
    pack(file);
  },
  pack: ([file]) => pack(file),
};

async function refresh(check) {
  const { stale } = await generate({ check });
  stale.push(...(await notices({ check })));
  for (const file of stale) console.log(`${check ? 'stale' : 'written'}: ${file}`);
  if (!check || stale.length === 0) return;
  console.log('Run npm run generate.');
  process.exitCode = 1;
}

function usage() {
  process.stderr.write(USAGE);
  process.exitCode = 2;
}

const [command = '', ...rest] = process.argv.slice(2);
const run = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : usage;
await run(rest);
