import { deepEqual, equal, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv-draft-04';
import { RULES } from '../../rules/index.js';
import { folderOf } from '../support/folder.js';
import { sharedFolder } from '../support/shared.js';
import { api, checked, run } from './support.js';

const FILES = {
  'docs/a b.yaml': `${api('  /x: { delete: { security: [], responses: {} } }', 'http')}# portcullis-allow crypto/*: none\n`,
  'silenced.yaml': api('  {}', 'http').replace(
    'servers:',
    '# portcullis-allow crypto/server-http: a test\nservers:',
  ),
};

async function log(folder: string) {
  const { out } = await run(folder, 'check', '.', '--format', 'sarif');
  return JSON.parse(out);
}

describe('SARIF', () => {
  it('has a result for each finding, and silenced ones as suppressed', async () => {
    const folder = folderOf(FILES);
    const [only] = (await log(folder)).runs;
    const { findings, summary } = await checked(folder, '.');
    const open = only.results.filter((one: { suppressions?: unknown }) => !one.suppressions);
    deepEqual(
      open.map((one: { ruleId: string; partialFingerprints: Record<string, string> }) => [
        one.ruleId,
        one.partialFingerprints['portcullis/v1'],
      ]),
      findings.map(({ rule, fingerprint }) => [rule, fingerprint]),
    );
    equal(only.results.length - open.length, summary.suppressed);
    ok(summary.suppressed > 0);
    const silenced = only.results.find((one: { suppressions?: unknown }) => one.suppressions);
    deepEqual(silenced.suppressions, [{ kind: 'inSource', justification: 'a test' }]);
    equal(only.tool.driver.rules.length, RULES.length);
    for (const { ruleId, ruleIndex } of only.results) equal(only.tool.driver.rules[ruleIndex].id, ruleId);
  });

  it('names files by escaped relative URIs, places by lines and UTF-16 columns, and has the edits of fixes', async () => {
    const [only] = (await log(folderOf(FILES))).runs;
    const http = only.results.find(
      (one: { ruleId: string; suppressions?: unknown }) =>
        one.ruleId === 'crypto/server-http' && !one.suppressions,
    );
    const { artifactLocation, region } = http.locations[0].physicalLocation;
    deepEqual(artifactLocation, { uri: 'docs/a%20b.yaml', uriBaseId: '%SRCROOT%' });
    const line = FILES['docs/a b.yaml'].split('\n')[region.startLine - 1] ?? '';
    const quoted = line.slice(region.startColumn - 1, region.endColumn - 1);
    equal(quoted, "'http://api.example.com'");
    const [change] = http.fixes[0].artifactChanges;
    deepEqual(change.artifactLocation, artifactLocation);
    const [{ deletedRegion, insertedContent }] = change.replacements;
    equal(deletedRegion.startLine, region.startLine);
    equal(insertedContent.text, "'https://api.example.com'");
  });

  it('is valid against the schema of OASIS', async function () {
    const shared = sharedFolder();
    if (!shared) return this.skip();
    const schema = JSON.parse(readFileSync(join(shared, 'schemas/sarif-2.1.0.schema.json'), 'utf8'));
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
    for (const folder of [
      folderOf(FILES),
      join(process.cwd(), 'examples'),
      join(shared, 'corpus/oai-v2-petstore-separate'),
    ])
      ok(validate(await log(folder)), JSON.stringify(validate.errors?.slice(0, 3)));
    ok(!validate({ version: '2.1.0', runs: [{}] }));
  });
});

describe('annotations for GitHub', () => {
  it('are one line for each finding, with what would end them escaped', async () => {
    const folder = folderOf({ 'a,b:c.yaml': api('  /100%: { delete: { security: [], responses: {} } }') });
    const { out } = await run(folder, 'check', '.', '--format', 'github', '--rule', 'auth/*');
    const { findings } = await checked(folder, '.', '--rule', 'auth/*');
    equal(findings.length, 1);
    const [finding] = findings;
    ok(finding);
    equal(
      out,
      `::error file=a%2Cb%3Ac.yaml,line=${finding.line},endLine=${finding.line},col=${finding.column},` +
        `endColumn=${finding.endColumn - 1},title=auth/write-operation-unprotected::` +
        `${finding.message.replaceAll('%', '%25')}\n`,
    );
    ok(finding.message.includes('%'));
  });
});
