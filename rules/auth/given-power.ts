import type { HandlingView } from '../../server/core/rule/handling.js';
import type { CallView, CodeSpot, ValueView } from '../../server/core/rule/views.js';
import { literalSegments } from '../../server/core/words/resources.js';
import { serverOwnedField } from '../../server/core/words/sensitive.js';
import { hasWord, terms, tokensOf } from '../../server/core/words/tokens.js';
import { STORING, stores } from '../design/storing.js';
import { templated } from './endpoints.js';

/** Records of those who may be allowed more than others. */
const USERS: ReadonlySet<string> = new Set(
  terms(`user, account, member, membership, employee, staff, customer, person, people, principal, profile, admin,
    login, identity, collaborator, invite, invitation, colleague, teacher, student, operator, me`),
);
/** Of what somebody may be a member with some role; the members of a cast play one. */
const JOINED: ReadonlySet<string> = new Set(
  terms(`org, organization, organisation, team, project, workspace, group, company, tenant, board, club, room, channel,
    family, household, space, community, server, guild, user, account, staff`),
);
/** Names of records and of stores that say nothing of what they hold. */
const NAMELESS: ReadonlySet<string> = new Set(
  terms(`db, database, prisma, knex, pool, conn, connection, client, sequelize, orm, em, manager, repo, repository, store,
    service, svc, model, dao, data, record, doc, document, row, entity, item, target, found, existing, object, obj,
    result, one, tx, trx, session, this, self, collection, update, updates, change, changes, value, values, field, fields,
    attr, attrs, attribute, attributes, payload, input, patch, set, new, dto`),
);
/** Fields that nothing but those who run a service have, whatever the record is. */
const PLAIN = /^(?:is_?)?(?:admin|super_?user|staff|root|moderator)$/i;
/** Calls that find by their first argument what they change by the second. */
const BY_FIRST = /^(?:(?:update|replace)_?(?:one|many)|find(?:One|ById)And\w+)$/i;
/** Names of functions that store what they are handed. */
const CHANGES =
  /^(?:create|insert|update|upsert|save|patch|edit|modify|invite|add|register|store|persist)(?=$|[A-Z_])/;
const GIVES =
  /^(?:set|change|update|assign|grant|give|add|edit|modify)\w*(?:role|permission|privilege|admin|access|usertype)s?$/i;
const SENT_ON = /^(?:res|response|console|log|logger|axios|socket|io|openai|mailer?|queue|cache|redis)\b/i;
const WRITES = /^\s*(?:update|insert\s+into)\s+["`[]?(?:\w+["`\]]?\.["`[]?)?(\w+)/i;
const HIGH = /admin|owner|super|root|staff|manage|moderat/i;

/** Where a field is read that says what a user may do, and that the function stores as the caller sent it. */
export interface GivenPower {
  readonly at: CodeSpot;
  readonly field: string;
}

/** Undefined when it stores none. */
export function givenPower(handling: HandlingView): GivenPower | undefined {
  const sent = handling.inputs.filter(({ path }) => path[0] === 'body');
  const names = [...new Set(sent.flatMap(({ path }) => (isPower(path) ? [path.at(-1) ?? ''] : [])))];
  const isWhole = sent.some(({ path }) => path.length === 1);
  if (names.length === 0 && !isWhole) return undefined;
  for (const call of [...handling.calls, ...handling.fills]) {
    for (const value of keptBy(call, names, handling)) {
      const path = value.input ?? [];
      const read = sent.find((one) => one.path.join('.') === path.join('.'));
      const at = read ?? (isWhole ? value : undefined);
      if (at !== undefined && !isNarrowed(path, handling)) return { at, field: path.at(-1) ?? '' };
    }
  }
  return undefined;
}

function isPower(path: readonly string[] = []): boolean {
  return path.length > 1 && path[0] === 'body' && serverOwnedField(path.at(-1) ?? '') === 'authority';
}

/** Whether a condition lets few values pass, or turns the high ones away: `['reader', 'writer'].includes(req.body.role)`. */
function isNarrowed(path: readonly string[], { validations }: HandlingView): boolean {
  const name = path.at(-1) ?? '';
  return validations.some(({ text }) => {
    if (!text.includes(name)) return false;
    const [list] = /\[\s*['"][^\]]*\]/.exec(text) ?? [];
    if (list !== undefined) return !HIGH.test(list);
    return new RegExp(`===?\\s*['"]\\w*(?:${HIGH.source})`, 'i').test(text);
  });
}

/** What the caller sent that the call stores in the record of a user; `names`: fields that are read of it. */
function keptBy(call: CallView, names: readonly string[], handling: HandlingView): readonly ValueView[] {
  const kept = (values: readonly (ValueView | undefined)[]) =>
    values.flatMap((value) => (value !== undefined && isOfUser(value, call, handling) ? [value] : []));
  const { name, callee } = call;
  if (SENT_ON.test(callee)) return [];
  if (name.endsWith('=')) return isAssigned(call) ? kept(call.arguments) : [];
  const [first, ...rest] = call.arguments;
  if (first?.literal !== undefined && WRITES.test(first.literal))
    return kept(rest.flatMap((one) => [one, ...(one.items ?? [])]));
  if (GIVES.test(name)) return kept(call.arguments);
  const isStore = (STORING.includes(name) || name.startsWith('new ')) && stores(call);
  if (!isStore && !CHANGES.test(name)) return [];
  const given = BY_FIRST.test(name) ? rest : call.arguments;
  return kept(given.flatMap(recordsIn).flatMap((record) => membersOf(record, names)));
}

/** What is stored, where a call is handed more than that. */
function recordsIn(value: ValueView): readonly ValueView[] {
  const inner = ['data', '$set', 'create', 'update'].map((key) => value.property(key));
  return [value, ...inner.filter((one) => one !== undefined)];
}

function membersOf(record: ValueView, names: readonly string[]): readonly (ValueView | undefined)[] {
  return [...new Set(record.keys ?? names)].map((key) => record.property(key));
}

/** `user.role = role`; what is set on the request, on an answer and on a query stores nothing. */
function isAssigned({ callee }: CallView): boolean {
  return !/^(?:req|request|res|response|ctx|filter|query|where|options|params|session|message|state)\b/.test(
    callee,
  );
}

/** Whether the record is that of somebody who may be allowed something, by the field, its name or else by the path. */
function isOfUser({ input }: ValueView, call: CallView, { endpoints }: HandlingView): boolean {
  if (!isPower(input)) return false;
  if (PLAIN.test(input?.at(-1) ?? '')) return true;
  const table = WRITES.exec(call.argument(0)?.literal ?? '')?.[1];
  const names = table === undefined ? namesIn(call) : [table];
  const telling = names.filter((name) => name.length > 2 && wordsOf(name).length > 0);
  if (names.some(isUser)) return true;
  if (telling.length > 0) return false;
  return endpoints.some(({ path }) => isUser(literalSegments(templated(path)).at(-1) ?? ''));
}

/** Names of what it is called on, without that of the call: 'knex' and 'users' of `knex('users').where(known).update()`. */
function namesIn({ callee, name }: CallView): readonly string[] {
  const whole = name.startsWith('new ') ? callee : callee.slice(0, Math.max(callee.lastIndexOf('.'), 0));
  let bare = whole.replace(/\((['"`]?)(\w+)\1\)/g, '.$2');
  for (let before = ''; before !== bare; ) {
    before = bare;
    bare = bare.replace(/\([^()]*\)/g, '');
  }
  const names = bare.match(/[A-Za-z_$][\w$]*/g) ?? [];
  return names.filter((one) => !/^(?:model|table|insert|getRepository|from|into|where\w*)$/.test(one));
}

function isUser(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1);
  if (last === undefined || !hasWord([last], USERS)) return false;
  return !/^members?$/.test(last) || words.slice(0, -1).every((word) => hasWord([word], JOINED));
}

function wordsOf(name: string): readonly string[] {
  return tokensOf(name).filter((token) => !NAMELESS.has(token));
}
