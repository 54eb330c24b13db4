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
      "auth/object-level-missing-owner",
      "auth/object-id-without-authorization"
    ],
    "lowers": [
      "auth/object-level-missing-owner",
      "auth/object-id-without-authorization"
    ],
    "snippets": []
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
      "auth/function-level-missing-role"
    ],
    "lowers": [
      "auth/admin-endpoint-shares-security",
      "auth/function-level-missing-role"
    ],
    "snippets": [
      "auth/oauth2-authorization-code"
    ]
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
      "auth/object-level-missing-owner",
      "auth/object-id-without-authorization"
    ],
    "lowers": [
      "auth/object-level-missing-owner",
      "auth/object-id-without-authorization"
    ],
    "snippets": []
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
    "raises": [
      "auth/write-operation-unprotected",
      "auth/read-operation-unprotected",
      "auth/route-missing-guard",
      "docs/auth-drift"
    ],
    "lowers": [
      "auth/write-operation-unprotected",
      "auth/read-operation-unprotected",
      "auth/route-missing-guard"
    ],
    "snippets": [
      "auth/oauth2-authorization-code",
      "auth/express-jwt-guard"
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
      "auth/express-jwt-guard"
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
      "input/zod-body-validation"
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
      "crypto/server-variable-http",
      "crypto/credentials-over-cleartext",
      "crypto/oauth-url-http"
    ],
    "lowers": [
      "crypto/server-http",
      "crypto/server-variable-http"
    ],
    "snippets": []
  }
];
