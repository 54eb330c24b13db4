import type { MapNode, Plain, ScalarNode, SequenceNode } from '../node.js';
import { keptText, type Standing } from './keep.js';
import { type FlowForm, flowEntry, flowText, keyText } from './print.js';
import { quotingOf } from './quoting.js';
import {
  indentOf,
  lineStart,
  type Op,
  opensLine,
  type PlacedEntry,
  placedEntries,
  type Sheet,
  type Stretch,
  stretchOf,
  wholeMap,
} from './sheet.js';
import type { MapWork, SequenceWork } from './work.js';

/** One element between brackets: kept, removed, or new. */
type Slot =
  | { readonly kind: 'kept' | 'removed'; readonly index: number }
  | { readonly kind: 'new'; readonly text: (form: FlowForm) => string };

const IN_BRACKETS: Standing = { behind: 'bracket' };

/** Changes a map in brackets; undefined when its text isn't understood. */
export function writeFlowMap(
  sheet: Sheet,
  map: MapNode,
  work: MapWork,
  depth: number,
): readonly Op[] | undefined {
  const placed = placedEntries(sheet, map);
  const whole = placed && wholeMap(sheet, map, placed);
  if (placed === undefined || whole === undefined) return undefined;
  const values = placed.flatMap(({ entry, alias }) =>
    entry.value.kind === 'scalar' && !alias ? [entry.value] : [],
  );
  const form = formOf(
    sheet,
    whole,
    placed[0]?.key.start,
    placed.map(({ entry }) => entry.key),
    values,
  );
  const slots: Slot[] = [];
  const ops: Op[] = [];
  const late = new Map(work.set);
  placed.forEach((one, index) => {
    const { entry, key } = one;
    const name = String(entry.key.value);
    const set = work.set.get(name);
    late.delete(name);
    slots.push({ kind: work.remove.has(name) ? 'removed' : 'kept', index });
    if (set !== undefined) ops.push(valueOp(sheet, one, set.to, form, depth));
    const renamed = work.rename.get(name);
    if (renamed !== undefined)
      ops.push({ ...key, text: renamedText(sheet, entry.key, renamed, true), depth });
  });
  for (const [key, { to, after }] of late) {
    const slot: Slot = { kind: 'new', text: (inner) => flowEntry(key, to, inner) };
    const at = placed.findIndex(({ entry }) => String(entry.key.value) === after);
    slots.splice(
      at < 0 ? slots.length : slots.findIndex((one) => one.kind !== 'new' && one.index === at) + 1,
      0,
      slot,
    );
  }
  const stretches = placed.map(({ key, value }) => ({ start: key.start, end: value.end }));
  const layout = layOut(sheet, whole, stretches, slots, form, depth);
  return layout && [...ops, ...layout];
}

function valueOp(
  sheet: Sheet,
  { entry, key, value, colon, alias }: PlacedEntry,
  to: Plain,
  form: FlowForm,
  depth: number,
): Op {
  const kept = keptText(sheet, value, alias ? undefined : entry.value, to, IN_BRACKETS);
  const text = kept ?? flowText(to, valueForm(sheet, form, key.start));
  return { ...value, text: value.start === colon && value.end === colon ? ` ${text}` : text, depth };
}

/** Changes a sequence in brackets; undefined when its text isn't understood. */
export function writeFlowSequence(
  sheet: Sheet,
  sequence: SequenceNode,
  work: SequenceWork,
  depth: number,
): readonly Op[] | undefined {
  const whole = stretchOf(sheet, sequence);
  const stretches: Stretch[] = [];
  for (const item of sequence.items) {
    const stretch = stretchOf(sheet, item);
    // An alias is a node that stands elsewhere; only what is written here is understood.
    if (
      stretch === undefined ||
      stretch.start === stretch.end ||
      stretch.start <= (stretches.at(-1)?.end ?? 0)
    )
      return undefined;
    stretches.push(stretch);
  }
  if (whole === undefined) return undefined;
  const scalars = sequence.items.flatMap((item) => (item.kind === 'scalar' ? [item] : []));
  const form = formOf(sheet, whole, stretches[0]?.start, [], scalars);
  const slots: Slot[] = stretches.map((_, index) => ({
    kind: work.remove.has(index) ? 'removed' : 'kept',
    index,
  }));
  for (const item of work.append) slots.push({ kind: 'new', text: (inner) => flowText(item, inner) });
  const ops: Op[] = [];
  for (const [index, by] of work.replace) {
    const stretch = stretches[index];
    if (stretch === undefined) return undefined;
    const text =
      keptText(sheet, stretch, sequence.items[index], by, IN_BRACKETS) ??
      flowText(by, valueForm(sheet, form, stretch.start));
    ops.push({ ...stretch, text, depth });
  }
  const layout = layOut(sheet, whole, stretches, slots, form, depth);
  return layout && [...ops, ...layout];
}

/** The text of a key that takes the place of another. */
export function renamedText(sheet: Sheet, old: ScalarNode, name: string, flow: boolean): string {
  if (sheet.json) return JSON.stringify(name);
  const quote = old.style === 'single' || old.style === 'double' ? old.style : 'plain';
  return keyText(name, { keys: quote, codes: quote, strings: quote }, sheet.style, flow);
}

/** How values below a container in brackets are written; `indent` is that of the container's own line. */
export function formOf(
  sheet: Sheet,
  whole: Stretch,
  first: number | undefined,
  keys: readonly ScalarNode[],
  values: readonly ScalarNode[],
): FlowForm {
  const { text, json, style } = sheet;
  const quoting = quotingOf(keys, values, style);
  const outer = indentOf(text, whole.start);
  if (first === undefined) {
    return { json, style, quoting, indent: json && style.multiline ? outer : undefined, unit: style.unit };
  }
  if (!text.slice(whole.start, first).includes('\n'))
    return { json, style, quoting, indent: undefined, unit: style.unit };
  const inner = indentOf(text, first);
  const unit =
    inner.startsWith(outer) && inner.length > outer.length ? inner.slice(outer.length) : style.unit;
  return { json, style, quoting, indent: outer, unit };
}

/** The form of a value that begins on the line of its key. */
function valueForm(sheet: Sheet, form: FlowForm, keyStart: number): FlowForm {
  if (form.indent === undefined) return form;
  return {
    ...form,
    indent: opensLine(sheet.text, keyStart) ? indentOf(sheet.text, keyStart) : form.indent + form.unit,
  };
}

/** The cuts between elements: element `i` owns the text from `cuts[i]` to `cuts[i + 1]`, its comma and trailing comment included. */
interface Cuts {
  readonly cuts: readonly number[];
  /** Offset of the comma behind each element; undefined where there is none. */
  readonly commas: readonly (number | undefined)[];
}

function layOut(
  sheet: Sheet,
  whole: Stretch,
  elements: readonly Stretch[],
  slots: readonly Slot[],
  form: FlowForm,
  depth: number,
): readonly Op[] | undefined {
  if (slots.every((slot) => slot.kind === 'kept')) return [];
  const left = slots.filter((slot) => slot.kind !== 'removed');
  const open = sheet.text.slice(whole.start, whole.start + 1);
  const close = sheet.text.slice(whole.end - 1, whole.end);
  if (left.every((slot) => slot.kind === 'new')) {
    return [{ ...whole, text: fresh(left, open, close, form), depth }];
  }
  const cut = cutsOf(sheet.text, whole, elements);
  return cut && place(sheet, elements, slots, cut, form, depth);
}

function fresh(slots: readonly Slot[], open: string, close: string, form: FlowForm): string {
  const inner = form.indent === undefined ? form : { ...form, indent: form.indent + form.unit };
  const texts = slots.flatMap((slot) => (slot.kind === 'new' ? [slot.text(inner)] : []));
  if (texts.length === 0) return open + close;
  if (inner.indent === undefined) {
    const pad = open === '[' || !form.style.padded ? '' : ' ';
    return open + pad + texts.join(form.json && form.style.tight ? ',' : ', ') + pad + close;
  }
  const { eol } = form.style;
  return `${open}${eol}${inner.indent}${texts.join(`,${eol}${inner.indent}`)}${eol}${form.indent}${close}`;
}

function place(
  sheet: Sheet,
  elements: readonly Stretch[],
  slots: readonly Slot[],
  { cuts, commas }: Cuts,
  form: FlowForm,
  depth: number,
): readonly Op[] {
  const ops: Op[] = [];
  const last = slots.findLastIndex((slot) => slot.kind !== 'removed');
  const trailing = commas.at(-1) !== undefined;
  let end = cuts[0] ?? 0;
  slots.forEach((slot, order) => {
    const comma = order !== last || trailing;
    if (slot.kind === 'new') {
      const { lead, inner } = leadOf(sheet, elements, form, order === 0);
      ops.push({ start: end, end, text: `${lead}${slot.text(inner)}${comma ? ',' : ''}`, depth });
      return;
    }
    const start = cuts[slot.index] ?? end;
    end = cuts[slot.index + 1] ?? end;
    const at = commas[slot.index];
    if (slot.kind === 'removed') ops.push({ start, end, text: '', depth });
    else if (comma && at === undefined) {
      const behind = elements[slot.index]?.end ?? end;
      ops.push({ start: behind, end: behind, text: ',', depth });
    } else if (!comma && at !== undefined) ops.push({ start: at, end: at + 1, text: '', depth });
  });
  return [...ops, ...moveUp(sheet, elements, slots, cuts, depth)];
}

/** On one line, what is kept takes over the blank that stood before the first element. */
function moveUp(
  sheet: Sheet,
  elements: readonly Stretch[],
  slots: readonly Slot[],
  cuts: readonly number[],
  depth: number,
): readonly Op[] {
  const slot = slots.find(({ kind }) => kind !== 'removed');
  const first = elements[0];
  if (slot?.kind !== 'kept' || slot.index === 0 || first === undefined) return [];
  const from = cuts[slot.index] ?? 0;
  const to = elements[slot.index]?.start ?? from;
  const blank = sheet.text.slice(cuts[0] ?? first.start, first.start);
  const lead = sheet.text.slice(from, to);
  return blank.includes('\n') || lead.trim() !== '' || lead.includes('\n')
    ? []
    : [{ start: from, end: to, text: blank, depth }];
}

/** What stands before a new element, and the form of its text. */
function leadOf(
  sheet: Sheet,
  elements: readonly Stretch[],
  form: FlowForm,
  first: boolean,
): { readonly lead: string; readonly inner: FlowForm } {
  const sample = elements.at(first ? 0 : -1);
  const { text, style } = sheet;
  if (sample !== undefined && opensLine(text, sample.start)) {
    const indent = text.slice(lineStart(text, sample.start), sample.start);
    return {
      lead: style.eol + indent,
      inner: { ...form, indent: form.indent === undefined ? undefined : indent },
    };
  }
  const tight = form.json && style.tight;
  return { lead: first || tight ? '' : ' ', inner: { ...form, indent: undefined } };
}

function cutsOf(text: string, whole: Stretch, elements: readonly Stretch[]): Cuts | undefined {
  const cuts: number[] = [afterLine(text, whole.start + 1, elements[0]?.start ?? whole.end)];
  const commas: (number | undefined)[] = [];
  for (const [index, element] of elements.entries()) {
    const next = elements[index + 1]?.start ?? whole.end - 1;
    const gap = blankComments(text.slice(element.end, next));
    const comma = gap.indexOf(',');
    // Anything but one comma between two elements is syntax that we don't know.
    if (gap.replace(',', '').trim() !== '' || (comma < 0 && index + 1 < elements.length)) return undefined;
    const behind = comma < 0 ? element.end : element.end + comma + 1;
    commas.push(comma < 0 ? undefined : element.end + comma);
    cuts.push(afterLine(text, behind, next));
  }
  return { cuts, commas };
}

/** The end of the line when nothing but blanks or a comment follow there, else the offset itself. */
function afterLine(text: string, offset: number, limit: number): number {
  const match = /^[ \t]*(?:#[^\r\n]*)?(?=\r?\n)/.exec(text.slice(offset, limit));
  return match === null ? offset : offset + match[0].length;
}

function blankComments(gap: string): string {
  return gap.replace(/#[^\r\n]*/g, (comment) => ' '.repeat(comment.length));
}
