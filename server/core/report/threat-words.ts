import type { AnswerField, DecisionStatus, ThreatStatus } from '../model/threats/decisions.js';
import type { Stride } from '../model/threats/template.js';

/** Every sentence of the threat report that no template holds. */
export const WORDS = {
  title: 'Threat model of {document}',
  summary: '{open} open, {unknown} to be answered, {mitigated} mitigated, over {operations} operations.',
  incomplete:
    'Part of this document cannot be read or is out of sight; what is missing is treated as unknown.',
  none: 'No threat of the library concerns an operation of this document.',
  flows: 'Data flow',
  flowsNote: 'Dashed frames are trust boundaries. Red: an open threat; amber: a question to answer.',
  overview: 'Overview',
  table: '| | open | to be answered | mitigated |',
  concerns: 'Concerns',
  evidence: 'What it stands on',
  raises: '{rule} finds a fault: {place}',
  lowers: '{rule} sees a control: {place}',
  unheard: 'No rule has seen whether a control is in place.',
  fact: '{words}: {operations}',
  question: 'Question',
  decision: 'Decided',
  decided: '{status}, by {by} on {at}',
  decidedBy: '{status}, by {by}',
  decidedAt: '{status}, on {at}',
  overdue: 'The day of its review is past, so that it is open again.',
  silent: 'The document does not mention it, which contradicts nobody: {rules}',
  field: '{name}: {text}',
  controls: 'What deals with it',
  snippets: 'Snippets that help: {snippets}',
  more: 'and {count} more',
} as const;

/** What a decision says of a threat. */
export const DECISION_WORDS: Readonly<Record<DecisionStatus, string>> = {
  open: 'Open',
  mitigated: 'Mitigated',
  'mitigated-elsewhere': 'Mitigated elsewhere',
  accepted: 'Accepted',
  transferred: 'Transferred',
  'not-applicable': 'Not applicable',
  'needs-review': 'To be answered',
};

/** In the order in which a reader wants them. */
export const FIELD_WORDS: readonly (readonly [field: AnswerField, words: string])[] = [
  ['where', 'Where'],
  ['component', 'Component'],
  ['party', 'Carried by'],
  ['reference', 'Reference'],
  ['ticket', 'Ticket'],
  ['reason', 'Reason'],
  ['approver', 'Approved by'],
  ['review', 'Review on'],
];

export const STATUS_WORDS: Readonly<Record<ThreatStatus, string>> = {
  open: 'Open',
  unknown: 'To be answered',
  mitigated: 'Mitigated',
};

/** In the order of the acronym. */
export const STRIDE_WORDS: Readonly<Record<Stride, string>> = {
  S: 'Spoofing',
  T: 'Tampering',
  R: 'Repudiation',
  I: 'Information disclosure',
  D: 'Denial of service',
  E: 'Elevation of privilege',
};

export const DIAGRAM_WORDS = {
  callers: 'Callers',
  service: 'API',
  outside: 'Called by the API',
  anyone: 'Anyone',
  unseen: 'Callers out of sight',
  holder: 'Holder of {scheme}',
  flow: '{count} operations, {data} data',
  oneFlow: '1 operation, {data} data',
  call: 'calls out',
  rest: '{count} more resources',
} as const;

/** What a fact says when it is so, when it is not, and when it cannot be seen; silent where a reader learns nothing. */
export const FACT_WORDS: Readonly<Record<string, { yes?: string; no?: string; unknown?: string }>> = {
  'auth.none': {
    yes: 'No credential is asked for',
    unknown: 'Whether a credential is asked for is out of sight',
  },
  'auth.optional': {
    yes: 'The credential may be left out',
    unknown: 'Whether the credential may be left out is out of sight',
  },
  'auth.apikey': { yes: 'It asks for an API key', unknown: 'What credential it asks for is out of sight' },
  'auth.basic': { yes: 'It asks for a name and a password' },
  'oauth.implicit': { yes: 'Tokens may be taken out of a redirect' },
  'oauth.password': { yes: 'Passwords may be handed to clients' },
  'auth.apikey-in-query': {
    yes: 'An API key travels in the query',
    unknown: 'How the credential travels is out of sight',
  },
  'param.object-id': { yes: 'The caller names the object', unknown: 'A parameter may name an object' },
  'param.credential-in-url': {
    yes: 'A parameter in the URL carries a credential',
    unknown: 'Some parameters are out of sight',
  },
  'param.limit-unbounded': {
    yes: 'Nothing limits the size of a page',
    unknown: 'Whether the size of a page is limited is out of sight',
  },
  'param.pii-in-url': {
    yes: 'A parameter in the URL holds personal data',
    unknown: 'Some parameters are out of sight',
  },
  'param.unbounded': { yes: 'A parameter has no upper bound', unknown: 'Some parameters are out of sight' },
  'body.privileged-props': { yes: 'The body names fields such as role, owner or balance' },
  'body.freeform': { yes: 'The body accepts fields that no schema names' },
  'body.unbounded': { yes: 'The request has fields without an upper bound' },
  'body.json': { unknown: 'The body is out of sight' },
  'body.money-props': { yes: 'The body names prices or amounts' },
  'body.role-prop': { yes: 'The body names a role or a right' },
  'response.collection': { yes: 'It lists things', unknown: 'Whether it lists things is out of sight' },
  'response.credentials': { yes: 'The answer holds a secret', unknown: 'Part of the answer is out of sight' },
  'response.body': { unknown: 'The answers are out of sight' },
  'server.http': {
    yes: 'A server is reached in clear text',
    unknown: 'The document does not say how its server is reached',
  },
  'code.rate-limited': {
    no: 'No limiter is seen in front of the route',
    unknown: 'Whether the service limits calls is out of sight',
  },
  'code.interprets-input': {
    yes: 'Code hands what a caller sends to an interpreter',
    unknown: 'Whether something checks what reaches an interpreter is out of sight',
  },
  'code.body-bound-to-entity': {
    yes: 'The body is stored as it came',
    unknown: 'What the service does with unnamed fields is out of sight',
  },
  'spec.rate-limit-documented': {
    no: 'No answer tells callers about a limit',
    unknown: 'The answers are out of sight',
  },
  'op.calls-out': { yes: 'It calls receivers, or takes the addresses of some' },
  'op.undocumented': { yes: 'The code serves it and the document does not describe it' },
  'op.not-implemented': {
    yes: 'The document describes it and the code does not serve it',
    unknown: 'Whether the code serves it is out of sight',
  },
  'role.login': { yes: 'It takes passwords or codes that somebody may guess' },
  'role.token-issue': { yes: 'It gives out tokens' },
  'role.password-reset': { yes: 'It resets passwords' },
  'role.way-in': { yes: 'It sends a way in to who cannot sign in' },
  'role.otp': { yes: 'It handles one-time codes' },
  'role.register': { yes: 'It makes accounts' },
  'role.profile-update': { yes: 'People change their own data with it' },
  'role.invite': { yes: 'It invites people' },
  'role.search': { yes: 'It searches' },
  'role.export': { yes: 'It hands out data in bulk' },
  'role.report': { yes: 'It makes reports' },
  'role.image-processing': { yes: 'It converts or draws' },
  'role.bulk': { yes: 'One call changes many things' },
  'role.llm': { yes: 'It runs a language model' },
  'role.admin': { yes: 'It serves administration' },
  'role.payment': { yes: 'It moves money' },
  'role.change-credential': { yes: 'It changes a credential' },
  'method.write': { yes: 'It changes data' },
};

/** What is said of the class of data, by fact. */
export const CLASS_WORDS: Readonly<Record<string, { exactly: string; atLeast: string }>> = {
  'data.request.class': {
    exactly: 'The request holds {class} data',
    atLeast: 'The request holds data that is at least {class}',
  },
  'data.response.class': {
    exactly: 'The answer holds {class} data',
    atLeast: 'The answer holds data that is at least {class}',
  },
};
