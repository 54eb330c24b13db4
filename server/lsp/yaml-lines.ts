interface Line {
  readonly indent: number;
  /** The key when the line opens or holds an entry; undefined for anything else. */
  readonly key: string | undefined;
  /** Nothing stands behind the key: its value is what follows, further in. */
  readonly opens: boolean;
  readonly isItem: boolean;
  /** The entry that stands behind the dash of an item: the first of a map. */
  readonly first?: FirstEntry;
}

interface FirstEntry {
  readonly indent: number;
  readonly key: string;
  readonly opens: boolean;
}

interface Around {
  readonly keys: string[];
  /** Items of a list stand there. */
  readonly items: boolean;
}

/** The keys that lead to the map or list at this column, and its entries above; undefined where none of that column can be. */
export function climb(
  text: string,
  from: number,
  column: number,
): (Around & { readonly path: string[] }) | undefined {
  const found = new Climb(column);
  for (let end = from - 1; end > 0 && !found.done; ) {
    const begin = text.lastIndexOf('\n', end - 1) + 1;
    const line = readLine(text, begin, end);
    end = begin - 1;
    if (line && !found.take(line)) return undefined;
  }
  const { path, keys, items } = found;
  // At the left edge every unindented line is a sibling.
  if (column === 0) keys.push(...rootKeys(text.slice(0, from)));
  return { path, keys, items };
}

/** The way up from a place, line by line. */
class Climb {
  readonly path: string[] = [];
  readonly keys: string[] = [];
  items = false;
  /** Column of the map or list in which the way has come. */
  level: number;
  /** Lines that stand further in were passed. */
  #deeper = false;
  #inList = false;
  /** The line before was the first entry of an item, whose list stands at this column. */
  #listed = false;

  constructor(column: number) {
    this.level = column;
  }

  /** Nothing above leads here: the way is at the left edge, and at no list there. */
  get done(): boolean {
    return this.level === 0 && !this.#listed;
  }

  /** Takes the next line above; false where the text is broken. */
  take(line: Line): boolean {
    const isOwn = this.path.length === 0;
    if (line.indent > this.level) {
      this.#deeper ||= isOwn;
      return true;
    }
    if (line.first !== undefined && line.indent < this.level) return this.#leaveItem(line, line.first, isOwn);
    const listed = this.#listed;
    if (listed && line.isItem && line.indent === this.level) return true;
    this.#listed = false;
    // Items may stand in the column of the key whose value they are.
    if (listed && line.indent === this.level) return this.#enter(line);
    if (this.#inList && !line.isItem && !(line.indent === this.level && line.opens)) return false;
    if (line.indent === this.level) return this.#pass(line, isOwn);
    return !this.#isElsewhere(isOwn) && this.#enter(line);
  }

  /** The line is an entry or an item of the same map or list. */
  #pass(line: Line, isOwn: boolean): boolean {
    this.#inList = line.isItem;
    if (line.key !== undefined && this.items && isOwn) return this.#enter(line);
    if (line.key !== undefined) {
      if (isOwn) this.keys.push(line.key);
    } else if (!line.isItem) return false;
    else if (isOwn && this.keys.length === 0) {
      this.items = true;
      this.#inList = false;
    }
    return true;
  }

  /** The line opens what the way has come from. */
  #enter({ key, opens, indent }: Line): boolean {
    if (key === undefined || !opens) return false;
    this.path.unshift(key);
    this.level = indent;
    return true;
  }

  /** The map that the way has come from begins behind the dash of the line, or is the value of what begins there. */
  #leaveItem({ indent }: Line, first: FirstEntry, isOwn: boolean): boolean {
    if (first.indent < this.level && first.opens && !this.#isElsewhere(isOwn)) this.path.unshift(first.key);
    else if (first.indent !== this.level || this.#inList || this.items) return false;
    else if (isOwn) this.keys.push(first.key);
    this.path.unshift('*');
    this.level = indent;
    this.#listed = true;
    return true;
  }

  /** The entries of the parent stand further in: at this column the text is broken. */
  #isElsewhere(isOwn: boolean): boolean {
    return this.#deeper && isOwn && this.keys.length === 0 && !this.items;
  }
}

/** Entries of the same map or list below the cursor; undefined when something else stands at another indent. */
export function siblingsBelow(
  text: string,
  from: number,
  column: number,
  listed: boolean,
): Around | undefined {
  const keys: string[] = [];
  let items = listed;
  let isFirst = true;
  for (let begin = text.indexOf('\n', from) + 1; begin > 0; begin = text.indexOf('\n', begin) + 1) {
    const end = text.indexOf('\n', begin);
    const line = readLine(text, begin, end < 0 ? text.length : end);
    if (!line) continue;
    if (line.indent < column || (items && line.key !== undefined && line.indent === column)) break;
    if (line.indent > column && isFirst) return undefined;
    isFirst = false;
    if (line.indent === column && line.isItem && keys.length === 0) items = true;
    if (line.indent === column && line.key !== undefined) keys.push(line.key);
  }
  return { keys, items };
}

/** Undefined for blank lines and comments. */
function readLine(text: string, begin: number, end: number): Line | undefined {
  const line = text.slice(begin, end);
  const content = line.trimStart();
  if (content.trimEnd() === '' || content.startsWith('#')) return undefined;
  const indent = line.length - content.length;
  const dash = /^-\s+(?=[^\s#-])/.exec(content)?.[0].length;
  const inner = dash === undefined ? undefined : entryIn(content.slice(dash));
  const first =
    dash === undefined || inner?.key === undefined
      ? {}
      : { first: { indent: indent + dash, key: inner.key, opens: inner.opens } };
  return { indent, ...entryIn(content), isItem: /^-(?:\s|$)/.test(content), ...first };
}

function entryIn(content: string): Pick<Line, 'key' | 'opens'> {
  const entry = /^(?:"([^"]*)"|'([^']*)'|([^\s#'"[\]{}&*!|>%@-][^:#]*?))\s*:(?:\s+(.*))?$/.exec(
    content.trimEnd(),
  );
  const value = entry?.[4] ?? '';
  return { key: entry?.[1] ?? entry?.[2] ?? entry?.[3], opens: value === '' || value.startsWith('#') };
}

export function rootKeys(text: string): string[] {
  return [...text.matchAll(/^([A-Za-z][\w-]*):(?=\s|$)/gm)].flatMap(([, key]) => key ?? []);
}
