const PLACES: ReadonlyMap<string, number> = new Map([
  ['add_task', 0],
  ['to_thread', 0],
  ['submit', 0],
  ['run_in_executor', 1],
]);

/** Names of what runs a function of Python later or elsewhere. */
export const LATER_CALLS: readonly string[] = [...PLACES.keys()];

/** The place among its arguments of the function that it runs; undefined of any other name. */
export function runsLater(name: string): number | undefined {
  return PLACES.get(name);
}
