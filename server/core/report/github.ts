import type { Severity } from '../rule/finding.js';
import type { CheckJson } from './check-json.js';
import { printable } from './text.js';

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
  hint: 'notice',
};
const WORDS = { skipped: 'Skipped: {reason}.' };

/** Workflow commands that GitHub Actions turns into annotations; one line each (docs.github.com, "Workflow commands"). */
export function githubAnnotations({ findings, skipped }: CheckJson): string {
  const lines = findings.map(({ severity, file, line, column, endLine, endColumn, rule, message }) => {
    // GitHub takes columns only for a stretch of one line, and its last column is part of it.
    const columns =
      line === endLine ? { col: column, endColumn: Math.max(column, endColumn - 1) } : undefined;
    return command(COMMANDS[severity], { file, line, endLine, ...columns, title: rule }, message);
  });
  const left = skipped.map(({ file, reason }) =>
    command('warning', { file }, WORDS.skipped.replace('{reason}', reason)),
  );
  return [...lines, ...left].map((one) => `${one}\n`).join('');
}

function command(
  name: string,
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string {
  const given = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${name} ${given.join(',')}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  const lines = text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  return printable(lines);
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
