import { isPlaceholder } from './secrets.js';
import { insideHost } from './urls.js';

/** An address that asks for no encryption: the host, and the setting that says so. */
export interface OpenDatabase {
  readonly host: string;
  readonly setting: string;
  /** The same setting, so that it asks for encryption. */
  readonly encrypted: string;
}

/**
 * The database on another machine that an address opens without encryption. Undefined where it says nothing of the kind,
 * or where the host is the same machine, a container beside it, inside a network of its own, or put in later.
 */
export function openDatabase(address: string): OpenDatabase | undefined {
  const [, host = ''] = DATABASE.exec(address) ?? [];
  if (!host.includes('.') || LOCAL.test(host) || insideHost(host.toLowerCase()) || isPutInLater(host))
    return undefined;
  const [, setting] = OFF.exec(address) ?? [];
  if (setting === undefined) return undefined;
  const [name = '', value = ''] = setting.split('=');
  return { host, setting, encrypted: `${name}=${ENCRYPTED.get(value.toLowerCase()) ?? 'true'}` };
}

/** The domains for examples (RFC 2606) stand for one's own: what a setting says of a host there, it says of the real one. */
function isPutInLater(host: string): boolean {
  return isPlaceholder(host.replace(/\.example\.(?:com|net|org)$/i, ''));
}

/** Whether a text is worth a look: most hold no address. */
export function mayOpenDatabase(text: string): boolean {
  return text.includes('://') && OFF.test(text);
}

/** Of drivers of Java, with or without reactive ones, and of others; the default of a variable stands for it. */
const DATABASE =
  /^(?:\$\{[\w.-]+:)?(?:(?:jdbc|r2dbc):)?(?:mysql|mariadb|postgres(?:ql)?|sqlserver|mssql|mongodb(?:\+srv)?)(?:[+:][\w:-]+)?:\/\/(?:[^@/\s]*@)?(?:\$\{[\w.-]+:)?([\w.-]+)/i;

const LOCAL = /^(?:127\.|0\.0\.0\.0)/;

const OFF = /[?&;](useSSL=false|encrypt=false|(?:ssl|tls)=false|ssl-?mode=disabled?)(?=$|[&;}])/i;

/** By the value that turns it off, one that also checks who answers, where there is one. */
const ENCRYPTED: ReadonlyMap<string, string> = new Map([
  ['false', 'true'],
  ['disable', 'verify-full'],
  ['disabled', 'VERIFY_IDENTITY'],
]);
