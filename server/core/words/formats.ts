/** Formats whose texts cannot be long: RFC 3339 dates, RFC 4122 ids, addresses, and base types that formats borrow. */
const BOUNDED: ReadonlySet<string> = new Set([
  ...['date', 'date-time', 'time', 'duration', 'partial-time', 'full-date', 'full-time', 'year', 'month'],
  ...[
    'uuid',
    'guid',
    'ulid',
    'ipv4',
    'ipv6',
    'ip',
    'mac',
    'cidr',
    'email',
    'idn-email',
    'hostname',
    'idn-hostname',
  ],
  ...[
    'int32',
    'int64',
    'float',
    'double',
    'decimal',
    'currency',
    'country',
    'country-code',
    'iso-4217',
    'iso-3166',
  ],
]);

/** Formats of files: their size is limited by the media type's handling, not by `maxLength`. */
const BINARY: ReadonlySet<string> = new Set(['binary', 'byte', 'base64', 'base64url']);

/** Whether the format itself keeps the text short. */
export function isBoundedFormat(format: string | undefined): boolean {
  return format !== undefined && BOUNDED.has(format.toLowerCase());
}

/** Whether the format says that the text is a file or encoded bytes. */
export function isBinaryFormat(format: string | undefined): boolean {
  return format !== undefined && BINARY.has(format.toLowerCase());
}
