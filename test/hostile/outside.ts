import dns from 'node:dns';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';

/** What a run did to the world outside its folder. */
export interface Outside {
  /** How many files inside were opened: that the watch sees anything. */
  readonly inside: number;
  /** Files and folders outside that were opened or listed. */
  readonly opened: readonly string[];
  readonly called: readonly string[];
}

/** Watches the file system and the network while `run` goes on; the product's own files do not count. */
export async function watched<T>(
  folder: string,
  run: () => Promise<T>,
): Promise<Outside & { readonly result: T }> {
  const opened: string[] = [];
  const called: string[] = [];
  let inside = 0;
  const within = (one: string, file: string) => file === one || file.startsWith(one + path.sep);
  const note = (file: unknown) => {
    const name = path.resolve(String(file));
    if (within(folder, name)) inside++;
    else if (!within(process.cwd(), name)) opened.push(name);
  };
  const undo = [
    spy(fs, 'openSync', note),
    spy(fs, 'readFileSync', note),
    spy(fs, 'readdirSync', note),
    spy(net.Socket.prototype, 'connect', (target) => called.push(JSON.stringify(target))),
    spy(dns, 'lookup', (name) => called.push(String(name))),
    spy(globalThis, 'fetch', (url) => called.push(String(url))),
  ];
  try {
    return { result: await run(), inside, opened, called };
  } finally {
    for (const back of undo) back();
  }
}

/** Tells the first argument of each call; gives what takes the spy out again. */
function spy<K extends string>(
  holder: Record<K, unknown> | object,
  name: K,
  tell: (first: unknown) => void,
): () => void {
  const original: unknown = Reflect.get(holder, name);
  if (typeof original !== 'function') throw new Error(`${name} is no function`);
  Reflect.set(holder, name, function (this: unknown, ...args: readonly unknown[]): unknown {
    tell(args[0]);
    return Reflect.apply(original, this, args);
  });
  return () => {
    Reflect.set(holder, name, original);
  };
}
