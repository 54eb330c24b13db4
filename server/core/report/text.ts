import type { CheckJson, FindingJson } from './check-json.js';

const WORDS = {
  clean: 'No findings',
  suppressed: 'suppressed',
  baselined: 'known from the baseline',
  skipped: 'skipped',
  fixable: 'can be fixed safely: portcullis fix',
};

/** What `check` prints for a person: findings by file, then one line of totals. `mayFix`: `fix` would write the file. */
export function checkText(
  { findings, summary, skipped }: CheckJson,
  mayFix: (file: string) => boolean,
): string {
  const lines: string[] = [];
  for (const file of new Set(findings.map((finding) => finding.file))) {
    const inFile = findings.filter((finding) => finding.file === file);
    lines.push(printable(file), ...table(inFile), '');
  }
  for (const { file, reason } of skipped) lines.push(skippedLine(file, reason));
  const fixable = findings.filter(
    ({ file, fixes }) => mayFix(file) && fixes.some(({ safety }) => safety === 'safe'),
  );
  lines.push(totals(summary, { skipped: skipped.length, fixable: fixable.length }));
  return `${lines.join('\n')}\n`;
}

/** What is said of a file that was left out. */
export function skippedLine(file: string, reason: string): string {
  return printable(`${file}: ${WORDS.skipped}, ${reason}`);
}

function table(findings: readonly FindingJson[]): readonly string[] {
  const places = findings.map(({ line, column }) => `${line}:${column}`);
  const width = Math.max(...places.map(({ length }) => length));
  return findings.map(({ severity, message, rule }, index) => {
    const place = (places[index] ?? '').padStart(width);
    return printable(`  ${place}  ${severity.padEnd(7)}  ${message}  ${rule}`);
  });
}

function totals(
  summary: CheckJson['summary'],
  { skipped, fixable }: { readonly skipped: number; readonly fixable: number },
): string {
  const counts = Object.entries(summary.bySeverity).filter(([, count]) => count > 0);
  const found = counts.map(([severity, count]) => plural(count, severity)).join(', ') || WORDS.clean;
  const routes = summary.routes > 0 ? `, ${plural(summary.routes, 'route')}` : '';
  const calls = summary.webhooks ? `, ${plural(summary.webhooks, 'webhook')}` : '';
  const served = `${plural(summary.files, 'file')}, ${plural(summary.operations, 'operation')}`;
  const scope = `${served}${calls}${routes}`;
  const suppressed = summary.suppressed > 0 ? `, ${summary.suppressed} ${WORDS.suppressed}` : '';
  const known = summary.baselined ? `, ${summary.baselined} ${WORDS.baselined}` : '';
  const left = skipped > 0 ? `, ${plural(skipped, 'file')} ${WORDS.skipped}` : '';
  const fix = fixable > 0 ? `; ${fixable} ${WORDS.fixable}` : '';
  return `${found} in ${scope}${suppressed}${known}${left}${fix}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Text of a document may hold codes that a terminal obeys. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ');
}
