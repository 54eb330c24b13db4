import { type CompletionItem, CompletionItemKind, type CompletionParams } from 'vscode-languageserver/node';
import type { SettingsSchema } from '../core/rule/settings-schema.js';
import { configCursor } from './config-cursor.js';
import { type Setting, toOffset, toPosition } from './convert.js';
import type { Session } from './session.js';

export interface ConfigCompletion {
  /** Keys and values of a configuration or a file of answers, where they are valid. */
  complete(params: CompletionParams): CompletionItem[];
}

export interface ConfigCompletionSetting {
  readonly session: Session;
  /** What may be written into the file. */
  schema(uri: string): SettingsSchema;
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
      const at = cursor.path.reduce(below, schema(textDocument.uri));
      const start = toPosition(document, cursor.start, convert.encoding);
      const choices = cursor.keys ? keyChoices(at, cursor.keys, cursor.flow) : valueChoices(at);
      return choices.map(({ text, label, detail, about, kind }) => ({
        label,
        detail,
        kind,
        // A person who knows what it is about need not know what it is called.
        filterText: about === undefined ? label : `${label} ${detail}`,
        ...(about === undefined ? {} : { documentation: about }),
        textEdit: { range: { start, end: position }, newText: text },
      }));
    },
  };
}

interface Choice {
  readonly label: string;
  readonly text: string;
  readonly detail: string;
  /** More than fits into a line. */
  readonly about?: string | undefined;
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
      detail: inner.title ?? inner.description ?? '',
      about: inner.title === undefined ? undefined : inner.description,
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
