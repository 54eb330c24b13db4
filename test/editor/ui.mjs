// The packaged extension in the browser UI: installs the .vsix into VS Code for the browser, looks at what a person sees,
// and takes the pictures of docs/images/ on the way (with --pictures).
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { installServer, serverNode } from '../../scripts/vscode-server.mjs';

const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');
const PATIENCE = 60_000;

const SETTINGS = {
  'workbench.startupEditor': 'none',
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'workbench.layoutControl.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'editor.fontSize': 14,
  'editor.minimap.enabled': false,
  'editor.stickyScroll.enabled': false,
  'explorer.compactFolders': false,
  'problems.showCurrentInStatus': false,
  'git.enabled': false,
  'window.commandCenter': false,
};

/** Walks through the extension as a person would; resolves to true when everything was there. */
export async function runUi({ vsix, pictures }) {
  const scratch = mkdtempSync(path.join(tmpdir(), 'portcullis-ui-'));
  const workspace = path.join(scratch, 'bookshop');
  cpSync(path.join(ROOT, 'examples'), workspace, { recursive: true });
  if (pictures) mkdirSync(pictures, { recursive: true });
  const stage = { scratch, workspace, home: installServer() };
  let editor;
  try {
    editor = await openEditor(stage, vsix);
    const shoot = (name) =>
      pictures ? editor.page.screenshot({ path: path.join(pictures, `${name}.png`) }) : undefined;
    await seeProblems(editor.page, shoot);
    await seeEndpoints(editor.page, shoot);
    await fixOne(editor.page, shoot, path.join(workspace, 'openapi.yaml'));
    await readReport(editor.page, shoot);
    console.log('  the packaged extension shows problems and endpoints, fixes one and opens the report');
    return true;
  } catch (problem) {
    console.error(problem);
    await editor?.page
      .screenshot({ path: path.join(tmpdir(), 'portcullis-ui-failure.png') })
      .catch(() => undefined);
    return false;
  } finally {
    await editor?.close();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function openEditor(stage, vsix) {
  const { base, stop } = await startServer(stage, vsix);
  const { host } = new URL(base);
  const browser = await createRequire(path.join(stage.home, 'package.json'))(
    'playwright-core',
  ).chromium.launch({
    executablePath: process.env.VSCODE_SHIM_CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    chromiumSandbox: false,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-sync',
    ],
  });
  const context = await browser.newContext({
    viewport: { width: 1360, height: 820 },
    deviceScaleFactor: 1.25,
  });
  // Nothing leaves the machine.
  await context.route(
    (url) => url.host !== host && /^https?:$/.test(url.protocol),
    (route) => route.abort(),
  );
  const page = await context.newPage();
  const file = `vscode-remote://${host}${path.join(stage.workspace, 'openapi.yaml')}`;
  const payload = encodeURIComponent(JSON.stringify([['openFile', file]]));
  await page.goto(`${base}/?folder=${encodeURIComponent(stage.workspace)}&payload=${payload}`);
  await page.waitForSelector('.monaco-editor .view-lines', { timeout: PATIENCE });
  return {
    page,
    async close() {
      await browser.close().catch(() => undefined);
      await stop();
    },
  };
}

async function startServer({ scratch, home }, vsix) {
  const node = serverNode(home);
  const entry = path.join(home, 'node_modules/code-server/out/node/entry.js');
  const config = path.join(scratch, 'config.yaml');
  const user = path.join(scratch, 'data/User');
  mkdirSync(user, { recursive: true });
  writeFileSync(config, 'auth: none\n');
  writeFileSync(path.join(user, 'settings.json'), JSON.stringify(SETTINGS));
  const folders = [
    '--user-data-dir',
    path.join(scratch, 'data'),
    '--extensions-dir',
    path.join(scratch, 'ext'),
  ];
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^VSCODE_(?!SHIM_)/.test(name)),
  );
  const common = [entry, ...folders, '--config', config];
  const install = spawnSync(node, [...common, '--install-extension', vsix], { encoding: 'utf8', env });
  if (!/was successfully installed/.test(install.stdout))
    throw new Error(`${install.stdout}\n${install.stderr}`);
  const quiet = ['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust'];
  const server = spawn(
    node,
    [
      ...common,
      '--auth',
      'none',
      '--bind-addr',
      '127.0.0.1:0',
      ...quiet,
      '--disable-getting-started-override',
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], detached: true, env },
  );
  return { base: await listening(server), stop: () => stopGroup(server) };
}

function listening(server) {
  return new Promise((resolve, reject) => {
    let log = '';
    const listen = (data) => {
      log += data;
      const match = /HTTP server listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(log);
      if (match) resolve(match[1]);
    };
    server.stdout.on('data', listen);
    server.stderr.on('data', listen);
    server.on('exit', () => reject(new Error(`the server ended: ${log}`)));
  });
}

async function stopGroup(server) {
  for (const signal of ['SIGTERM', 'SIGKILL']) {
    try {
      process.kill(-server.pid, signal);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** The squiggle, and the same finding among the problems. */
async function seeProblems(page, shoot) {
  await page.waitForSelector('.monaco-editor .squiggly-error', { timeout: PATIENCE });
  await page.locator('.monaco-editor .view-line', { hasText: 'title: Bookshop' }).first().click();
  await page.keyboard.press('Control+Shift+M');
  const rows = page.locator('.markers-panel .monaco-list-row');
  await rows
    .filter({ hasText: 'anyone on the way can copy and reuse it' })
    .first()
    .waitFor({ timeout: PATIENCE });
  await page.mouse.move(700, 300);
  await page.waitForTimeout(800);
  await shoot('problems');
  await page.keyboard.press('Control+J');
}

/** The tree of endpoints: one of them opened, with what was found about it; a click on its place opens it. */
async function seeEndpoints(page, shoot) {
  await page.locator('.activitybar .action-label[aria-label^="Portcullis"]').first().click();
  const rows = page.locator('.sidebar .monaco-list-row');
  const orders = rows.filter({ hasText: 'GET /orders' }).first();
  await orders.waitFor({ timeout: PATIENCE });
  await orders.locator('.monaco-tl-twistie').click();
  await rows.filter({ hasText: 'docs/auth-drift' }).first().waitFor({ timeout: PATIENCE });
  await widenSidebar(page);
  await rows.filter({ hasText: 'openapi.yaml:' }).first().click();
  await page.locator('.monaco-editor .view-line', { hasText: 'tags: [orders]' }).first().waitFor();
  await page.mouse.move(900, 700);
  await page.waitForTimeout(800);
  await shoot('inventory');
  await page.keyboard.press('Control+Shift+E');
  await page.locator('.monaco-editor .view-lines').first().click();
  await page.keyboard.press('Control+Home');
}

/** Room for what stands behind the names. */
async function widenSidebar(page) {
  const { x, y, width } = await page.locator('.part.sidebar').boundingBox();
  await page.mouse.move(x + width, y + 300);
  await page.mouse.down();
  await page.mouse.move(x + width + 240, y + 300, { steps: 8 });
  await page.mouse.up();
}

/** The light bulb's menu, the fix, and the file on disk after it. */
async function fixOne(page, shoot, file) {
  const line = page.locator('.monaco-editor .view-line', { hasText: 'url: http://api.bookshop' }).first();
  await askForFixes(page, line.getByText('http', { exact: false }).last());
  await page.waitForTimeout(500);
  await shoot('quick-fix');
  await page.keyboard.press('Enter');
  await page
    .locator('.monaco-editor .view-line', { hasText: 'https://api.bookshop' })
    .first()
    .waitFor({ timeout: PATIENCE });
  await page.keyboard.press('Control+S');
  const end = Date.now() + PATIENCE;
  while (!/url: https:\/\/api\.bookshop/.test(readFileSync(file, 'utf8'))) {
    if (Date.now() > end) throw new Error('the file on disk was not fixed');
    await page.waitForTimeout(100);
  }
}

/** The menu at a place of the text; VS Code shows none while it still asks, so that a person asks again. */
async function askForFixes(page, text) {
  const fix = page.locator('.action-widget .monaco-list-row', { hasText: 'https' }).first();
  const end = Date.now() + PATIENCE;
  for (;;) {
    await text.click();
    await page.keyboard.press('Control+.');
    const isShown = await fix.waitFor({ timeout: PATIENCE / 6 }).then(
      () => true,
      () => false,
    );
    if (isShown) return;
    if (Date.now() > end) throw new Error('the light bulb offers no fix');
    await page.keyboard.press('Escape');
  }
}

/** The command, and the diagram drawn in the preview. */
async function readReport(page, shoot) {
  await page.keyboard.press('F1');
  await page.waitForSelector('.quick-input-widget input', { timeout: PATIENCE });
  await page.keyboard.type('Portcullis: Threat model this API');
  await page
    .locator('.quick-input-list .monaco-list-row', { hasText: 'Threat model this API' })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.tab', { hasText: 'Threat model' }).first().waitFor({ timeout: PATIENCE });
  const diagram = await drawn(page);
  await page.waitForTimeout(1000);
  await shoot('threat-report');
  if (!diagram) throw new Error('the preview shows no diagram');
}

/** True once some frame of the preview holds a drawn diagram. */
async function drawn(page) {
  const end = Date.now() + PATIENCE;
  while (Date.now() < end) {
    for (const frame of page.frames()) {
      if (
        await frame
          .locator('.mermaid svg, svg[id^="mermaid"]')
          .count()
          .catch(() => 0)
      )
        return true;
    }
    await page.waitForTimeout(200);
  }
  return false;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const pictures = process.argv.includes('--pictures') ? path.join(ROOT, 'docs/images') : undefined;
  const vsix = path.resolve(process.argv.slice(2).find((argument) => argument.endsWith('.vsix')) ?? '');
  const passed = await runUi({ vsix, pictures });
  const counts = process.env.PORTCULLIS_COUNTS;
  const result = { passes: passed ? 1 : 0, failures: passed ? 0 : 1 };
  if (counts) writeFileSync(path.join(counts, 'packaged.json'), JSON.stringify(result));
  process.exitCode = passed ? 0 : 1;
}
