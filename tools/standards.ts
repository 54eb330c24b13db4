/** The end of each address in the OWASP API Security Top 10 of 2023, from API1 on. */
const OWASP = [
  '0xa1-broken-object-level-authorization',
  '0xa2-broken-authentication',
  '0xa3-broken-object-property-level-authorization',
  '0xa4-unrestricted-resource-consumption',
  '0xa5-broken-function-level-authorization',
  '0xa6-unrestricted-access-to-sensitive-business-flows',
  '0xa7-server-side-request-forgery',
  '0xa8-security-misconfiguration',
  '0xa9-improper-inventory-management',
  '0xaa-unsafe-consumption-of-apis',
];

/** A standard as a Markdown link, or as it is written where no address is known. */
export function standardLink(standard: string): string {
  const address = addressOf(standard);
  return address === undefined ? standard : `[${standard}](${address})`;
}

function addressOf(standard: string): string | undefined {
  const api = OWASP[Number(/^API(\d+):2023$/.exec(standard)?.[1]) - 1];
  if (api !== undefined) return `https://owasp.org/API-Security/editions/2023/en/${api}/`;
  const cwe = /^CWE-(\d+)$/.exec(standard)?.[1];
  if (cwe !== undefined) return `https://cwe.mitre.org/data/definitions/${cwe}.html`;
  const rfc = /^RFC (\d+)\b/.exec(standard)?.[1];
  return rfc === undefined ? undefined : `https://www.rfc-editor.org/rfc/rfc${rfc}`;
}
