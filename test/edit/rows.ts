import assert from 'node:assert/strict';
import { dedent, edited, type Make } from './support.js';

/** An edit, and the text after it. */
export interface Row {
  readonly name: string;
  readonly before: string;
  readonly make: Make;
  /** Undefined: refused. */
  readonly after: string | undefined;
}

/** Holds each edit against what it should give. */
export function describeRows(title: string, rows: readonly Row[]): void {
  describe(title, () => {
    for (const { name, before, make, after } of rows) {
      it(name, () => {
        const text = before.startsWith('\n') ? dedent(before) : before;
        assert.equal(edited(text, make), after?.startsWith('\n') ? dedent(after) : after);
      });
    }
  });
}
