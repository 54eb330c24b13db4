import type { Finding, Severity } from '../rule/finding.js';
import type { Rule } from '../rule/rule.js';
import type { Position, Range } from '../text/span.js';

/** A file as SARIF names it, with all that was found in it. */
export interface SarifFile {
  /** Relative to the root of the run, with '/'. */
  readonly name: string;
  readonly uri: string;
  readonly findings: readonly Finding[];
  /** Silenced by an allow comment or extension. */
  readonly suppressed: readonly Finding[];
  positionAt(offset: number): Position;
}

export interface SarifSetting {
  /** Of the product. */
  readonly version: string;
  readonly rules: readonly Rule[];
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
  /** The edits of one fix, by file; empty when it cannot be made now. */
  fix(finding: Finding, index: number): readonly SarifEdit[];
  /** Name and positions of any file that a place or an edit may lie in. */
  fileOf(uri: string): Pick<SarifFile, 'name' | 'positionAt'> | undefined;
}

export interface SarifEdit {
  readonly uri: string;
  readonly range: Range;
  readonly text: string;
}

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const FINGERPRINT = 'portcullis/v1';
const WORDS = { skipped: 'Skipped: {reason}.' };

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
};

/** GitHub ranks security findings by this number, 0 to 10, where it is given. */
const SCORES: Readonly<Record<Severity, string>> = { error: '8.0', warning: '5.5', info: '3.0', hint: '1.0' };

/** One run as a SARIF 2.1.0 log (OASIS, 2020): columns count UTF-16 units from 1, ends are exclusive. */
export function sarif(files: readonly SarifFile[], setting: SarifSetting) {
  const indexes = new Map(setting.rules.map(({ id }, index) => [id, index]));
  const results = files.flatMap((file) => [
    ...file.findings.map((finding) => resultOf(file, finding, indexes, setting)),
    ...file.suppressed.map((finding) => ({
      ...resultOf(file, finding, indexes, setting),
      suppressions: [{ kind: 'inSource', ...(finding.allowed ? { justification: finding.allowed } : {}) }],
    })),
  ]);
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Portcullis',
            semanticVersion: setting.version,
            rules: setting.rules.map(ruleOf),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: setting.skipped.map(({ file, reason }) => ({
              level: 'warning',
              message: { text: WORDS.skipped.replace('{reason}', reason) },
              locations: [{ physicalLocation: { artifactLocation: artifact(file) } }],
            })),
          },
        ],
        results,
      },
    ],
  };
}

function ruleOf(rule: Rule) {
  const why = rule.why.replace(/\s+/g, ' ').trim();
  return {
    id: rule.id,
    shortDescription: { text: rule.title },
    fullDescription: { text: why },
    help: { text: why },
    defaultConfiguration: { level: LEVELS[rule.severity], enabled: rule.profile === 'recommended' },
    properties: {
      tags: ['security', ...rule.standards, ...rule.practices],
      'security-severity': rule.weight === 'exposure' ? SCORES[rule.severity] : SCORES.hint,
    },
  };
}

function resultOf(
  file: SarifFile,
  finding: Finding,
  indexes: ReadonlyMap<string, number>,
  setting: SarifSetting,
) {
  const fixes = finding.fixes.flatMap(({ title }, index) =>
    fixOf(title, setting.fix(finding, index), setting),
  );
  return {
    ruleId: finding.rule,
    ruleIndex: indexes.get(finding.rule) ?? -1,
    level: LEVELS[finding.severity],
    message: { text: finding.message },
    locations: [
      {
        ...locationOf(file, finding.place.range),
        ...(finding.pointer === undefined
          ? {}
          : { logicalLocations: [{ fullyQualifiedName: finding.pointer, kind: 'element' }] }),
      },
    ],
    ...relatedOf(finding, setting),
    partialFingerprints: { [FINGERPRINT]: finding.fingerprint },
    ...(fixes.length > 0 ? { fixes } : {}),
    ...(finding.endpoint === undefined ? {} : { properties: { endpoint: finding.endpoint } }),
  };
}

function relatedOf(finding: Finding, { fileOf }: SarifSetting) {
  const relatedLocations = finding.related.flatMap(({ message, place }, id) => {
    const file = fileOf(place.uri);
    return file ? [{ id, ...locationOf(file, place.range), message: { text: message } }] : [];
  });
  return relatedLocations.length > 0 ? { relatedLocations } : {};
}

function fixOf(title: string, edits: readonly SarifEdit[], { fileOf }: SarifSetting) {
  const changes = [...new Set(edits.map(({ uri }) => uri))].map((uri) => {
    const file = fileOf(uri);
    return file && { file, edits: edits.filter((edit) => edit.uri === uri) };
  });
  // A fix with a piece left out would be another fix.
  const whole = changes.flatMap((change) => change ?? []);
  if (whole.length === 0 || whole.length < changes.length) return [];
  const artifactChanges = whole.map(({ file, edits: own }) => ({
    artifactLocation: artifact(file.name),
    replacements: own.map(({ range, text }) => ({
      deletedRegion: regionOf(file, range),
      insertedContent: { text },
    })),
  }));
  return [{ description: { text: title }, artifactChanges }];
}

function locationOf(file: Pick<SarifFile, 'name' | 'positionAt'>, range: Range) {
  return { physicalLocation: { artifactLocation: artifact(file.name), region: regionOf(file, range) } };
}

function regionOf({ positionAt }: Pick<SarifFile, 'positionAt'>, { start, end }: Range) {
  const from = positionAt(start);
  const to = positionAt(end);
  return {
    startLine: from.line + 1,
    startColumn: from.character + 1,
    endLine: to.line + 1,
    endColumn: to.character + 1,
  };
}

/** A relative URI reference: what a URI gives a meaning to is escaped, and so is a first segment with a colon. */
function artifact(name: string) {
  const escaped = name.split('/').map(encodeURIComponent).join('/');
  return { uri: escaped, uriBaseId: '%SRCROOT%' };
}
