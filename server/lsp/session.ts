import type { Layout, Selection } from '../core/engine/types.js';
import type { Baseline } from '../core/rule/baseline.js';
import type { Document, TextChange } from '../core/text/document.js';
import type { LanguageId } from '../core/text/leaf.js';
import type { File, Outside, Parts } from './parts.js';
import { createWants, type Wants } from './wants.js';

/** A replacement that is placed once the text before it is known: ranges of the protocol follow one another. */
export type Edit = (before: Document) => TextChange;

export interface SessionEvents {
  /** After each slice of work. `settled`: nothing is outstanding. */
  progress(settled: boolean): void;
  problem(what: string, problem: unknown): void;
}

/** Folders that lie in one another; further up a configuration is looked for in the next slice. */
const DEEPEST = 16;

/** Milliseconds that one slice of work aims at; between slices the server answers messages. */
const SLICE = 8;

/** A text longer than this is not analyzed. */
export const LONGEST = 20 * 1024 * 1024;

/**
 * Holds the open buffers and the one engine, and works in slices. Invariant: the engine's version of a buffer is the
 * newest that the client has sent; a file from disk never replaces a buffer.
 */
export class Session {
  readonly engine;
  private readonly buffers = new Map<string, Document>();
  private readonly files = new Set<string>();
  /** Files whose newest text the engine may not have read to the end. */
  private readonly unread = new Set<string>();
  private readonly wants: Wants;
  private world: Outside;
  private folders: readonly string[] = [];
  private near: { uri: string; offset: number } | undefined;
  private scheduled: NodeJS.Immediate | undefined;
  private midnight: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(
    private readonly parts: Parts,
    private readonly events: SessionEvents,
  ) {
    this.engine = parts.engine;
    this.world = parts.outside([]);
    this.wants = createWants({
      engine: parts.engine,
      world: () => this.world,
      load: (file) => this.load(file),
      ready: () => this.wake(),
      problem: (what, problem) => events.problem(what, problem),
    });
    this.keepDate();
  }

  /** Opens a buffer; a language that is none of ours is left alone. */
  open(uri: string, language: LanguageId | undefined, version: number, text: string): void {
    if (language === undefined || text.length > LONGEST) return;
    const document = this.parts.cut(uri, language, version, text);
    this.replace(document);
    this.buffers.set(uri, document);
    this.unread.add(uri);
    this.saved(uri);
    this.near = { uri, offset: 0 };
    this.wake();
  }

  /** Applies the edits of one change message, in their order. */
  change(uri: string, version: number, edits: readonly Edit[]): void {
    let document = this.buffers.get(uri);
    if (!document) return;
    for (const edit of edits) {
      const change = edit(document);
      this.near = { uri, offset: change.range.start };
      document = document.edit(version, [change]);
    }
    // A message without edits still carries a new version.
    if (edits.length === 0) document = document.edit(version, []);
    this.buffers.set(uri, document);
    this.unread.add(uri);
    this.engine.edit(document);
    this.wake();
  }

  /** Hands the document back to the disk: what others need of it is read again. */
  close(uri: string): void {
    if (!this.buffers.delete(uri)) return;
    this.unread.delete(uri);
    this.engine.close(uri);
    if (this.files.has(uri)) this.wants.reload(uri);
    this.wake();
  }

  /**
   * A text that was broken when it was saved is read anew: while it was typed, guesses kept the rest of it together, and
   * whoever reads the file knows nothing of them.
   */
  saved(uri: string): void {
    const document = this.buffers.get(uri);
    if (document && !document.regular) {
      const fresh = this.parts.cut(uri, document.language, document.version, document.text());
      this.buffers.set(uri, fresh);
      this.replace(fresh);
    }
    this.wants.saved(uri);
    this.wake();
  }

  /** A person looks here: checked first. */
  look(uri: string, offset: number): void {
    this.near = { uri, offset };
  }

  /** A file was written; a buffer is newer than its file. */
  refresh(uri: string): void {
    if (this.wants.moved(uri)) this.wake();
    if (this.buffers.has(uri)) return;
    if (this.files.has(uri) || this.wants.isAbsent(uri)) {
      this.wants.reload(uri);
      this.wake();
      return;
    }
    const found = this.world.find(uri);
    if (found) this.load(found);
  }

  /** The file is gone from disk. */
  forget(uri: string): void {
    if (this.wants.moved(uri)) this.wake();
    if (this.buffers.has(uri)) return;
    if (this.files.delete(uri)) this.engine.close(uri);
    else if (this.wants.isAbsent(uri)) this.wants.reload(uri);
    else return;
    this.wake();
  }

  /** Takes a file from disk into the model; a buffer of it stays what it is. */
  load({ uri, language, text }: File): void {
    if (this.closed || this.buffers.has(uri) || text.length > LONGEST) return;
    this.files.add(uri);
    const known = this.engine.document(uri);
    if (known)
      this.engine.edit(known.edit(known.version + 1, [{ range: { start: 0, end: known.length }, text }]));
    else this.engine.open(this.parts.cut(uri, language, 1, text));
    this.wake();
  }

  /** The buffer's newest version. */
  buffer(uri: string): Document | undefined {
    return this.buffers.get(uri);
  }

  /** Parts of a file that are not checked in its newest version. */
  pending(uri: string): number {
    return this.unread.has(uri) ? 1 : this.engine.pending(uri);
  }

  isLoaded(uri: string): boolean {
    return this.buffers.has(uri) || this.files.has(uri);
  }

  openUris(): readonly string[] {
    return [...this.buffers.keys()];
  }

  /** The path of a file in its workspace folder; its name when it lies in none. */
  nameOf(uri: string): string {
    const folder = this.folders.find((prefix) => uri.startsWith(prefix));
    return decodeURIComponent(uri.slice(folder?.length ?? uri.lastIndexOf('/') + 1));
  }

  outside(): Outside {
    return this.world;
  }

  confine(folders: readonly string[]): void {
    this.world.close();
    this.world = this.parts.outside(folders);
    this.folders = folders;
    this.wants.retry();
    this.wake();
  }

  layout(layout: Layout): void {
    this.engine.layout(layout);
    this.wake();
  }

  /** The folders have been looked through. */
  searched(): void {
    this.engine.searched();
    this.wake();
  }

  select(selection: Selection): void {
    this.engine.select(selection);
    this.wake();
  }

  baseline(baseline: Baseline | undefined): void {
    this.engine.baseline(baseline);
    this.wake();
  }

  /** Where the last edit or look was. */
  nearest(): { readonly uri: string; readonly offset: number } | undefined {
    return this.near;
  }

  dispose(): void {
    this.closed = true;
    if (this.scheduled) clearImmediate(this.scheduled);
    if (this.midnight) clearTimeout(this.midnight);
    this.world.close();
  }

  private replace(document: Document): void {
    if (this.engine.document(document.uri)) this.engine.close(document.uri);
    this.engine.open(document);
  }

  private wake(): void {
    if (this.scheduled || this.closed) return;
    this.scheduled = setImmediate(() => {
      this.scheduled = undefined;
      this.slice();
    });
  }

  private slice(): void {
    const end = performance.now() + SLICE;
    // Configurations are asked for folder by folder; they decide what there is to do.
    for (let folder = 0; folder < DEEPEST && this.wants.bring() === 'brought'; folder++);
    const more = this.engine.work(() => performance.now() >= end, this.near);
    if (!more) this.unread.clear();
    const answers = this.wants.bring();
    this.events.progress(!more && answers === 'none');
    if (more || answers === 'brought') this.wake();
  }

  /** The day is an input of the engine: now, and at every midnight in UTC. */
  private keepDate(): void {
    const now = this.parts.now();
    this.engine.today(new Date(now).toISOString().slice(0, 10));
    this.midnight = setTimeout(
      () => {
        this.keepDate();
        this.wake();
      },
      DAY - (now % DAY),
    );
    this.midnight.unref();
  }
}

const DAY = 24 * 60 * 60 * 1000;
