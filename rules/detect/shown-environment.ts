import type { HandlingView } from '../../server/core/rule/handling.js';
import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { isDiagnosticPath, isHealthPath } from '../../server/core/words/diagnostics.js';
import { secretField } from '../../server/core/words/sensitive.js';
import { tokensOf, vocabulary } from '../../server/core/words/tokens.js';
import { type Endpoint, guardOf } from '../auth/endpoints.js';
import { answers } from '../design/answers.js';

/** All variables of the process, as they are. */
const ENVIRONMENT =
  /^(?:\.\.\.|\*\*)?(?:(?:dict|JSON\.stringify|Object\.entries)\()?(?:process\.env|os\.environ(?:\.copy\(\))?|System\.getenv\(\))\)?$/;
const NAMED = /process\.env\b|os\.environ\b|System\.getenv\(\)/;
/** What holds what it is given, as it is. */
const HOLDS =
  /^(?:(?:\w+\.)?(?:Map|ImmutableMap|List|ImmutableList)\.(?:of|ofEntries|copyOf|entry)|entry|(?:Collections\.)?(?:singletonMap|unmodifiableMap|singletonList|singleton)|(?:Arrays\.)?asList|Object\.assign|dict|jsonable_encoder)$/;
const COPIES = /^new (?:Linked)?(?:Hash|Tree)Map$/;
/** By which something is put into a table or a list. */
const PUTS = /^(?:put|putAll|putIfAbsent|add|addAll|update|append|push|set)$/;
/** Names under which `dict(env=...)` may hold it. */
const ENTRIES = ['env', 'environ', 'environment', 'variables'];
const MAX_DEPTH = 3;
/** What makes a table of the settings of a server in Python, where nothing is left out. */
const DUMPED = /^(?:\w*settings|\w*config)(?:\(\))?\.(?:model_dump|dict)$/i;
/** Paths that tell how the server is set up. */
const ABOUT_THE_SERVER = vocabulary(
  'config, configuration, settings, setting, env, environment, debug, internal, info',
);

/** Variables of the process: `process.env.DATABASE_URL`, `os.environ["JWT_SECRET"]`, `os.getenv("API_KEY", "")`. */
const VARIABLE =
  /(?:process\.env|os\.environ|os\.getenv|System\.getenv)(?:\.get)?[.[(]+["']?(\w+)["']?(?:\]|(?:,[^()]*)?\))?$/;
/** What tells how a process runs, or on which machine. */
const ABOUT_THE_PROCESS =
  /^(?:(?:\w+|require\(["'](?:node:)?os["']\))\.(?:hostname|networkInterfaces)|process\.memoryUsage|socket\.gethostname|platform\.node)\(\)$/;

interface Shown {
  readonly at: ValueView;
  readonly message: 'environment' | 'variable' | 'process';
}

/** What of the server a handler answers with, the worst first. */
export function shownBy(handling: HandlingView): Shown | undefined {
  const whole = environmentIn(handling);
  if (whole !== undefined) return { at: whole, message: 'environment' };
  const variable = variableIn(handling);
  if (variable !== undefined) return { at: variable, message: 'variable' };
  const process = processIn(handling);
  return process && { at: process, message: 'process' };
}

/** A variable with a secret in it that the handler answers with, as it is. */
function variableIn(handling: HandlingView): ValueView | undefined {
  if (!READS_VARIABLE.test(handling.node.text)) return undefined;
  const isAboutHealth = handling.endpoints.every(({ path }) => isHealthPath(path) || isDiagnosticPath(path));
  return heldIn(handling).find(({ text }) => {
    const written = text.replace(/\s+/g, '');
    const set = isAboutHealth ? SETTING.exec(written) : undefined;
    const name = (VARIABLE.exec(written) ?? set)?.[1] ?? '';
    const kind = secretField(name);
    // Keys and tokens of maps and the like are there for browsers.
    const isKept = kind !== undefined && (isAboutHealth || /^(?:password|secret)$/.test(kind));
    return isKept || PLACES.test(name);
  });
}

/** `get_settings().database_url`. */
const SETTING = /^(?:\w*settings|\w*config)(?:\(\))?\.(\w+)$/i;
const READS_VARIABLE = /process\.env\b|os\.environ\b|getenv\b|settings\b|config\b/i;
/** Where a database or the like is asked, with the password in it as a rule. */
const PLACES =
  /^(?:\w+_)?(?:DATABASE|DB|REDIS|MONGO(?:DB)?|POSTGRES(?:QL)?|PG|MYSQL|AMQP|RABBITMQ|BROKER|CACHE|SMTP)_(?:URL|URI|DSN|CONNECTION_STRING)$/i;

/** What an answer about the health of a server tells of its process: its host, its memory. */
function processIn(handling: HandlingView): ValueView | undefined {
  if (!handling.endpoints.every(({ path }) => isHealthPath(path))) return undefined;
  return heldIn(handling).find(({ text }) => ABOUT_THE_PROCESS.test(text.replace(/\s+/g, '')));
}

function heldIn(handling: HandlingView): readonly ValueView[] {
  return sentBy(handling).flatMap((one) => heldBy(one, handling));
}

function sentBy({ calls, returns }: HandlingView): readonly ValueView[] {
  const given = calls.flatMap((call) =>
    answers(call) && !call.inTest ? [...call.arguments, call.keyword('content')] : [],
  );
  return [...returns, ...given].flatMap((one) => one ?? []);
}

/** All settings of the server that the handler answers with. */
function environmentIn(handling: HandlingView): ValueView | undefined {
  const sent = sentBy(handling);
  const isDeep = NAMED.test(handling.node.text);
  return sent
    .flatMap((one) => (isDeep ? heldBy(one, handling) : [one, ...one.spreads]))
    .find((one) => ENVIRONMENT.test(one.text.replace(/\s+/g, '')) || isDump(one, handling));
}

/** The value, and what it holds as it is: what is spread, set under a key, or given to what makes it. */
function heldBy(value: ValueView, handling: HandlingView, depth = 0): readonly ValueView[] {
  if (depth > MAX_DEPTH) return [value];
  const set = (value.keys ?? []).flatMap((key) => value.property(key) ?? []);
  const held = [...set, ...givenTo(value.made()), ...putInto(value, handling)];
  return [value, ...value.spreads, ...held.flatMap((one) => heldBy(one, handling, depth + 1))];
}

function givenTo(made: CallView | undefined): readonly ValueView[] {
  if (made === undefined || !(HOLDS.test(made.callee) || COPIES.test(made.name))) return [];
  return [...made.arguments, ...ENTRIES.flatMap((name) => made.keyword(name) ?? [])];
}

/** What is put into a table or a list that has a name: `all.put("env", x)`, `all.env = x`. */
function putInto({ text }: ValueView, { calls, fills }: HandlingView): readonly ValueView[] {
  if (!/^\w+$/.test(text)) return [];
  const puts = calls.filter(({ name, callee }) => PUTS.test(name) && callee === `${text}.${name}`);
  const set = fills.filter(({ name, callee }) => name.endsWith('=') && callee.startsWith(`${text}.`));
  return [...puts, ...set].flatMap((call) => call.arguments);
}

function isDump({ start, end }: ValueView, { calls, endpoints, language, node }: HandlingView): boolean {
  if (language !== 'python' || isCut(node) || !endpoints.every(({ path }) => isAboutServer(path)))
    return false;
  return calls.some((call) => call.node.start === start && call.node.end === end && dumpsSettings(call));
}

function isAboutServer(path: string): boolean {
  return isDiagnosticPath(path) || ABOUT_THE_SERVER.find(path.split('/').flatMap(tokensOf)) !== undefined;
}

/** Of an object that every handler shares, and no record of somebody's preferences. */
function dumpsSettings(call: CallView): boolean {
  const { callee, arguments: given, module, object, receiver = '' } = call;
  if (!DUMPED.test(callee) || given.length > 0) return false;
  if (['include', 'exclude', 'mode'].some((name) => call.keyword(name) !== undefined)) return false;
  const made = object?.made()?.callee ?? '';
  return module !== undefined || /^(?:\w+\.)*(?:App|Server)?(?:Settings|Config)$/.test(made || receiver);
}

/** Whether a model says what the answer shows. */
function isCut({ leaf, start, text }: HandlingView['node']): boolean {
  const above = leaf.text.slice(0, start);
  const head = above.slice(above.lastIndexOf('\n\n') + 1) + text.slice(0, text.indexOf(':\n') + 1);
  return /\bresponse_model\s*=|->\s*(?!dict|Dict|Any|Mapping)/.test(head);
}

/** Whether anybody may call it, as far as all that stands in front is in sight. */
export function isForAnyone(endpoint: Endpoint): boolean {
  const { guards, framework, obscured, personal, delegates } = endpoint;
  if (!guards.known || personal || delegates || (obscured && framework !== 'spring')) return false;
  return (
    guardOf(endpoint, 'authentication') === undefined && guardOf(endpoint, 'authorization') === undefined
  );
}
