import { placeAt, sharedPathAt } from '../core/engine/endpoints.js';
import { selfOf } from '../core/facts/openapi/parts.js';
import { targetOf } from '../core/model/openapi/reference.js';
import {
  asksCaller,
  type Endpoint,
  type EndpointEntry,
  type Guard,
  type Known,
  type Security,
  type Webhook,
} from '../core/model/types.js';
import { standingAt } from '../core/syntax/at.js';
import { isMap, stringOf } from '../core/syntax/node.js';
import { nodeAt } from '../core/syntax/tree.js';
import type { Document } from '../core/text/document.js';
import { isDocument } from '../core/text/leaf.js';
import type { Anchor, PathStep, Range } from '../core/text/span.js';
import type { Markup } from './markup.js';
import type { Session } from './session.js';
import { say } from './words.js';

export interface EndpointWordsSetting {
  readonly session: Session;
  readonly markup: Markup;
}

/** What a hover says of the endpoints at a place. */
export interface EndpointWords {
  readonly blocks: readonly string[];
  /** What the words are about. */
  readonly range: Range | undefined;
}

/** On the key of an operation, a path, or a route in code: who may call it, and where that is said. */
export function createEndpointWords({ session, markup }: EndpointWordsSetting) {
  return (document: Document, offset: number): EndpointWords | undefined => {
    const here = (isDocument(document.language) ? operationsAt : routesAt)(document, offset, session);
    if (!here) return undefined;
    const words = new Words(session, markup);
    const { endpoints, webhooks } = session.engine.model();
    const found = [
      ...endpoints.flatMap((entry): readonly Told[] => {
        const own = [...entry.documented, ...entry.implemented].find(here);
        if (!own) return [];
        return [
          { own, block: own.source === 'code' ? words.route(own, entry) : words.operation(own, entry) },
        ];
      }),
      ...webhooks
        .filter(({ call }) => here(call))
        .map((webhook): Told => ({ own: webhook.call, block: words.webhook(webhook) })),
    ];
    const [first] = found;
    if (!first) return undefined;
    return {
      blocks: found.map(({ block }) => block),
      range: found.length === 1 ? placeAt(session.engine, first.own.at)?.range : undefined,
    };
  };
}

interface Told {
  readonly own: Endpoint;
  readonly block: string;
}

type Test = (endpoint: Endpoint) => boolean;

/** On a method: its operation. On a path: all of its operations, in another file too. */
function operationsAt(document: Document, offset: number, { engine }: Session): Test | undefined {
  const standing = standingAt(document, offset);
  if (!standing?.key) return undefined;
  const { path } = standing;
  const value = nodeAt(document, path);
  const ref = value && isMap(value) ? stringOf(value.get('$ref')) : undefined;
  const home = { self: selfOf(document), named: (name: string) => engine.model().names.get(name) };
  const target = ref === undefined ? undefined : targetOf(document.uri, ref, home);
  if (target === undefined || typeof target === 'string') return ({ at }) => isHere(at, document.uri, path);
  // What several paths refer to describes one operation for each of them.
  const key = String(path.at(-1));
  return (endpoint) => endpoint.path.endsWith(key) && isHere(endpoint.at, target.uri, target.path);
}

/** Whether an operation stands there, or in the path item that does. */
function isHere({ uri, path: steps }: Anchor, here: string, path: readonly PathStep[]): boolean {
  const isUnder = uri === here && steps.length - path.length < 2;
  return isUnder && path.every((step, index) => String(steps[index]) === String(step));
}

function routesAt(document: Document, offset: number, { engine }: Session): Test {
  return ({ at }) => {
    if (at.uri !== document.uri) return false;
    return [placeAt(engine, at)?.range, sharedPathAt(engine, at)].some(
      (range) => range !== undefined && range.start <= offset && offset <= range.end,
    );
  };
}

/** Sentences about one endpoint. */
class Words {
  constructor(
    private readonly session: Session,
    private readonly markup: Markup,
  ) {}

  operation(own: Endpoint, { implemented }: EndpointEntry): string {
    return [
      this.markup.strong(this.markup.code(`${own.method} ${own.path}`)),
      this.security(own.security),
      ...implemented.map(
        (route) => `${say('served', { place: this.place(route.at) })}. ${this.guards(route)}`,
      ),
    ].join('\n\n');
  }

  route(own: Endpoint, { documented }: EndpointEntry): string {
    return [
      this.markup.strong(this.markup.code(`${own.method} ${own.path}`)),
      this.guards(own),
      ...documented.map(
        ({ at, security }) => `${say('described', { place: this.place(at) })}. ${this.security(security)}`,
      ),
    ].join('\n\n');
  }

  webhook({ call, proofs }: Webhook): string {
    const schemes = call.security.known ? call.security.value.anyOf.filter(({ all }) => all.length > 0) : [];
    const sent = schemes.map(({ all }) => this.alternative(all)).join(say('or'));
    const headers = proofs.known ? proofs.value.map((name) => this.markup.code(name)).join(', ') : '';
    const none = say(proofs.known ? 'unproved' : 'unseenProof');
    const proved = [
      ...(sent === '' ? [] : [say('sentWith', { schemes: sent })]),
      ...(headers === '' ? [] : [say('proved', { headers })]),
    ];
    return [
      this.markup.strong(this.markup.code(`${call.method} ${call.path}`)),
      `${say('outbound')} ${proved.join(' ') || none}`,
    ].join('\n\n');
  }

  private security(security: Known<Security>): string {
    if (!security.known) return say('hidden');
    const { anyOf, from, at } = security.value;
    const schemes = anyOf.map(({ all }) => this.alternative(all)).join(say('or'));
    const needs =
      anyOf.length === 0 ? say('public') : say(anyOf.length > 1 ? 'needsOne' : 'needs', { schemes });
    if (from === 'nowhere') return `${needs} ${say('fromNowhere')}`;
    return `${needs} ${from === 'operation' ? say('fromOperation') : say('fromDocument', { place: this.place(at) })}`;
  }

  private alternative(all: Security['anyOf'][number]['all']): string {
    if (all.length === 0) return say('anonymous');
    const names = all.map(({ scheme, scopes }) => {
      const name = this.markup.code(scheme);
      const list = scopes.map((scope) => this.markup.code(scope)).join(', ');
      return scopes.length > 0 ? say('scopes', { scheme: name, scopes: list }) : name;
    });
    return names.join(say('and'));
  }

  private guards({ guards }: Endpoint): string {
    if (!guards.known) return say('unseenGuards');
    const told = (all: readonly Guard[]): string =>
      all.map(({ name, kind }) => say('guard', { name: this.markup.code(name), kind })).join(', ');
    const asking = guards.value.filter(asksCaller);
    const others = guards.value.filter((guard) => !asksCaller(guard));
    const own = asking.length === 0 ? say('unguarded') : say('guards', { guards: told(asking) });
    return others.length === 0 ? own : `${own} ${say('beside', { others: told(others) })}`;
  }

  /** A link to a line. */
  private place(at: Anchor): string {
    const { engine } = this.session;
    const start = placeAt(engine, at)?.range.start ?? 0;
    const line = (engine.document(at.uri)?.positionAt(start).line ?? 0) + 1;
    return this.markup.link(`${this.session.nameOf(at.uri)}:${line}`, `${at.uri}#L${line}`);
  }
}
