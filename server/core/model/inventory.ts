import type { ApiModel, Endpoint, EndpointEntry } from './types.js';

/** Endpoints joined by method and shape, sorted by path, then method. */
export function documentModel(documented: readonly Endpoint[]): ApiModel {
  const entries = new Map<string, { readonly key: string; readonly documented: Endpoint[] }>();
  for (const endpoint of documented) {
    const key = `${endpoint.method} ${endpoint.shape}`;
    const entry = entries.get(key);
    if (entry) entry.documented.push(endpoint);
    else entries.set(key, { key, documented: [endpoint] });
  }
  const endpoints: EndpointEntry[] = [...entries.values()].map((entry) => ({ ...entry, implemented: [] }));
  return { endpoints: endpoints.sort((a, b) => order(sortKey(a), sortKey(b))) };
}

function sortKey({ key }: EndpointEntry): string {
  const [method = '', path = ''] = key.split(' ');
  return `${path} ${method}`;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
