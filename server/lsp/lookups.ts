import type { Connection } from 'vscode-languageserver/node';
import type { Abilities } from './abilities.js';
import { createAnswerCards } from './answer-cards.js';
import type { Setting } from './convert.js';
import { createDefinition } from './definition.js';
import { createFileStatus } from './file-status.js';
import type { Guard } from './guard.js';
import { createHover } from './hover.js';
import { createInventory } from './inventory.js';
import type { News } from './news.js';
import type { Parts } from './parts.js';
import { FILE_STATUS, type FileStatusParams, INVENTORY } from './protocol.js';
import type { Session } from './session.js';
import type { Spelling } from './spelling.js';

/** What handlers share that answer without changing anything. */
export interface LookupSetting {
  readonly connection: Connection;
  readonly guard: Guard;
  readonly abilities: Abilities;
  readonly session: Session;
  readonly spelling: Spelling;
  readonly convert: Setting;
  readonly news: News;
}

/** Answers what a person looks at: hovers, definitions, the inventory, what is known of a file. */
export function onLookups(setting: LookupSetting, parts: Parts): void {
  const { connection, guard, spelling, news } = setting;
  const cards = createAnswerCards({ ...setting, threats: parts.threats });
  const hover = createHover({ ...setting, rules: parts.rules, cards });
  const definition = createDefinition({ ...setting, cut: parts.cut, cards });
  const inventory = createInventory({ ...setting, rules: parts.rules });
  const status = createFileStatus(setting);
  connection.onHover(
    guard.ask('hover', null, ({ textDocument, position }) =>
      hover(spelling.ours(textDocument.uri), position),
    ),
  );
  connection.onDefinition(
    guard.ask('definition', null, ({ textDocument, position }) =>
      definition(spelling.ours(textDocument.uri), position),
    ),
  );
  connection.onRequest(
    INVENTORY,
    guard.ask('inventory', { endpoints: [], settled: true }, () => {
      news.asked();
      return inventory();
    }),
  );
  connection.onRequest(
    FILE_STATUS,
    guard.ask('file status', null, ({ uri }: FileStatusParams) => {
      news.asked();
      return status(spelling.ours(uri));
    }),
  );
}
