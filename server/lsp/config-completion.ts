import { type CompletionItem, CompletionItemKind, type CompletionParams } from 'vscode-languageserver/node';
import type { SettingsSchema } from '../core/rule/settings-schema.js';
import { configCursor } from './config-cursor.js';
import { type Setting, toOffset, toPosition } from './convert.js';
import type { Session } from './session.js';

export interface ConfigCompletion {
  /** Keys, ids of rules, options and values of a configuration, where they are valid. */
  complete(params: CompletionParams): CompletionItem[];
}

export interface ConfigCompletionSetting {
  readonly session: Session;
  readonly schema: SettingsSchema;
  readonly convert: Setting;
}

export function createConfigCompletion({
  session,
  schema,
  convert,
}: ConfigCompletionSetting): ConfigCompletion {
  return {
    complete({ textDocument, position }) {
      const document = session.buffer(textDocument.uri);
      const cursor =
        document && configCursor(document.text(), toOffset(document, position, convert.encoding));
      if (!document || !cursor) return [];
      const at = cursor.path.reduce(below, schema);
      const start = toPosition(document, cursor.start, convert.encoding);
      const choices = cursor.keys ? keyChoices(at, cursor.keys, cursor.flow) : valueChoices(at);
      return choices.map(({ text, label, ...rest }) => ({
        ...rest,
        label,
        filterText: label,
        textEdit: { range: { start, end: position }, newText: text },
      }));
    },
  };
}

interface Choice {
  readonly label: string;
  readonly text: string;
  readonly detail: string;
  readonly kind: CompletionItemKind;
}

/** Nothing may be written where the schema knows no way. */
const NOTHING: SettingsSchema = {};

function below(schema: SettingsSchema, step: string): SettingsSchema {
  if (step === '*') return schema.items ?? NOTHING;
  const { properties = {}, patternProperties = {} } = mapOf(schema);
  if (Object.hasOwn(properties, step)) return properties[step] ?? NOTHING;
  return (
    Object.entries(patternProperties).find(([pattern]) => new RegExp(pattern).test(step))?.[1] ?? NOTHING
  );
}

function mapOf(schema: SettingsSchema): SettingsSchema {
  return schema.anyOf?.find(({ type }) => type === 'object') ?? schema;
}

function keyChoices(schema: SettingsSchema, taken: readonly string[], flow: boolean): readonly Choice[] {
  return Object.entries(mapOf(schema).properties ?? {})
    .filter(([name]) => !taken.includes(name))
    .map(([name, inner]) => ({
      label: name,
      text: !flow && (inner.type === 'object' || inner.type === 'array') ? `${name}:` : `${name}: `,
      detail: inner.description ?? '',
      kind: CompletionItemKind.Property,
    }));
}

function valueChoices(schema: SettingsSchema): readonly Choice[] {
  const plain = schema.anyOf?.find(({ enum: values }) => values !== undefined) ?? schema;
  const values = plain.type === 'boolean' ? ['true', 'false'] : (plain.enum ?? []);
  return values.map((value, index) => ({
    label: value,
    text: value,
    detail: plain.enumDescriptions?.[index] ?? '',
    kind: CompletionItemKind.EnumMember,
  }));
}
