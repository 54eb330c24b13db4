/** Calls that may check or cut what they are handed: by then it is no longer what the caller sent. */
export const NARROWING = /valid|parse|schema|sanitiz|\bpick\b|whitelist|allowed|matchedData|check_?fields/i;
