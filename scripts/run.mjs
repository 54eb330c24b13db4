// Runs a command of build.mjs after installing what is missing.
import { installPackages, run } from './prepare.mjs';

installPackages();
process.exitCode = run(process.execPath, ['build.mjs', ...process.argv.slice(2)]) ? 0 : 1;
