import { FileDecoration, type FileDecorationProvider, ThemeColor, Uri } from 'vscode';
import type { InventoryFinding } from '../../server/lsp/protocol.js';
import { WORDS } from '../words.js';

const SCHEME = 'portcullis-endpoint';
/** A badge has room for two characters. */
const MOST = 9;

const COLORS: ReadonlyMap<string | null, ThemeColor> = new Map([
  ['error', new ThemeColor('list.errorForeground')],
  ['warning', new ThemeColor('list.warningForeground')],
]);

/** The address of an endpoint, which says how it is decorated. */
export function decorated(
  id: string,
  findings: number,
  worst: InventoryFinding['severity'] | undefined,
): Uri {
  const query = new URLSearchParams({ findings: String(findings), worst: worst ?? '' });
  return Uri.from({ scheme: SCHEME, path: `/${id}`, query: query.toString() });
}

/** The number of findings behind an endpoint of the tree, in the color of the worst. */
export const decorations: FileDecorationProvider = {
  provideFileDecoration({ scheme, query }) {
    const about = new URLSearchParams(query);
    const findings = Number(about.get('findings'));
    if (scheme !== SCHEME || !(findings > 0)) return undefined;
    const badge = findings > MOST ? `${MOST}+` : String(findings);
    return new FileDecoration(badge, WORDS.flawed, COLORS.get(about.get('worst')));
  },
};
