import type { HandlingView } from '../../server/core/rule/handling.js';
import type { CallView } from '../../server/core/rule/views.js';
import { changingVerb } from '../../server/core/words/effects.js';
import { credentialName } from '../../server/core/words/sensitive.js';
import { type Endpoint, templated } from '../auth/endpoints.js';
import { isPrismaWrite } from '../input/stores.js';
import { ENDS_SESSION, ONE_TIME } from './changing-reads.js';

/** Methods that change or remove a record, by their first word. */
const VERBS =
  /^(?:delete|remove|destroy|update|patch|cancel|approve|revoke|suspend|activate|deactivate|enable|disable|purge|erase)(?:$|[A-Z_])/;
/** Names that say so whatever they are called on. */
const STORED =
  /^(?:save|saveAndFlush|save_changes|upsert|insert|insertOne|insert_one|replaceOne|replace_one|findOneAnd(?:Update|Delete|Remove|Replace)|findByIdAnd(?:Update|Delete|Remove)|find_one_and_\w+|commit|persist)$/;
/** Of an entry of a list or a table in memory as well. */
const SHARED = /^(?:update|remove)$/;
/** Receivers that keep nothing, or only for whoever asks. */
const ELSEWHERE =
  /^(?:res|response|headers|params|searchParams|query|cookies?|document|window|localStorage|form\w*|log|logger|console|progress|Object|Reflect|_)\b|(?:cache|cookies?|session|headers|params|map|set|hash|hmac|cipher|canvas|ctx|context|pdf|image|img|sheet|workbook)$/i;
const IN_MEMORY =
  /^(?:new (?:Weak)?(?:Map|Set)|new (?:URLSearchParams|Headers|FormData)|create(?:Hash|Hmac))$/;
const STORES =
  /sess|db\b|database|conn|uow|store|repo|crud|dao|service|manager|collection|mapper|\bem\b|objects|jdbc/i;
const STATEMENTS = /^\s*(?:update\s|delete\s+from\s|insert\s+into\s)/i;
const RUNS = /^(?:query|execute|run|exec|text|raw|none|\$executeRaw|createQuery|createNativeQuery)$/;

/** Started by a clock that can do nothing but read. */
const BY_CLOCK = /\/(?:cron|jobs?|tasks?|webhooks?|callback)\b/i;

/** Whether a read says that it changes something, and is no link of a mail, nothing that a clock starts and no end of a session. */
export function saysChange(endpoint: Endpoint, { inputs }: HandlingView): boolean {
  const { method, handler, purpose } = endpoint;
  const path = templated(endpoint.path);
  if (method !== 'GET' || purpose !== undefined || BY_CLOCK.test(path)) return false;
  const verb = changingVerb({ path, operationId: handler });
  if (verb === undefined || ENDS_SESSION.has(verb)) return false;
  const sent = [...path.matchAll(/\{(\w+)/g)].map(([, name = '']) => name);
  const names = [...sent, ...inputs.map((input) => input.path.at(-1) ?? '')];
  return !names.some((name) => ONE_TIME.has(credentialName(name) ?? ''));
}

/** Whether the call changes or removes what is stored. */
export function changesStored(call: CallView): boolean {
  const { name, callee, language, arguments: given } = call;
  if (call.inTest) return false;
  if (RUNS.test(name)) return STATEMENTS.test(given[0]?.parts[0]?.literal ?? '');
  if (isPrismaWrite(call)) return true;
  if (!callee.includes('.')) return VERBS.test(name) && !/^[a-z]+$/.test(name);
  if (!VERBS.test(name) && !STORED.test(name)) return false;
  const on = callee.slice(0, callee.lastIndexOf('.'));
  const isSession = language === 'python' && /session$/i.test(on) && !/request\.session$/.test(on);
  if (ELSEWHERE.test(on) && !isSession) return false;
  if (IN_MEMORY.test(call.object?.made()?.name ?? '')) return false;
  return !SHARED.test(name) || !/^(?:python|java)$/.test(language) || STORES.test(on);
}
