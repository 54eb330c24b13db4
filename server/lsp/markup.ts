import { MarkupKind } from 'vscode-languageserver/node';
import { code, link, prose } from '../core/report/escape.js';

/** How a hover is written down. Names out of a file are code: nothing in them is read as Markdown. */
export interface Markup {
  readonly kind: MarkupKind;
  /** Between two subjects. */
  readonly rule: string;
  strong(text: string): string;
  code(text: string): string;
  /** A sentence that holds names out of a file. */
  prose(text: string): string;
  link(text: string, target: string): string;
}

export const MARKDOWN: Markup = {
  kind: MarkupKind.Markdown,
  rule: '\n\n---\n\n',
  strong: (text) => `**${text}**`,
  code,
  prose,
  link,
};

export const PLAIN: Markup = {
  kind: MarkupKind.PlainText,
  rule: '\n\n',
  strong: (text) => text,
  code: (text) => text,
  prose: (text) => text,
  link: (text) => text,
};
