/** Methods that only read, by the registry of HTTP methods (RFC 9110 section 16.1.1), in capitals; `QUERY` is 3.2's. */
const READING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'QUERY', 'PROPFIND', 'REPORT', 'SEARCH']);

/** Methods that tell of the connection or of what may be asked, and 'ANY', which says nothing of either. */
const NEITHER: ReadonlySet<string> = new Set(['OPTIONS', 'TRACE', 'ANY']);

/** Whether a method gives data and changes none. */
export function reads(method: string): boolean {
  return READING.has(method);
}

/** Whether a method may change something: every one that is not known to leave all as it is. */
export function writes(method: string): boolean {
  return !READING.has(method) && !NEITHER.has(method);
}

/** Whether what is sent with a method becomes what is kept: a new object, or fields of one. */
export function sendsData(method: string): boolean {
  return method === 'POST' || method === 'PUT' || method === 'PATCH';
}
