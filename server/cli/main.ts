import { Command, CommanderError, Option } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { check } from './check.js';
import { fix } from './fix.js';
import { inventory } from './inventory.js';
import { type Io, processIo } from './io.js';
import { rules } from './rules.js';
import { threats } from './threats.js';
import { MissingPath } from './workspace.js';

const WORDS = {
  about: 'Secure API design: finds insecure designs in OpenAPI documents and repairs them',
  check: 'print the findings of documents and folders',
  fix: 'show the safe fixes as a diff, or write them',
  inventory: 'list every endpoint with its security',
  threats: 'model the threats of a document',
  rules: 'list the rules',
  lsp: 'serve an editor over the Language Server Protocol',
  missing: 'no such file or folder',
};

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** Runs one command; gives the exit code: 0 clean, 1 findings, 2 could not run. */
export async function main(args: readonly string[], io: Io): Promise<number> {
  let code = 0;
  const done = (result: number) => {
    code = result;
  };
  try {
    await program(io, done).parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof MissingPath)) throw error;
    io.err(`${error.message}: ${WORDS.missing}\n`);
    return 2;
  }
}

function program(io: Io, done: (code: number) => void): Command {
  const top = new Command('portcullis').description(WORDS.about).version(manifest.version).exitOverride();
  top.configureOutput({ writeOut: io.out, writeErr: io.err });
  const command = (name: string, about: string) => {
    const made = top.command(name).description(about).exitOverride();
    return made.configureOutput({ writeOut: io.out, writeErr: io.err });
  };
  const format = (...choices: string[]) =>
    new Option('--format <format>').choices(choices).default(choices[0]);
  const rule = new Option('--rule <glob>').argParser(collect);
  const today = new Option('--today <date>', 'UTC, YYYY-MM-DD').default(io.today());
  const profile = new Option('--profile <profile>').choices(['recommended', 'strict']).default('recommended');
  const failOn = new Option('--fail-on <severity>')
    .choices(['error', 'warning', 'info', 'hint', 'never'])
    .default('error');
  command('check', WORDS.check)
    .argument('<path...>')
    .addOption(profile)
    .addOption(rule)
    .addOption(format('text', 'json'))
    .addOption(failOn)
    .addOption(new Option('--structure <when>').choices(['on', 'off']))
    .option('--output <file>')
    .addOption(today)
    .action(async (paths, options) => done(await check(paths, options, io)));
  command('fix', WORDS.fix)
    .argument('<path...>')
    .option('--safe')
    .addOption(new Option('--rule <glob>').argParser(collect))
    .option('--write')
    .addOption(new Option('--today <date>').default(io.today()))
    .action(async (paths, options) => done(await fix(paths, options, io)));
  command('inventory', WORDS.inventory)
    .argument('<path...>')
    .addOption(format('table', 'json'))
    .action(async (paths, options) => done(await inventory(paths, options, io)));
  command('threats', WORDS.threats)
    .argument('<document>')
    .addOption(format('markdown', 'json'))
    .action(async (document, options) => done(await threats(document, options, io)));
  command('rules', WORDS.rules)
    .addOption(format('table', 'json'))
    .action((options) => done(rules(options, io)));
  command('lsp', WORDS.lsp)
    .option('--stdio')
    .action(async () => {
      const { serveProcess } = await import('../lsp/process.js');
      await serveProcess('stdio');
      await new Promise(() => {});
    });
  return top;
}

if (require.main === module) {
  main(process.argv.slice(2), processIo()).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exitCode = 2;
    },
  );
}
