import { RULES } from '../../rules/index.js';
import { createEngine } from '../../server/core/engine/engine.js';
import type { Engine, Selection } from '../../server/core/engine/types.js';
import type { Rule } from '../../server/core/rule/rule.js';
import { createDocument } from '../../server/core/text/open.js';

export const ROOT = 'file:///w/';

/** A document in which some well-known rules find something; `<place>` marks nothing, names are unique. */
export const API = `openapi: 3.0.3
info: { title: Members, version: '1' }
servers: [{ url: https://api.orchard-market.io }]
security: [{ basic: [] }]
paths:
  /members:
    get:
      parameters:
        - { name: memberNumber, in: query, schema: { type: string } }
      responses:
        '200':
          description: Members
          content:
            application/json:
              schema:
                type: object
                properties:
                  memberNumber: { type: string }
        '429': { description: Too many }
components:
  securitySchemes:
    basic: { type: http, scheme: basic }
`;

export interface Project {
  readonly engine: Engine;
  /** 'rule severity' of each finding, in the order of the text. */
  found(name: string): readonly string[];
  /** 'line: message' of each finding about a configuration. */
  faults(name: string): readonly string[];
  /** Opens the text, or makes it the next version; what was there before is gone. */
  put(name: string, text: string): void;
  close(name: string): void;
  /** Rule and unit of each check since the last call. */
  checked(): readonly string[];
}

/** Files of one workspace folder, without a world: whatever else is asked for is missing. */
export function project(
  files: Readonly<Record<string, string>>,
  selection: Selection = {},
  rules: readonly Rule[] = RULES,
): Project {
  const engine = createEngine({ rules });
  engine.today('2026-01-15');
  engine.layout({ folders: [ROOT], packages: [] });
  engine.select(selection);
  let counts = new Map<string, number>();
  const put = (name: string, text: string): void => {
    const uri = ROOT + name;
    const known = engine.document(uri);
    if (!known) engine.open(createDocument(uri, 'yaml', 1, text));
    else engine.edit(known.edit(known.version + 1, [{ range: { start: 0, end: known.length }, text }]));
    settle(engine);
  };
  for (const [name, text] of Object.entries(files)) put(name, text);
  return {
    engine,
    put,
    found: (name) => engine.findings(ROOT + name).findings.map(({ rule, severity }) => `${rule} ${severity}`),
    faults(name) {
      const document = engine.document(ROOT + name);
      return engine.findings(ROOT + name).findings.map(({ place, message }) => {
        const line = (document?.positionAt(place.range.start).line ?? -2) + 1;
        return `${line}: ${message}`;
      });
    },
    close(name) {
      engine.close(ROOT + name);
      settle(engine);
    },
    checked() {
      const now = new Map(engine.counters());
      const ran = [...now].filter(([key, count]) => count !== counts.get(key)).map(([key]) => key);
      counts = now;
      return ran.sort();
    },
  };
}

function settle(engine: Engine): void {
  for (;;) {
    while (engine.work(() => false));
    const wants = engine.wants();
    if (wants.length === 0) return;
    for (const want of wants) engine.answer(want, { known: true, value: 'missing' });
  }
}
