import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
} from 'vscode-languageserver/node';
import type { Selection } from '../core/engine/types.js';
import type { Profile } from '../core/rule/finding.js';
import { EXTENSIONS } from '../host/languages.js';
import { MANIFESTS } from '../host/workspace.js';
import type { Abilities } from './abilities.js';
import type { Guard } from './guard.js';
import type { Session } from './session.js';

export interface Configuring {
  readonly connection: Connection;
  readonly abilities: Abilities;
  readonly params: InitializeParams;
  readonly session: Session;
  readonly guard: Guard;
}

const SECTION = 'portcullis';
const WATCHED = [`**/*.{${EXTENSIONS.join(',')}}`, `**/{${MANIFESTS.join(',')}}`];

/** Brings the settings, now and when they change, and has the client watch files where it can. */
export function configure(about: Configuring): void {
  const { connection, abilities, params, session, guard } = about;
  const take = (settings: unknown): void =>
    session.select({ fallback: profileOf(settings), options: optionsOf(settings) });
  const ask = (): void => {
    connection.workspace
      .getConfiguration(SECTION)
      // A client that can be asked and has no settings may have said at the start what it wants.
      .then((settings: unknown) => take(settings ?? params.initializationOptions))
      .catch((problem: unknown) => guard.note('settings', problem));
  };
  const note = (problem: unknown): void => guard.note('register', problem);

  if (abilities.configuration) ask();
  else take(params.initializationOptions);
  // A client that pushes its settings sends them here; one that is asked sends only the news that they changed.
  connection.onDidChangeConfiguration(
    guard.tell('settings', ({ settings }) => {
      if (abilities.configuration) ask();
      else take(sectionOf(settings));
    }),
  );
  if (abilities.configuration && abilities.configurationChanges) {
    connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION }).catch(note);
  }
  if (abilities.watching) {
    const watchers = WATCHED.map((globPattern) => ({ globPattern }));
    connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).catch(note);
  }
}

function profileOf(settings: unknown): Profile {
  return recordOf(settings).profile === 'strict' ? 'strict' : 'recommended';
}

/** By rule id; whether an option takes its value is the engine's to say. */
function optionsOf(settings: unknown): NonNullable<Selection['options']> {
  const rules = Object.entries(recordOf(recordOf(settings).options));
  return Object.fromEntries(rules.map(([rule, options]) => [rule, recordOf(options)]));
}

function sectionOf(settings: unknown): unknown {
  const whole = recordOf(settings);
  return Object.hasOwn(whole, SECTION) ? whole[SECTION] : settings;
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
