import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from './bundle.mjs';

const FILE = 'THIRD-PARTY-NOTICES.md';
/** Copied into dist/ as they are, so no bundle names them. */
const COPIED = ['node_modules/@vscode/tree-sitter-wasm'];

/**
 * Writes the licences of every package that is part of what is shipped, as esbuild's metafiles name them.
 * @param {{ check?: boolean }} [options]
 * @returns {Promise<string[]>} the file when it differed
 */
export async function notices({ check = false } = {}) {
  const metafiles = await bundle({ write: false });
  const inputs = Object.values(metafiles).flatMap((metafile) => Object.keys(metafile.inputs));
  const text = page([...new Set([...COPIED, ...inputs.map(packageFolder).filter(Boolean)])].map(readPackage));
  if (existsSync(FILE) && readFileSync(FILE, 'utf8') === text) return [];
  if (!check) writeFileSync(FILE, text);
  return [FILE];
}

/** 'node_modules/a/node_modules/@b/c/lib/x.js' lies in 'node_modules/a/node_modules/@b/c'. */
function packageFolder(input) {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input.replace(/^\w+:/, ''))?.[0];
}

function readPackage(folder) {
  const {
    name,
    version,
    license = 'see below',
  } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).filter((file) => /^(?:licen[cs]e|notice|copying)/i.test(file));
  const text = files
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  return { name, version, license, text: text.join('\n\n') };
}

function page(packages) {
  const sorted = packages.sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1));
  const parts = sorted.map(({ name, version, license, text }) => {
    const body = text ? `\`\`\`text\n${text}\n\`\`\`\n` : 'The package ships no licence text of its own.\n';
    return `## ${name} ${version}\n\nLicence: ${license}\n\n${body}`;
  });
  return `# Third-party notices\n\nPortcullis ships code of these packages. Written by \`npm run generate\`.\n\n${parts.join('\n')}`;
}
