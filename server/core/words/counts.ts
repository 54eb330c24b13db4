/** Names of what is counted; where the type of a field is out of sight, one of this name is a number. */
const COUNTS =
  /^(?:\w+_)?(?:limit|offset|page|page_?size|size|count|skip|top|year|month|day)$|(?:Limit|Offset|Page|Size|Count)$/;

export function isCountName(name: string): boolean {
  return COUNTS.test(name);
}
