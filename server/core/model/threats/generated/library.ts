import type { Answer } from '../answers.js';
import type { ThreatTemplate } from '../template.js';

/** The threat library. Generated from `threats/*.yaml`: run `npm run generate`. */
export const THREATS: readonly ThreatTemplate[] = [
  {
    "id": "TM-D-01",
    "kind": "d.no-rate-limit",
    "title": "Nothing limits how often one caller calls",
    "stride": "D",
    "owasp": [
      "API4:2023"
    ],
    "cwe": [
      770,
      799
    ],
    "capec": [
      125,
      469
    ],
    "asvs5": [
      "2.4.1"
    ],
    "practices": [
      "design-threat-model",
      "limits-everywhere",
      "limits-window",
      "limits-per-client",
      "limits-graceful"
    ],
    "rollup": "api",
    "when": "not role.health and code.rate-limited != yes and spec.rate-limit-documented != yes",
    "statement": {
      "source": "A script that uses many accounts or addresses",
      "action": "call {target} as fast as the network allows",
      "impact": "slows the service for everybody or runs up its cost"
    },
    "question": "How often may one caller honestly use {target}, and what enforces that?",
    "controls": [
      "Limit by identity first and by address second, with one store for all instances.",
      "Answer 429 with Retry-After and the RateLimit fields.",
      "Give cheap and expensive operations budgets of their own."
    ],
    "raises": [
      "limits/429-missing",
      "limits/app-unlimited"
    ],
    "lowers": [
      "limits/429-missing",
      "limits/app-unlimited"
    ],
    "snippets": [
      "limits/shared-429-response",
      "limits/express-rate-limiter",
      "limits/express-burst-and-sustained"
    ]
  },
  {
    "id": "TM-D-02",
    "kind": "d.unbounded-page",
    "title": "The caller chooses how much is loaded at once",
    "stride": "D",
    "owasp": [
      "API4:2023"
    ],
    "cwe": [
      770,
      1284
    ],
    "capec": [
      130
    ],
    "asvs5": [
      "2.4.1",
      "15.2.2"
    ],
    "practices": [
      "design-threat-model",
      "input-validate",
      "limits-everywhere"
    ],
    "rollup": "resource",
    "when": "response.collection and param.limit-unbounded",
    "statement": {
      "source": "A signed-in user without special rights",
      "action": "ask {target} for millions of rows in one call",
      "impact": "exhausts the memory of the service and its database"
    },
    "question": "How many items may {target} return at most, and what happens to a request for more?",
    "controls": [
      "Give the page size a maximum and a small default, and refuse or cut what is above.",
      "Turn pages by cursor rather than by a deep offset.",
      "Give every query a time limit."
    ],
    "raises": [
      "limits/pagination-unbounded"
    ],
    "lowers": [
      "limits/pagination-unbounded"
    ],
    "snippets": [
      "limits/pagination-parameters"
    ]
  },
  {
    "id": "TM-D-04",
    "kind": "d.expensive-operation",
    "title": "One call sets off heavy work",
    "stride": "D",
    "owasp": [
      "API4:2023"
    ],
    "cwe": [
      400,
      405
    ],
    "asvs5": [
      "15.2.2",
      "15.1.3"
    ],
    "practices": [
      "design-threat-model",
      "limits-everywhere",
      "limits-window"
    ],
    "rollup": "resource",
    "when": "role.search or role.export or role.report or role.image-processing or role.bulk or role.llm",
    "statement": {
      "source": "A script that uses many accounts or addresses",
      "action": "repeat the most expensive form of {target}",
      "impact": "starves everybody else of capacity, or runs up a bill"
    },
    "question": "What does the worst request to {target} cost, and is it queued and limited?",
    "controls": [
      "Answer 202 and work from a queue, with a resource that tells how far it is.",
      "Limit how many such jobs one caller may run at the same time.",
      "Charge calls against a budget by what they cost."
    ],
    "raises": [
      "limits/expensive-operation",
      "limits/expensive-route-unlimited"
    ],
    "lowers": [
      "limits/expensive-route-unlimited"
    ],
    "snippets": [
      "limits/express-rate-limiter"
    ]
  },
  {
    "id": "TM-E-01",
    "kind": "e.bola-write",
    "title": "Changing an identifier alters somebody else's object",
    "stride": "E",
    "owasp": [
      "API1:2023"
    ],
    "cwe": [
      639,
      863
    ],
    "asvs5": [
      "8.2.2",
      "8.3.1"
    ],
    "practices": [
      "design-threat-model",
      "auth-access-control"
    ],
    "rollup": "resource",
    "when": "param.object-id and method.write and not auth.none",
    "statement": {
      "source": "A signed-in user without special rights",
      "action": "put another user's identifier into {target}",
      "impact": "changes or deletes what belongs to others"
    },
    "question": "What ties the object of {target} to its caller before anything is written?",
    "controls": [
      "Write with the owner or the tenant in the condition of the statement.",
      "Ask a policy for this object and this action, and refuse by default.",
      "Test with two users that one cannot touch what the other owns."
    ],
    "raises": [
      "auth/object-id-without-authorization",
      "auth/object-level-missing-owner"
    ],
    "lowers": [
      "auth/object-level-missing-owner"
    ],
    "snippets": [
      "auth/express-ownership-check"
    ]
  },
  {
    "id": "TM-E-02",
    "kind": "e.bfla-admin",
    "title": "Ordinary users reach an administrative function",
    "stride": "E",
    "owasp": [
      "API5:2023"
    ],
    "cwe": [
      285,
      862
    ],
    "capec": [
      122
    ],
    "asvs5": [
      "8.2.1",
      "8.3.1"
    ],
    "practices": [
      "design-threat-model",
      "auth-access-control"
    ],
    "rollup": "operation",
    "when": "role.admin",
    "statement": {
      "source": "A signed-in user without special rights",
      "action": "call {target} directly",
      "impact": "does what only administrators may do"
    },
    "question": "Which role or scope does {target} ask for, and where does the server check it?",
    "controls": [
      "Ask for a scope or role that ordinary users never get, and refuse by default.",
      "Serve administration from a router, and where possible a network, of its own.",
      "Test every administrative operation with an ordinary user."
    ],
    "raises": [
      "auth/admin-endpoint-shares-security",
      "auth/function-level-missing-role",
      "auth/scope-method-mismatch",
      "auth/client-controlled-decision"
    ],
    "lowers": [
      "auth/admin-endpoint-shares-security",
      "auth/function-level-missing-role"
    ],
    "snippets": [
      "auth/oauth2-authorization-code",
      "auth/spring-security-chain"
    ]
  },
  {
    "id": "TM-E-05",
    "kind": "e.role-in-body",
    "title": "Callers can choose their own role",
    "stride": "E",
    "owasp": [
      "API3:2023",
      "API5:2023"
    ],
    "cwe": [
      269,
      915
    ],
    "asvs5": [
      "15.3.3",
      "8.2.3"
    ],
    "practices": [
      "design-threat-model",
      "auth-access-control",
      "design-data-exposure"
    ],
    "rollup": "operation",
    "when": "body.role-prop and method.write and (role.register or role.profile-update or role.invite)",
    "statement": {
      "source": "A signed-in user without special rights",
      "action": "send a role, an admin flag or permissions to {target}",
      "impact": "makes or becomes an account with more rights"
    },
    "question": "Who may set a role through {target}, and what is the highest one that they can give?",
    "controls": [
      "Change roles through an administrative operation of its own.",
      "Let nobody give more rights than they have.",
      "Leave the role out of the schema of what people send about themselves."
    ],
    "raises": [
      "design/mass-assignment-shared-schema",
      "design/mass-assignment",
      "design/privileged-field-writable"
    ],
    "lowers": [
      "design/mass-assignment-shared-schema",
      "design/mass-assignment"
    ],
    "snippets": [
      "input/zod-body-validation"
    ]
  },
  {
    "id": "TM-E-11",
    "kind": "e.shadow-endpoint",
    "title": "The code serves what no document describes",
    "stride": "E",
    "owasp": [
      "API9:2023"
    ],
    "cwe": [
      912,
      1059
    ],
    "asvs5": [
      "15.2.3"
    ],
    "practices": [
      "design-threat-model",
      "docs-inventory",
      "gateway-central"
    ],
    "rollup": "operation",
    "when": "op.undocumented",
    "statement": {
      "source": "Anyone on the network",
      "action": "find {target} by guessing, or know it from an old client",
      "impact": "gives them a function that nobody reviews"
    },
    "question": "Should {target} be documented, restricted or removed?",
    "controls": [
      "Compare routes and documents in CI, and let an unknown route fail the build.",
      "Let the gateway pass only what the document describes."
    ],
    "raises": [
      "docs/shadow-endpoint"
    ],
    "lowers": [],
    "snippets": []
  },
  {
    "id": "TM-E-12",
    "kind": "e.ghost-operation",
    "title": "The document promises what no code serves",
    "stride": "E",
    "owasp": [
      "API9:2023"
    ],
    "cwe": [
      1059,
      710
    ],
    "asvs5": [],
    "practices": [
      "design-threat-model",
      "docs-inventory",
      "docs-versioning"
    ],
    "rollup": "operation",
    "when": "op.not-implemented",
    "statement": {
      "source": "Anyone on the network",
      "action": "reach whatever answers at {target} today, such as a catch-all route or the next owner of its host",
      "impact": "passes something unexpected off under a trusted name"
    },
    "question": "Is {target} planned, moved or gone?",
    "controls": [
      "Take the operation out of the document, or mark it as deprecated with the day it ends.",
      "Answer 404 or 501 where nothing serves it.",
      "Run contract tests that call every operation."
    ],
    "raises": [
      "docs/ghost-endpoint"
    ],
    "lowers": [],
    "snippets": []
  },
  {
    "id": "TM-I-01",
    "kind": "i.bola-read",
    "title": "Changing an identifier shows somebody else's object",
    "stride": "I",
    "owasp": [
      "API1:2023"
    ],
    "cwe": [
      639
    ],
    "asvs5": [
      "8.2.2",
      "8.3.1"
    ],
    "practices": [
      "design-threat-model",
      "auth-access-control"
    ],
    "rollup": "resource",
    "when": "param.object-id and method.read and not role.public-by-design",
    "statement": {
      "source": "A signed-in user without special rights",
      "action": "put another user's identifier into {target}",
      "impact": "shows records that belong to others"
    },
    "question": "What decides that this caller may read this very object through {target}?",
    "controls": [
      "Load by identifier and owner, or tenant, in one query.",
      "Ask one central policy for every object, and refuse by default.",
      "Answer 404 for objects outside the caller's reach."
    ],
    "raises": [
      "auth/object-id-without-authorization",
      "auth/object-level-missing-owner"
    ],
    "lowers": [
      "auth/object-level-missing-owner"
    ],
    "snippets": [
      "auth/express-ownership-check"
    ]
  },
  {
    "id": "TM-I-02",
    "kind": "i.excessive-data",
    "title": "An answer holds more than its reader needs",
    "stride": "I",
    "owasp": [
      "API3:2023"
    ],
    "cwe": [
      213,
      359,
      201
    ],
    "asvs5": [
      "14.2.6",
      "15.3.1"
    ],
    "practices": [
      "design-threat-model",
      "design-data-exposure"
    ],
    "rollup": "resource",
    "when": "response.body and data.response.class >= confidential",
    "statement": {
      "source": "A signed-in user without special rights",
      "action": "read the raw answer of {target} instead of the screen",
      "impact": "reveals personal or internal facts"
    },
    "question": "Who needs each sensitive field in the answer of {target}?",
    "controls": [
      "Give answers a schema of their own for each kind of reader, with every field named.",
      "Mark what only goes in as writeOnly; mask what is needed in part.",
      "Test that an answer holds no field that its schema does not name."
    ],
    "raises": [
      "design/sensitive-response-field",
      "design/excessive-data-exposure"
    ],
    "lowers": [
      "design/sensitive-response-field",
      "design/excessive-data-exposure"
    ],
    "snippets": []
  },
  {
    "id": "TM-I-03",
    "kind": "i.secret-in-response",
    "title": "An answer gives a secret away",
    "stride": "I",
    "owasp": [
      "API3:2023",
      "API2:2023"
    ],
    "cwe": [
      200,
      522,
      256
    ],
    "asvs5": [
      "14.2.6"
    ],
    "practices": [
      "design-threat-model",
      "design-data-exposure",
      "auth-credentials"
    ],
    "rollup": "resource",
    "when": "response.credentials and not role.token-issue and not role.login",
    "statement": {
      "source": "A signed-in user without special rights",
      "action": "read a password, its hash, a key or a token in the answer of {target}",
      "impact": "lets them use it elsewhere"
    },
    "question": "Why does {target} return a secret, and could it be shown once or not at all?",
    "controls": [
      "Take secrets out of answers; mark what only goes in as writeOnly.",
      "Show a new key once, when it is made, and store only its hash.",
      "Tell keys apart by a name or by their last characters."
    ],
    "raises": [
      "design/sensitive-response-field"
    ],
    "lowers": [
      "design/sensitive-response-field"
    ],
    "snippets": []
  },
  {
    "id": "TM-I-05",
    "kind": "i.collection-scrape",
    "title": "A whole collection can be copied page by page",
    "stride": "I",
    "owasp": [
      "API4:2023",
      "API6:2023"
    ],
    "cwe": [
      799,
      770
    ],
    "asvs5": [
      "2.4.1"
    ],
    "practices": [
      "design-threat-model",
      "detect-behaviour",
      "limits-window",
      "auth-access-control"
    ],
    "rollup": "resource",
    "when": "response.collection and (data.response.class >= confidential or auth.none)",
    "statement": {
      "source": "A script that uses many accounts or addresses",
      "action": "turn the pages of {target} until it has everything",
      "impact": "leaves somebody else with a copy of all customers or products"
    },
    "question": "How much of {target} may one caller fetch in a day, and who notices when it is more?",
    "controls": [
      "Filter by owner or tenant on the server, so that a caller sees only what is theirs.",
      "Turn pages by cursor, limit their size, and give each caller a daily quota.",
      "Watch for callers who walk through everything in order."
    ],
    "raises": [
      "limits/pagination-unbounded",
      "auth/sequential-resource-id"
    ],
    "lowers": [
      "limits/pagination-unbounded"
    ],
    "snippets": [
      "limits/express-rate-limiter",
      "limits/pagination-parameters",
      "limits/express-burst-and-sustained"
    ]
  },
  {
    "id": "TM-I-06",
    "kind": "i.pii-in-url",
    "title": "Personal data stands in URLs",
    "stride": "I",
    "owasp": [
      "API8:2023"
    ],
    "cwe": [
      598,
      532
    ],
    "asvs5": [
      "14.2.1"
    ],
    "practices": [
      "design-threat-model",
      "design-data-exposure",
      "detect-logging"
    ],
    "rollup": "resource",
    "when": "param.pii-in-url",
    "statement": {
      "source": "Anyone who can read access logs, caches or analytics",
      "action": "find personal data in URLs of {target}",
      "impact": "reveals it to people whom nobody meant to tell"
    },
    "question": "Can the e-mail address, phone or document number leave the URL of {target}?",
    "controls": [
      "Name people by an identifier that says nothing about them, or search with a body.",
      "Cut query strings and such path segments out of access logs."
    ],
    "raises": [
      "design/sensitive-data-in-url"
    ],
    "lowers": [
      "design/sensitive-data-in-url"
    ],
    "snippets": []
  },
  {
    "id": "TM-R-01",
    "kind": "r.no-audit-write",
    "title": "A change leaves no record of who made it",
    "stride": "R",
    "owasp": [
      "API8:2023"
    ],
    "cwe": [
      778
    ],
    "asvs5": [
      "16.2.1",
      "16.3.3"
    ],
    "practices": [
      "design-threat-model",
      "detect-logging"
    ],
    "rollup": "resource",
    "when": "method.write and (data.request.class >= confidential or role.admin or role.payment or role.change-credential)",
    "statement": {
      "source": "A signed-in user without special rights",
      "action": "use {target} and deny it later",
      "impact": "leaves a dispute that nobody can settle"
    },
    "question": "Which record tells who called {target}, on which object, from where, and with what result?",
    "controls": [
      "Write an audit event with actor, action, object, outcome, time and correlation id.",
      "Write it in the same transaction as the change, or through an outbox.",
      "Keep it where the application itself cannot delete it."
    ],
    "raises": [
      "detect/auth-event-unlogged"
    ],
    "lowers": [
      "detect/auth-event-unlogged"
    ],
    "snippets": []
  },
  {
    "id": "TM-R-02",
    "kind": "r.no-auth-events",
    "title": "Signing in leaves no trace",
    "stride": "R",
    "owasp": [
      "API2:2023"
    ],
    "cwe": [
      778,
      223
    ],
    "asvs5": [
      "16.3.1",
      "6.3.7"
    ],
    "practices": [
      "design-threat-model",
      "detect-logging",
      "detect-alerting"
    ],
    "rollup": "api",
    "when": "role.login or role.token-issue or role.password-reset or role.otp or role.change-credential",
    "statement": {
      "source": "A script that uses many accounts or addresses",
      "action": "attack accounts of {target} unseen",
      "impact": "makes a takeover come to light late or never"
    },
    "question": "Where is each success and failure of signing in to {target} recorded, with reason and source and without the secret?",
    "controls": [
      "Record every success and failure with account, source, factor and reason; never the password, code or token.",
      "Raise an alarm on bursts of failures, and on a success that follows many of them.",
      "Tell the owner of an account when its password, factor or address changes."
    ],
    "raises": [
      "detect/auth-event-unlogged"
    ],
    "lowers": [
      "detect/auth-event-unlogged"
    ],
    "snippets": []
  },
  {
    "id": "TM-R-05",
    "kind": "r.shared-credential",
    "title": "Several callers share one credential",
    "stride": "R",
    "owasp": [
      "API2:2023"
    ],
    "cwe": [
      287,
      778
    ],
    "asvs5": [
      "13.2.1",
      "16.2.1"
    ],
    "practices": [
      "design-threat-model",
      "auth-standards",
      "gateway-credentials",
      "respond-containment"
    ],
    "rollup": "api",
    "when": "auth.apikey or auth.basic",
    "statement": {
      "source": "Anybody who holds a shared key of {target}",
      "action": "act behind it",
      "impact": "leaves no person or system that a call can be traced to"
    },
    "question": "Does every client of {target} have a key of its own in each environment, with a named owner?",
    "controls": [
      "Give each consumer a credential of its own, with an owner, a purpose and an end date.",
      "Let people sign in as themselves; keep keys for machines.",
      "Be able to revoke one key without touching the others."
    ],
    "raises": [
      "auth/api-key-only-write"
    ],
    "lowers": [],
    "snippets": [
      "auth/oauth2-authorization-code",
      "auth/mutual-tls-scheme"
    ]
  },
  {
    "id": "TM-S-01",
    "kind": "s.no-auth-sensitive",
    "title": "Anyone can use a sensitive operation",
    "stride": "S",
    "owasp": [
      "API2:2023",
      "API5:2023"
    ],
    "cwe": [
      306,
      862
    ],
    "capec": [
      115
    ],
    "asvs5": [
      "8.2.1",
      "8.3.1"
    ],
    "practices": [
      "design-threat-model",
      "auth-access-control",
      "design-defaults"
    ],
    "rollup": "resource",
    "when": "auth.none and not role.public-by-design and (method.write or data.response.class >= confidential or data.request.class >= confidential)",
    "statement": {
      "source": "Anyone on the network",
      "action": "call {target} without saying who they are",
      "impact": "exposes or changes data that belongs to signed-in users"
    },
    "question": "Should people who have not signed in be able to use {target}?",
    "controls": [
      "Put a security requirement at the root of the document, and lift it only where anybody may call.",
      "Refuse every request without a valid credential by default; keep the list of public routes short and explicit.",
      "Write the reason beside each operation that stays public."
    ],
    "also": [
      {
        "status": "not-applicable",
        "label": "It is meant to be public",
        "needs": [],
        "reason": "Meant to be public."
      }
    ],
    "raises": [
      "auth/write-operation-unprotected",
      "auth/read-operation-unprotected",
      "auth/route-missing-guard",
      "auth/guard-order",
      "auth/method-gap",
      "auth/header-param-authorization",
      "auth/client-controlled-decision",
      "docs/auth-drift"
    ],
    "lowers": [
      "auth/write-operation-unprotected",
      "auth/read-operation-unprotected",
      "auth/route-missing-guard"
    ],
    "snippets": [
      "auth/oauth2-authorization-code",
      "auth/express-jwt-guard",
      "auth/http-bearer-scheme",
      "auth/mutual-tls-scheme",
      "auth/fastapi-jwt-guard",
      "auth/spring-security-chain"
    ]
  },
  {
    "id": "TM-S-02",
    "kind": "s.optional-auth",
    "title": "Leaving the credential out changes who the caller is",
    "stride": "S",
    "owasp": [
      "API2:2023"
    ],
    "cwe": [
      287,
      288
    ],
    "capec": [
      115
    ],
    "asvs5": [
      "6.3.4"
    ],
    "practices": [
      "design-threat-model",
      "auth-access-control",
      "design-defaults"
    ],
    "rollup": "scheme",
    "when": "auth.optional",
    "statement": {
      "source": "Anyone on the network",
      "action": "send no credential to {target} and be served as nobody in particular",
      "impact": "skips every check that expects a signed-in user"
    },
    "question": "What changes in the answers and effects of {target} when no credential is sent?",
    "controls": [
      "Offer two operations, one public and one protected, or make the public answer a strict part of the other.",
      "Refuse a credential that is present but invalid; never fall back to the anonymous answer."
    ],
    "raises": [
      "auth/anonymous-alternative",
      "docs/auth-drift"
    ],
    "lowers": [
      "auth/anonymous-alternative",
      "auth/route-missing-guard"
    ],
    "snippets": [
      "auth/express-jwt-guard",
      "auth/fastapi-jwt-guard",
      "auth/spring-security-chain"
    ]
  },
  {
    "id": "TM-S-06",
    "kind": "s.credential-in-url",
    "title": "A credential travels in the URL",
    "stride": "S",
    "owasp": [
      "API2:2023"
    ],
    "cwe": [
      598,
      522
    ],
    "asvs5": [
      "14.2.1"
    ],
    "practices": [
      "design-threat-model",
      "auth-credentials",
      "auth-standards"
    ],
    "rollup": "scheme",
    "when": "auth.apikey-in-query or param.credential-in-url",
    "statement": {
      "source": "Anyone who can read access logs, proxies or browser history",
      "action": "copy the credential out of a URL of {target}",
      "impact": "lets them act as its owner"
    },
    "question": "What keeps the credential of {target} out of logs, and when does it move to a header?",
    "controls": [
      "Send credentials in the Authorization header, or in the body of a sign-in request.",
      "Remove query strings from access logs until every client has moved, then rotate what was logged."
    ],
    "raises": [
      "auth/credentials-in-url-param",
      "auth/api-key-in-url"
    ],
    "lowers": [
      "auth/credentials-in-url-param",
      "auth/api-key-in-url"
    ],
    "snippets": [
      "auth/oauth2-authorization-code"
    ]
  },
  {
    "id": "TM-S-08",
    "kind": "s.credential-stuffing",
    "title": "Passwords can be guessed by machine",
    "stride": "S",
    "owasp": [
      "API2:2023"
    ],
    "cwe": [
      307,
      1390
    ],
    "capec": [
      600,
      49
    ],
    "asvs5": [
      "6.1.1",
      "6.3.1",
      "6.2.12"
    ],
    "practices": [
      "design-threat-model",
      "auth-credentials",
      "limits-per-client",
      "detect-alerting"
    ],
    "rollup": "operation",
    "when": "role.login",
    "statement": {
      "source": "A script that uses many accounts or addresses",
      "action": "try stolen names and passwords at {target}",
      "impact": "takes over the accounts of people who use one password twice"
    },
    "question": "What stops ten thousand attempts at {target}, spread over many addresses and accounts?",
    "controls": [
      "Count failures by account, by network and by device, and make each further attempt wait longer.",
      "Refuse passwords that are known to be stolen, and offer passkeys or a second factor.",
      "Give the same answer, after the same time, for a wrong name and for a wrong password."
    ],
    "raises": [
      "limits/429-missing",
      "auth/login-no-throttle",
      "limits/auth-route-unlimited",
      "docs/placeholder-credentials-default"
    ],
    "lowers": [
      "auth/login-no-throttle",
      "limits/auth-route-unlimited"
    ],
    "snippets": [
      "limits/express-rate-limiter",
      "limits/shared-429-response",
      "limits/express-burst-and-sustained"
    ]
  },
  {
    "id": "TM-S-11",
    "kind": "s.user-enumeration",
    "title": "Answers tell who has an account",
    "stride": "S",
    "owasp": [
      "API2:2023"
    ],
    "cwe": [
      204,
      203
    ],
    "capec": [
      575
    ],
    "asvs5": [
      "6.3.8"
    ],
    "practices": [
      "design-threat-model",
      "auth-credentials",
      "design-errors"
    ],
    "rollup": "operation",
    "when": "role.way-in",
    "statement": {
      "source": "A script that has a list of addresses",
      "action": "compare what {target} answers to each of them",
      "impact": "gives it the list of those who have an account, to guess at and to write to"
    },
    "question": "Do status, body and time of the answer of {target} stay the same, whether somebody has the account or not?",
    "controls": [
      "Answer the same either way, and say what differs only in the mail.",
      "Do the same work on both branches, or do all of it after the answer.",
      "Limit how often one caller and one address may ask."
    ],
    "raises": [
      "auth/reset-enumeration"
    ],
    "lowers": [
      "auth/reset-enumeration"
    ],
    "snippets": []
  },
  {
    "id": "TM-S-13",
    "kind": "s.oauth-legacy-grant",
    "title": "A retired way to get tokens is still offered",
    "stride": "S",
    "owasp": [
      "API2:2023"
    ],
    "cwe": [
      522,
      598
    ],
    "asvs5": [
      "10.4.4",
      "10.4.6"
    ],
    "practices": [
      "design-threat-model",
      "auth-standards"
    ],
    "rollup": "scheme",
    "when": "oauth.implicit or oauth.password",
    "statement": {
      "source": "A page or an app that runs beside an honest client",
      "action": "take tokens out of a redirect, or collect the passwords that {target} accept",
      "impact": "lets it call the API as the user"
    },
    "question": "Which clients of {target} still need the implicit or the password flow, and when do they move?",
    "controls": [
      "Offer the authorization code flow with PKCE (S256) to every client that a person uses.",
      "Give machines client credentials or token exchange.",
      "Take the old flows out of the document, and switch them off at the authorization server."
    ],
    "raises": [
      "auth/oauth-implicit-flow",
      "auth/oauth-password-flow"
    ],
    "lowers": [
      "auth/oauth-implicit-flow",
      "auth/oauth-password-flow"
    ],
    "snippets": [
      "auth/oauth2-authorization-code"
    ]
  },
  {
    "id": "TM-S-19",
    "kind": "s.webhook-forged",
    "title": "Calls of the API can be forged or read",
    "stride": "S",
    "owasp": [
      "API2:2023",
      "API8:2023"
    ],
    "cwe": [
      345,
      347,
      319
    ],
    "asvs5": [
      "4.1.5"
    ],
    "practices": [
      "design-threat-model",
      "auth-standards",
      "auth-access-control",
      "crypto-tls"
    ],
    "rollup": "api",
    "when": "op.calls-out",
    "statement": {
      "source": "Anyone who knows the address of a receiver, or is on the way to it",
      "action": "send it calls in the name of {target}, or read those that are sent",
      "impact": "makes it act on events that never happened"
    },
    "question": "How does a receiver tell that a call comes from {target} and is fresh, and is every call sent over TLS?",
    "controls": [
      "Sign the body and the time of each call with a secret of that receiver, and name the header in the document.",
      "Send calls to https addresses only, and refuse others when they are registered.",
      "Tell receivers to compare in constant time, and to refuse what is old or was seen before."
    ],
    "raises": [
      "auth/webhook-unsigned",
      "auth/webhook-signature-undocumented",
      "crypto/webhook-http-allowed"
    ],
    "lowers": [
      "auth/webhook-unsigned"
    ],
    "snippets": []
  },
  {
    "id": "TM-T-01",
    "kind": "t.mass-assignment",
    "title": "A caller can set fields that the server should decide",
    "stride": "T",
    "owasp": [
      "API3:2023"
    ],
    "cwe": [
      915,
      269
    ],
    "asvs5": [
      "15.3.3"
    ],
    "practices": [
      "design-threat-model",
      "design-data-exposure",
      "input-validate"
    ],
    "rollup": "resource",
    "when": "body.json and method.write and (body.privileged-props or body.freeform or code.body-bound-to-entity)",
    "statement": {
      "source": "A signed-in user without special rights",
      "action": "add a role, an owner, a price or a state to the body sent to {target}",
      "impact": "changes what no form ever offered"
    },
    "question": "Which fields in the body of {target} may the caller choose, and what drops the others?",
    "controls": [
      "Give requests a schema of their own; mark what the server decides as readOnly.",
      "Refuse properties that the schema does not name.",
      "Copy accepted fields one by one; never store the body as it came."
    ],
    "raises": [
      "design/mass-assignment-shared-schema",
      "design/mass-assignment",
      "input/open-additional-properties"
    ],
    "lowers": [
      "design/mass-assignment-shared-schema",
      "design/mass-assignment"
    ],
    "snippets": [
      "input/zod-body-validation",
      "input/fastapi-pydantic-model"
    ]
  },
  {
    "id": "TM-T-02",
    "kind": "t.injection",
    "title": "What a caller sends is run",
    "stride": "T",
    "owasp": [
      "API8:2023"
    ],
    "cwe": [
      74,
      89,
      78,
      94,
      502,
      611,
      943
    ],
    "capec": [
      66,
      88,
      242,
      586
    ],
    "asvs5": [
      "1.2.4",
      "1.2.5",
      "1.3.2",
      "1.5.1",
      "1.5.2"
    ],
    "practices": [
      "design-threat-model",
      "input-injection",
      "input-sanitize"
    ],
    "rollup": "resource",
    "when": "code.interprets-input",
    "statement": {
      "source": "Somebody who may call it",
      "action": "send a query, a command, an expression or an object where {target} expects a value",
      "impact": "reads and rewrites the database, or runs code with the rights of the server"
    },
    "question": "Which interpreter reads what callers send to {target}, and what keeps a value a value there?",
    "controls": [
      "Hand values over as parameters, as a list of arguments, or as data of a fixed template.",
      "Take JSON by a schema, and formats that make objects or resolve entities from nobody.",
      "Give the account of the database and the process no more rights than they need."
    ],
    "raises": [
      "input/sql-injection",
      "input/nosql-injection",
      "input/command-injection",
      "input/code-injection",
      "input/unsafe-deserialization",
      "input/xxe"
    ],
    "lowers": [],
    "snippets": [
      "input/zod-body-validation",
      "input/fastapi-pydantic-model"
    ]
  },
  {
    "id": "TM-T-10",
    "kind": "t.unconstrained-values",
    "title": "Input has no upper bound",
    "stride": "T",
    "owasp": [
      "API4:2023",
      "API8:2023"
    ],
    "cwe": [
      1284,
      20
    ],
    "asvs5": [
      "2.2.1"
    ],
    "practices": [
      "design-threat-model",
      "input-validate",
      "input-limits"
    ],
    "rollup": "api",
    "when": "body.unbounded or param.unbounded",
    "statement": {
      "source": "A signed-in user without special rights",
      "action": "send very long texts, huge numbers or endless lists to {target}",
      "impact": "leads to truncation, overflow or exhausted storage"
    },
    "question": "What is the longest, largest and strangest value that {target} has to accept?",
    "controls": [
      "Give every text a maxLength, and a pattern, a format or an enum where one fits.",
      "Give every number a minimum and a maximum, with int32 or int64 as its format.",
      "Give every list a maxItems and every free map a maxProperties."
    ],
    "raises": [
      "input/string-max-length-missing",
      "input/integer-bounds-missing",
      "input/array-max-items-missing"
    ],
    "lowers": [
      "input/string-max-length-missing"
    ],
    "snippets": [
      "input/zod-body-validation",
      "input/bounded-string",
      "input/fastapi-pydantic-model"
    ]
  },
  {
    "id": "TM-T-11",
    "kind": "t.price-tampering",
    "title": "The caller says what something costs",
    "stride": "T",
    "owasp": [
      "API3:2023",
      "API6:2023"
    ],
    "cwe": [
      472,
      840
    ],
    "asvs5": [
      "2.3.2"
    ],
    "practices": [
      "design-threat-model",
      "input-validate",
      "design-data-exposure"
    ],
    "rollup": "resource",
    "when": "body.money-props and method.write",
    "statement": {
      "source": "A signed-in user without special rights",
      "action": "send another price, discount, currency or sign of an amount to {target}",
      "impact": "makes them pay less or be paid"
    },
    "question": "Which amounts in the body of {target} does the server work out again by itself?",
    "controls": [
      "Look prices and discounts up by id; take from the caller only what is bought, and how many.",
      "Refuse negative amounts, zero and fractions of the smallest coin, and calculate with decimals.",
      "Compare the total once more when the money moves."
    ],
    "raises": [
      "input/negative-amount",
      "input/number-as-float-money",
      "design/mass-assignment"
    ],
    "lowers": [],
    "snippets": [
      "input/zod-body-validation"
    ]
  },
  {
    "id": "TM-T-16",
    "kind": "t.cleartext-transport",
    "title": "Traffic can be read and changed on its way",
    "stride": "T",
    "owasp": [
      "API8:2023"
    ],
    "cwe": [
      319
    ],
    "capec": [
      94
    ],
    "asvs5": [
      "12.1.1",
      "12.2.1",
      "4.1.2"
    ],
    "practices": [
      "design-threat-model",
      "crypto-tls"
    ],
    "rollup": "api",
    "when": "server.http",
    "statement": {
      "source": "Somebody on the network between caller and server",
      "action": "read or rewrite requests to {target}",
      "impact": "exposes credentials and alters data"
    },
    "question": "Does any address of {target} answer in plain HTTP, and who still needs it?",
    "controls": [
      "List only https and wss addresses, and close port 80 on API hosts instead of redirecting.",
      "Accept TLS 1.2 at the least and prefer TLS 1.3.",
      "Send Strict-Transport-Security where browsers call."
    ],
    "raises": [
      "crypto/server-http",
      "crypto/path-server-http",
      "crypto/server-variable-http",
      "crypto/credentials-over-cleartext",
      "crypto/oauth-url-http"
    ],
    "lowers": [
      "crypto/server-http",
      "crypto/server-variable-http"
    ],
    "snippets": [
      "crypto/node-tls-server"
    ]
  }
];

/** Answers to every question of the library, in the order in which they are offered. */
export const ANSWERS: readonly Answer[] = [
  {
    "status": "mitigated",
    "label": "Yes, this service deals with it",
    "needs": [
      "where"
    ]
  },
  {
    "status": "mitigated-elsewhere",
    "label": "Yes, something in front of it does",
    "needs": [
      "component",
      "reference"
    ]
  },
  {
    "status": "open",
    "label": "Not yet, we will",
    "needs": [
      "ticket"
    ]
  },
  {
    "status": "not-applicable",
    "label": "It does not apply here",
    "needs": [
      "reason"
    ]
  },
  {
    "status": "accepted",
    "label": "We accept the risk",
    "needs": [
      "reason",
      "approver",
      "review"
    ]
  },
  {
    "status": "transferred",
    "label": "Somebody else carries it",
    "needs": [
      "party",
      "reference"
    ]
  },
  {
    "status": "needs-review",
    "label": "I do not know",
    "needs": []
  }
];
