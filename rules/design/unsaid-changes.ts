import type { HandlingView } from '../../server/core/rule/handling.js';
import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { hasWord, terms, tokensOf } from '../../server/core/words/tokens.js';
import { type Endpoint, templated } from '../auth/endpoints.js';

/** What is kept beside the work itself, and what a page that is looked at may leave behind. */
const ASIDE: ReadonlySet<string> = new Set(
  terms(`view, views, viewed, hit, hits, click, clicks, clicked, visit, visits, visited, visitor, count, counts, counter,
    counts, inc, increment, last, seen, read, accessed, access, opened, download, downloads, downloaded, used, usage, session,
    sessions, token, tokens, cache, cached, log, logs, audit, event, events, history, metric, metrics, stat, stats,
    statistics, analytics, track, tracking, refresh, refreshed, sync, synced, fetched, lock, locks, otp, code, nonce, attempt,
    attempts, expire, expired, expires, expiry, stale, old, cleanup, verified, verify, verification, confirm, confirmed,
    confirmation, activate, activated, active, subscribe, subscribed, unsubscribe, unsubscribed, online, presence,
    heartbeat, ping, temp, tmp, upsert, impression, impressions, presented, shown, delivered, received, notified, job, jobs`),
);

/** Paths that links of mails and other servers lead to, that a clock or whoever develops asks for, or where a session begins or ends. */
const LED: ReadonlySet<string> = new Set(
  terms(`verify, verification, confirm, confirmation, activate, activation, unsubscribe, subscribe, callback, oauth, sso,
    saml, login, signin, logout, signout, token, refresh, health, ping, seed, setup, magic, invite, invitation, accept, track,
    open, click, pixel, redirect, webhook, hook, hooks, cron, job, jobs, task, tasks, test, debug, dev, reset, r, go, short`),
);

const MONGO =
  /^(?:deleteOne|deleteMany|updateOne|updateMany|replaceOne|find(?:ById|One)And(?:Delete|Remove|Update|Replace)|(?:delete|update)_(?:one|many)|replace_one|find_one_and_(?:update|delete|replace))$/;
const BY_OPTIONS = /^(?:delete|deleteMany|update|updateMany|destroy)$/;
const STATEMENTS = /^\s*(?:update\s+\S+\s+set\s|delete\s+from\s)/i;
const RUNS = /^(?:query|execute|run|exec|raw|none|update|createQuery|createNativeQuery|\$executeRaw|sql)$/;
const BUILT = /^(?:\w+\.)?(?:delete|update)\(\s*[A-Z]\w*/;
const QUERIES = /\.query\([^()]*\)|^(?:await\s+)?(?:knex|trx|db|this\.(?:knex|db))\(/;
const SESSION = /^(?:self\.)?(?:\w*db|\w*session|s|uow\.session)$/;
const STORES = /repo(?:sitory)?$|Repository|dao$|mapper$|^em$|entityManager|EntityManager/i;
const SERVICES = /(?:service|svc|repo|repository|dao|crud|use_?cases?)$/i;
const REMOVES =
  /^(?:delete|remove|destroy|erase|purge|cancel|archive|approve|reject|deactivate|suspend)(?:$|[A-Z_])/;
const REMOTE = /\b(?:fetch|axios|got|httpx|requests|aiohttp|restTemplate|webClient|restClient|stripe)\b/;
/** The record is there, or the caller asks for it. */
const THERE =
  /^\(?[\w$]+(?:\s+is not None|\s*!==?\s*(?:null|undefined)|\.isPresent\(\))?\)?:?$|\breq(?:uest)?\./;
const NAME = /^[\w$]+$/;
const FINDS = /^(?:find|get|load|fetch|first|one|scalar|by)/i;

/**
 * The call by which a read changes or removes stored data although nothing in its name says so; undefined where it does not
 * for certain, or only keeps count of who looks.
 */
export function changesUnsaid(endpoint: Endpoint, { calls, node }: HandlingView): CallView | undefined {
  const { method, purpose, handler = '' } = endpoint;
  const path = templated(endpoint.path);
  if (method !== 'GET' || purpose !== undefined) return undefined;
  const names = `${handler} ${path}`;
  if (isAside(names, LED) || isAside(names)) return undefined;
  // What is fetched from elsewhere is kept, and what is out of date is put away, whoever looks first.
  if (REMOTE.test(node.text) || /expir|stale|clean_?up|older/i.test(node.text)) return undefined;
  return calls.find((call) => isCertain(call) || call.within()?.some(isCertain));
}

function isAside(text: string, words = ASIDE): boolean {
  return hasWord(tokensOf(text), words);
}

/** Whether the call changes or removes what is stored, whatever it is called on and whenever it is reached. */
function isCertain(call: CallView): boolean {
  if (call.inTest || isChosen(call)) return false;
  if (isSaving(call)) return savesChange(call);
  return (isOfStore(call) || isStatement(call) || isByName(call)) && !isAside(call.node.text);
}

/** Whether something else than that the record is there, or what was asked for, decides that it is reached. */
function isChosen({ object, arguments: [first] }: CallView): boolean {
  const conditions = (object ?? first)?.conditions() ?? [];
  return conditions.some((one) => !THERE.test(one));
}

function isOfStore(call: CallView): boolean {
  const { name, object, receiver = '', arguments: given, language } = call;
  const on = object?.text ?? '';
  if (MONGO.test(name)) return given.length > 0;
  if (language === 'java')
    return /^(?:delete|remove)(?:$|ById|All|By[A-Z])/.test(name) && STORES.test(receiver || on);
  if (language === 'python' && name === 'delete')
    return given.length === 1 ? SESSION.test(on) : QUERIES.test(on) || isFound(object);
  if (BY_OPTIONS.test(name) && given.some((one) => one.property('where') !== undefined)) return true;
  if (/^(?:del|delete|update)$/.test(name)) return QUERIES.test(on) || (given.length > 0 && STORES.test(on));
  return /^(?:destroy|remove|softDelete)$/.test(name) && (STORES.test(on) || isFound(object));
}

/** Whether it is a record that was looked up. */
function isFound(object: ValueView | undefined): boolean {
  return object !== undefined && NAME.test(object.text) && FINDS.test(object.made()?.name ?? '');
}

function isStatement({ name, arguments: [first] }: CallView): boolean {
  if (!RUNS.test(name) || first === undefined) return false;
  return STATEMENTS.test(first.parts[0]?.literal ?? '') || BUILT.test(first.text);
}

/** `orderService.cancel(id)`: what a service is asked to do. */
function isByName({ name, object, receiver, arguments: given }: CallView): boolean {
  const on = receiver ?? object?.text ?? '';
  return given.length > 0 && REMOVES.test(name) && SERVICES.test(on);
}

function isSaving({ name }: CallView): boolean {
  return /^(?:save|saveAndFlush|commit|flush)$/.test(name);
}

/** Whether a record is saved of which a field was set to something that is written out or that the caller sent. */
function savesChange(call: CallView): boolean {
  const { name, object, language } = call;
  const isCommit = name === 'commit' || name === 'flush';
  if (isCommit) return SESSION.test(object?.text ?? '') && setsField(call);
  const record = language === 'java' ? call.argument(0) : (call.argument(0) ?? object);
  return record !== undefined && NAME.test(record.text) && setsField(call, record.text);
}

/** Of this record, else of one that was looked up. */
function setsField(call: CallView, record?: string): boolean {
  return call.neighbors().some((callee) => {
    const setter = callee.slice(callee.lastIndexOf('.') + 1);
    const field = /^(?:set([A-Z]\w*)|(\w+)=)$/.exec(setter)?.slice(1).join('');
    if (field === undefined || isAside(callee)) return false;
    return call.nearby(setter).some(({ object, arguments: [value] }) => {
      const isOf = record === undefined ? isFound(object) : object?.text === record;
      return isOf && (value?.literal !== undefined || value?.input !== undefined);
    });
  });
}
