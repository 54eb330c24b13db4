import type { Change } from '../../server/core/rule/change.js';
import type { FixOffer } from '../../server/core/rule/rule.js';
import type { CallView, FaultEntry, FaultView } from '../../server/core/rule/views.js';

/**
 * Whom messages are for that stand beside a trace; where nobody can tell, both ways are offered. `below`: what is computed
 * as a status, by which a condition can tell.
 */
export type Readers = 'developers' | 'callers' | 'unknown' | { readonly below: string };

/** Keeps a fault from callers, and what it says where that is not for them. */
export function fixesFor(
  fault: FaultView,
  language: CallView['language'],
  readers: Readers,
): readonly FixOffer[] {
  const all = withoutFault(fault, language, true);
  const traces = withoutFault(fault, language, false);
  if (readers === 'developers') return all;
  if (readers === 'callers') return traces;
  const both = all[0]?.fix === traces[0]?.fix ? all : [...all, ...traces];
  return readers === 'unknown' ? both : [...onCondition(fault, language, readers.below), ...both];
}

/** Leaves a message to those whose fault it is, and takes out what is for nobody. */
function onCondition(fault: FaultView, language: CallView['language'], status: string): readonly FixOffer[] {
  const entries = fault.entries();
  const told = entries.filter(({ tells }) => tells !== undefined);
  const kept = heldBy(told);
  if (kept?.tells !== 'message') return [];
  const sentence = sentenceIn(language);
  const { text } = kept.fault;
  const by =
    language === 'python'
      ? `${text} if ${status} < 500 else ${sentence}`
      : `${status} < 500 ? ${text} : ${sentence}`;
  return offer('below', [inPlace(kept, by), ...removed(entries, told, kept)]);
}

function sentenceIn(language: CallView['language']): string {
  return language === 'python' || language === 'java' ? '"Internal error"' : "'Internal error'";
}

/** Keeps a fault from callers; `messages`: what it says is not for them either. */
function withoutFault(
  fault: FaultView,
  language: CallView['language'],
  messages: boolean,
): readonly FixOffer[] {
  const sentence = sentenceIn(language);
  const entries = fault.entries();
  if (entries.length === 0) {
    const all = [fault, ...(messages ? fault.others() : [])];
    return offer(
      'plain',
      all.map((text) => ({ text, by: sentence })),
    );
  }
  const told = entries.filter(({ tells }) => tells === 'stack' || (messages && tells !== undefined));
  const kept = heldBy(told);
  if (kept !== undefined) return offer('plain', [inPlace(kept, sentence), ...removed(entries, told, kept)]);
  if (told.length < entries.length) return offer('drop', removed(entries, told));
  const [first] = told;
  if (first === undefined) return [];
  const key = language === 'python' ? '"error"' : 'error';
  return offer('plain', [{ text: first, by: `${key}: ${sentence}` }, ...removed(entries, told, first)]);
}

function offer(fix: string, changes: readonly Change[]): readonly FixOffer[] {
  return [{ fix, changes: () => changes }];
}

/** The entry that goes on with a sentence: a message before a whole fault, and no trace. */
function heldBy(told: readonly FaultEntry[]): FaultEntry | undefined {
  const named = told.filter(({ spread }) => !spread);
  return named.find(({ tells }) => tells === 'message') ?? named.find(({ tells }) => tells === 'all');
}

function inPlace({ fault, short }: FaultEntry, sentence: string): Change {
  return { text: fault, by: short ? `${fault.text}: ${sentence}` : sentence };
}

/** Takes entries out with what parts them from others; those side by side at once, as changes must not meet. */
function removed(
  entries: readonly FaultEntry[],
  told: readonly FaultEntry[],
  kept?: FaultEntry,
): readonly Change[] {
  const changes: Change[] = [];
  const goes = (one: FaultEntry | undefined) => one !== undefined && one !== kept && told.includes(one);
  for (let from = 0; from < entries.length; from += 1) {
    if (!goes(entries[from])) continue;
    let to = from;
    while (goes(entries[to + 1])) to += 1;
    changes.push(...cut(entries, from, to));
    from = to;
  }
  return changes;
}

function cut(entries: readonly FaultEntry[], from: number, to: number): readonly Change[] {
  const [first, last, before, next] = [entries[from], entries[to], entries[from - 1], entries[to + 1]];
  if (first === undefined || last === undefined) return [];
  const { leaf, endLeaf } = first;
  const start = next === undefined ? before?.end : first.start;
  const end = next === undefined ? last.end : next.start;
  return start === undefined ? [] : [{ text: { leaf, start, endLeaf, end }, by: '' }];
}
