/** Text that is SQL whatever stands around it. */
const SQL =
  /\b(?:select\b[\s\S]*\bfrom|insert\s+into|update\b[\s\S]*\bset|delete\s+from|merge\s+into|replace\s+into|drop\s+table|alter\s+table|truncate\s+table|call\s+\w+\s*\()|^\s*(?:where|order\s+by|and|or|from\s+[A-Z]\w*)\b/i;

/** Whether a text is SQL, or a part of it. */
export function readsAsSql(text: string): boolean {
  return SQL.test(text);
}
