import { paramsOf } from '../../../facts/code/params.js';
import type { RecordFact } from '../../../facts/code/record-types.js';
import { schemaName } from '../../../facts/code/records.js';
import { tableOf } from '../../../facts/code/rows.js';
import { shownName } from '../../../model/code/records/records.js';
import { rowsOfTable } from '../../../model/code/records/rows.js';
import { reachKey } from '../../../model/code/running/reached.js';
import type { ExposedView } from '../../../rule/handling.js';
import type { CodeNode } from '../../../syntax/code.js';
import {
  argumentsOf,
  decoratorsOf,
  field,
  keywordsOf,
  named,
  unwrap,
  walk,
} from '../../../syntax/code-read.js';
import { isChanged, recordFrom } from '../flow/gives.js';
import { typeName } from '../names/stated-types.js';
import { returnsOf } from '../names/values.js';
import { wayTo } from '../names/ways.js';
import { spotOf } from '../spots.js';
import type { CallSetting } from '../views/setting.js';
import { type Origin, originOf, recordIn } from './record-queries.js';

/** Stored records with a password in them that a handler answers with, or with a part of. `response`: what it calls that. */
export function exposedIn(
  node: CodeNode,
  body: CodeNode,
  response: string | undefined,
  setting: CallSetting,
): readonly ExposedView[] {
  const { language } = setting.scopes;
  if (language === 'java') return statedBy(node, body, setting);
  const shown = language === 'python' ? shownBy(node, setting) : [];
  if (shown.length > 0) return shown;
  const sent = language === 'python' ? returnedBy(node, body, setting) : sentBy(body, response, setting);
  return sent.flatMap((value) => {
    const origin =
      recordIn(value, setting.scopes) ?? handedBack(value, setting) ?? dependedOn(value, setting);
    if (origin === undefined) return [];
    const whole = origin.whole && !isChanged(value, body, setting.scopes);
    return viewOf(value, { ...origin, whole }, setting);
  });
}

/** What a function gives that is called for the value. */
function handedBack(value: CodeNode, { scopes, env, leaf }: CallSetting): Origin | undefined {
  const call = originOf(value, scopes);
  return (
    call &&
    recordFrom(call, scopes, (callee) => {
      const way = wayTo(callee, scopes);
      const key = way && reachKey(leaf.uri, way.module, way.path);
      const found = key === undefined ? undefined : env.gives?.(key);
      if (key !== undefined)
        scopes.inquiry?.common(`gives ${key}`, (world) => world.env.gives?.(key), 'joined');
      return found;
    })
  );
}

const DEPENDS = /\b(?:Depends|Security)\s*\(/;
const STATED = /^(?:Annotated\[\s*)?(?:\w+\.)?([A-Z]\w*)\s*(?:,|$|\|\s*None)/;

/** The record that a dependency of FastAPI gives: `me: User = Depends(current_user)`, then `return me`. */
function dependedOn(value: CodeNode, setting: CallSetting): Origin | undefined {
  const { scopes } = setting;
  const node = unwrap(value);
  if (scopes.language !== 'python' || node?.type !== 'identifier') return undefined;
  const declared = scopes.find(node);
  if (declared?.kind !== 'parameter' || declared.path.length > 0) return undefined;
  const param = paramsOf(declared.of)[declared.index];
  const type = field(param, 'type');
  const stated =
    param !== undefined && type !== undefined && DEPENDS.test(scopes.textOf(param))
      ? STATED.exec(scopes.textOf(type))?.[1]
      : undefined;
  const name = scopes.givenType(declared.of, declared.index) ?? stated;
  // A schema of the same name shows less, and what was put in its place is something else.
  if (name === undefined || recordNamed(name, setting)?.namesake) return undefined;
  return scopes.assignedBefore(node).replaced === undefined ? { name, whole: true } : undefined;
}

function viewOf(at: CodeNode, origin: Origin, setting: CallSetting): readonly ExposedView[] {
  const { name, whole, query } = origin;
  const { leaf } = setting;
  const record = recordNamed(name, setting);
  if (record === undefined) return [];
  const { secrets, selects } = record;
  const slot = selects && query && spotOf({ start: query.end, end: query.end }, leaf);
  return [{ at: spotOf(at, leaf), record: shownName(name), secrets, whole, slot }];
}

function recordNamed(name: string, { scopes, env, leaf }: CallSetting): RecordFact | undefined {
  const record = env.record?.(name, leaf.uri);
  scopes.inquiry?.common(`record ${name}`, (world) => world.env.record?.(name, leaf.uri), 'joined');
  return record;
}

/** What Spring turns into JSON is what the method says that it gives back: `ResponseEntity<List<User>>`. */
function statedBy(node: CodeNode, body: CodeNode, setting: CallSetting): readonly ExposedView[] {
  const type = field(node, 'return_type');
  const text = setting.scopes.textOf(body);
  const isViewed = decoratorsOf(node).some((one) => /^JsonView\b/.test(setting.scopes.textOf(one)));
  if (type === undefined || isViewed || /\.set\w*Pass\w*\(\s*(?:null|"[*\s]*")/.test(text)) return [];
  const stated = setting.scopes.textOf(type);
  if (ROWS.test(stated)) return rowsIn(node, body, setting);
  if (!/^(?:ResponseEntity\s*<\s*(?:\?|Object)\s*>|Object)$/.test(stated))
    return ofType(type, stated, setting);
  return returnsOf(body, node).flatMap((value) => {
    const sent = answerIn(value, setting);
    return sent === undefined ? [] : ofType(sent, typeName(sent, setting.scopes) ?? '', setting);
  });
}

/** Rows of JDBC, as they are. */
const ROWS =
  /^(?:(?:ResponseEntity|List|Optional|Collection)\s*<\s*)*Map\s*<\s*String\s*,\s*Object\s*>[\s>]*$/;

/** Whole rows of a table that hold a password: `return members.all()`, where that selects everything. */
function rowsIn(node: CodeNode, body: CodeNode, setting: CallSetting): readonly ExposedView[] {
  const { scopes } = setting;
  if (/\.(?:remove|put)\(\s*"\w*(?:pass|pwd)|\bkeySet\(/i.test(scopes.textOf(body))) return [];
  return returnsOf(body, node).flatMap((value) => {
    const sent = answerIn(value, setting) ?? value;
    const call = originOf(sent, scopes);
    const callee = unwrap(field(call, 'function'));
    const [object, method] = [field(callee, 'object'), field(callee, 'property')];
    if (call === undefined || method === undefined) return [];
    const table = tableOf(call, scopes.text);
    const asked = `${typeName(object, scopes)}.${scopes.textOf(method)}`;
    const record = recordNamed(table === undefined ? asked : rowsOfTable(table), setting);
    if (record === undefined) return [];
    const { names, secrets } = record;
    return [
      { at: spotOf(sent, setting.leaf), record: names[0] ?? '', secrets, whole: true, slot: undefined },
    ];
  });
}

const HELD =
  /^(?:(?:ResponseEntity|List|Optional|Iterable|Collection|Set|Page|Slice|Stream|Mono|Flux)\s*<\s*)*(\w+)[\s>]*$/;

function ofType(at: CodeNode, type: string, setting: CallSetting): readonly ExposedView[] {
  const name = HELD.exec(type)?.[1];
  return name === undefined ? [] : viewOf(at, { name, whole: true }, setting);
}

/** `user` of `ResponseEntity.ok(user)`, `ResponseEntity.status(201).body(user)` and `new ResponseEntity<>(user, OK)`. */
function answerIn(given: CodeNode, { scopes }: CallSetting): CodeNode | undefined {
  const node = unwrap(given);
  if (node === undefined || !/^(?:call|new)_expression$/.test(node.type)) return node;
  return /^(?:new\s+)?ResponseEntity\b/.test(scopes.textOf(node)) ? argumentsOf(node)[0] : undefined;
}

/** What FastAPI turns into JSON, unless a model says what of it is shown. */
function returnedBy(node: CodeNode, body: CodeNode, { scopes }: CallSetting): readonly CodeNode[] {
  const shown = decoratorsOf(node).some((one) => /\bresponse_(?:model|class)/.test(scopes.textOf(one)));
  if (shown || field(node, 'return_type') !== undefined) return [];
  return returnsOf(body, node).flatMap((value) => parts(value));
}

/** Models of answers, some of which hold several: `list[User]`, `Optional[User]`, `User | None`. */
const MODEL =
  /^(?:(?:\w+\.)?(?:(?:[Ll]ist|[Ss]et|Sequence|Optional|Union|Page|\w+Page|\w+Response)\[\s*|(?:[Dd]ict|Mapping)\[\s*\w+\s*,\s*))*((?:\w+\.)?(\w+))(?:\s*,\s*None)?\s*\]*(?:\s*\|\s*None)?$/;

/** The model that says what is shown, where that is the record itself: `response_model=list[User]`, `-> User`. */
function shownBy(node: CodeNode, setting: CallSetting): readonly ExposedView[] {
  const { scopes } = setting;
  const marks = decoratorsOf(node);
  if (marks.some((one) => /\bresponse_(?:model_(?:exclude|include)\b|class)/.test(scopes.textOf(one))))
    return [];
  const given = marks
    .flatMap((one) => keywordsOf(one, scopes.text))
    .find(([key]) => key === 'response_model');
  const model = given?.[1] ?? field(node, 'return_type');
  const [, whole, name] = (model && MODEL.exec(scopes.textOf(model))) ?? [];
  if (model === undefined || name === undefined) return [];
  const reached = reachedBy(
    [...walk(model)].findLast((one) => scopes.textOf(one) === whole),
    setting,
  );
  if (reached !== undefined) return [viewIn(model, reached, setting)];
  const stated = viewOf(model, { name: schemaName(name), whole: true }, setting);
  if (stated.length > 0) return stated.map((view) => ({ ...view, stated: true }));
  // A schema of the same name shows less.
  return recordNamed(name, setting)?.namesake ? [] : viewOf(model, { name, whole: true }, setting);
}

/** The class that a name leads to, where it shows a password. */
function reachedBy(name: CodeNode | undefined, { scopes, env, leaf }: CallSetting): RecordFact | undefined {
  const way = wayTo(name, scopes);
  const key = way && reachKey(leaf.uri, way.module, way.path);
  if (key === undefined) return undefined;
  scopes.inquiry?.common(`shown ${key}`, (world) => world.env.shown?.(key), 'joined');
  return env.shown?.(key);
}

function viewIn(
  at: CodeNode,
  { names: [name = ''], secrets }: RecordFact,
  { leaf }: CallSetting,
): ExposedView {
  const stated = name.startsWith(schemaName(''));
  const view = { at: spotOf(at, leaf), record: shownName(name), secrets, whole: true, slot: undefined };
  return stated ? { ...view, stated } : view;
}

const SENDS = /^(?:json|send|jsonp)$/;

/** What Express is told to send: `res.status(200).json({ user })`. */
function sentBy(body: CodeNode, response: string | undefined, { scopes }: CallSetting): readonly CodeNode[] {
  return [...walk(body)].flatMap((node) => {
    const callee = node.type === 'call_expression' ? unwrap(field(node, 'function')) : undefined;
    const method = field(callee, 'property');
    if (callee === undefined || method === undefined || !SENDS.test(scopes.textOf(method))) return [];
    const root = /^\w+/.exec(scopes.textOf(callee))?.[0];
    return root === undefined || root !== response ? [] : argumentsOf(node).slice(0, 1).flatMap(parts);
  });
}

/** The value, or what an object literal puts together, an object deep at the most: `{ data: { user }, token }`. */
function parts(given: CodeNode, depth = 0): readonly CodeNode[] {
  const node = unwrap(given);
  if (node === undefined) return [];
  if (node.type !== 'object') return [node];
  if (depth > 1) return [];
  return named(node).flatMap((part) => {
    const value =
      part.type === 'pair' ? field(part, 'value') : part.type.startsWith('shorthand') ? part : undefined;
    return value === undefined ? [] : parts(value, depth + 1);
  });
}
