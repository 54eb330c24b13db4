import { Command, CommanderError } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { baselineCommand } from './baseline.js';
import { checkCommand } from './check.js';
import type { Cli } from './command.js';
import { fixCommand } from './fix.js';
import { inventoryCommand } from './inventory.js';
import { type Io, processIo } from './io.js';
import { lspCommand } from './lsp.js';
import { rulesCommand } from './rules.js';
import { scaffoldCommand } from './scaffold.js';
import { CannotRun } from './targets.js';
import { threatsCommand } from './threats.js';
import { tuneForOneRun } from './tuning.js';

const COMMANDS = [
  checkCommand,
  baselineCommand,
  fixCommand,
  inventoryCommand,
  threatsCommand,
  rulesCommand,
  scaffoldCommand,
  lspCommand,
];

const WORDS = {
  about: 'Secure API design: finds insecure designs in OpenAPI documents and route code, and repairs them',
  file: 'this file cannot be read or written',
};

/** Runs one command; gives the exit code: 0 clean, 1 findings, 2 could not run. */
export async function main(args: readonly string[], io: Io): Promise<number> {
  let code = 0;
  const top = program(io, (result) => {
    code = result;
  });
  try {
    await top.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    io.err(`${reasonOf(error)}\n`);
    return 2;
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof CannotRun) return error.message;
  const file = error instanceof Error && 'path' in error ? String(error.path) : undefined;
  return file === undefined ? String(error) : `${file}: ${WORDS.file}`;
}

function program(io: Io, done: Cli['done']): Command {
  const top = new Command('portcullis').description(WORDS.about).version(manifest.version).exitOverride();
  top.configureOutput({ writeOut: io.out, writeErr: io.err });
  // Commands below commands have options of the same names.
  top.enablePositionalOptions();
  const command: Cli['command'] = (name, about) => {
    const made = top.command(name).description(about).exitOverride();
    return made.configureOutput({ writeOut: io.out, writeErr: io.err });
  };
  for (const add of COMMANDS) add({ io, command, done });
  return top;
}

if (require.main === module) {
  // The language server runs for hours.
  if (process.argv[2] !== 'lsp') tuneForOneRun();
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
