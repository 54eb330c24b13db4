/** The name that hosts look for in a workspace folder. */
export const BASELINE_FILE = 'portcullis-baseline.json';

/** Whether the file keeps what was accepted before, by its name. */
export function isBaseline(uri: string): boolean {
  return uri.endsWith(`/${BASELINE_FILE}`);
}
