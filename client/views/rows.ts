import {
  type Command,
  type Position,
  Range,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  type Uri,
} from 'vscode';
import type {
  InventoryFinding,
  InventoryItem,
  InventorySource,
  PositionParams,
  Spot,
} from '../../server/lsp/protocol.js';
import { WORDS } from '../words.js';
import { decorated } from './decorations.js';

/** One line of the tree with what opens below it. */
export interface Row {
  readonly item: TreeItem;
  readonly children: readonly Row[];
}

/** Turns what the server says into what VS Code takes. */
export interface Toolbox {
  uri(text: string): Uri;
  position(position: PositionParams['position']): Position;
}

type Severity = InventoryFinding['severity'];

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info', 'hint'];
const ICONS: Readonly<Record<Severity, ThemeIcon>> = {
  error: new ThemeIcon('error', new ThemeColor('problemsErrorIcon.foreground')),
  warning: new ThemeIcon('warning', new ThemeColor('problemsWarningIcon.foreground')),
  info: new ThemeIcon('info', new ThemeColor('problemsInfoIcon.foreground')),
  hint: new ThemeIcon('lightbulb'),
};
const DRIFT = new ThemeIcon('git-compare', new ThemeColor('problemsWarningIcon.foreground'));
const CLEAN = new ThemeIcon('pass', new ThemeColor('testing.iconPassed'));
const DOCUMENTED = new ThemeIcon('book');
const IMPLEMENTED = new ThemeIcon('code');

export function folderRow(id: string, name: string, children: readonly Row[]): Row {
  const item = new TreeItem(name, TreeItemCollapsibleState.Expanded);
  item.iconPath = new ThemeIcon('root-folder');
  item.id = `folder ${id}`;
  return { item, children };
}

export function itemRows(endpoints: readonly InventoryItem[], toolbox: Toolbox): readonly Row[] {
  return endpoints.map((endpoint) => itemRow(endpoint, toolbox));
}

function itemRow(endpoint: InventoryItem, toolbox: Toolbox): Row {
  const { id, method, path, documented, implemented, findings } = endpoint;
  const item = new TreeItem(`${method} ${path}`, TreeItemCollapsibleState.Collapsed);
  const worst = SEVERITIES.find((severity) => findings.some((finding) => finding.severity === severity));
  item.id = id;
  item.description = summaryOf(endpoint);
  item.iconPath = findings.some(({ drift }) => drift) ? DRIFT : worst ? ICONS[worst] : CLEAN;
  item.resourceUri = decorated(id, findings.length, worst);
  item.tooltip = [item.label, item.description, ...findings.map(({ message }) => message)].join('\n');
  const [first] = [...documented, ...implemented];
  if (first) item.command = opening(first, toolbox);
  const children = [
    ...documented.map((source) => sourceRow(source, DOCUMENTED, toolbox)),
    ...implemented.map((source) => sourceRow(source, IMPLEMENTED, toolbox)),
    ...findings.map((finding) => findingRow(finding, toolbox)),
  ];
  return { item, children };
}

/** Who may call it as documented, and what guards it in code; of a call that the API makes, how receivers know it. */
function summaryOf({ documented, implemented, outbound }: InventoryItem): string {
  const words = (sources: readonly InventorySource[], none: string): string =>
    [...new Set(sources.map((source) => source.words))].join(' / ') || none;
  if (outbound) return `${WORDS.webhook} · ${words(documented, WORDS.undocumented)}`;
  return `${words(documented, WORDS.undocumented)} · ${words(implemented, WORDS.unimplemented)}`;
}

function sourceRow(source: InventorySource, icon: ThemeIcon, toolbox: Toolbox): Row {
  const item = new TreeItem(`${source.name}:${source.position.line + 1}`);
  item.description = source.words;
  item.iconPath = icon;
  item.tooltip = icon === DOCUMENTED ? WORDS.documented : WORDS.implemented;
  item.command = opening(source, toolbox);
  return { item, children: [] };
}

function findingRow(finding: InventoryFinding, toolbox: Toolbox): Row {
  const item = new TreeItem(finding.message);
  item.description = finding.rule;
  item.iconPath = finding.drift ? DRIFT : ICONS[finding.severity];
  item.tooltip = `${finding.message}\n${finding.rule}`;
  item.command = opening(finding, toolbox);
  return { item, children: [] };
}

function opening({ uri, position }: Spot, toolbox: Toolbox): Command {
  const at = toolbox.position(position);
  return {
    command: 'vscode.open',
    title: WORDS.open,
    arguments: [toolbox.uri(uri), { selection: new Range(at, at) }],
  };
}
