import { userInfo } from 'node:os';
import {
  commands,
  type Disposable,
  type ExtensionContext,
  type QuickPickItem,
  QuickPickItemKind,
  window,
  workspace,
} from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import {
  type AnswerFieldAsked,
  COMMANDS,
  THREAT_ANSWER,
  THREAT_QUESTION,
  type ThreatAnswer,
  type ThreatAnswerParams,
  type ThreatAnswerResult,
  type ThreatModelArguments,
  type ThreatQuestion,
  type ThreatQuestionParams,
} from '../../server/lsp/protocol.js';
import type { Server } from '../server.js';
import { say, WORDS } from '../words.js';
import { readArgument } from './threat-model.js';

/** Where the name of whoever answered last is kept. */
const ANSWERED_BY = 'portcullis.answeredBy';

/**
 * Asks the question of one threat, or the next one that nobody has answered, with a list of answers; writes the answer
 * into the file beside the document and shows it. Nothing is saved: that is for the person to do.
 */
export function registerAnswerThreat(server: Server, context: ExtensionContext): Disposable {
  return commands.registerCommand(COMMANDS.answerThreat, async (argument?: unknown) => {
    const asked = readArgument(argument);
    const source = asked.uri ?? window.activeTextEditor?.document.uri;
    if (!source) return void window.showInformationMessage(WORDS.noEditor);
    const client = await server.client();
    const params: ThreatQuestionParams = {
      uri: client.code2ProtocolConverter.asUri(source),
      ...(asked.card === undefined ? {} : { card: asked.card }),
    };
    const question = await client.sendRequest<ThreatQuestion | null>(THREAT_QUESTION, params);
    if (!question) return void window.showInformationMessage(WORDS.noQuestion);
    const answer = await pick(question);
    const fields = answer && (await fill(question, answer));
    const by = fields && (await askName(context, question));
    if (!answer || !fields || by === undefined) return;
    const { uri, card } = question;
    await write(client, { uri, card, status: answer.status, by, fields });
  });
}

interface Choice extends QuickPickItem {
  readonly answer?: ThreatAnswer;
}

async function pick(question: ThreatQuestion): Promise<ThreatAnswer | undefined> {
  const report: Choice = { label: WORDS.showReport };
  const choices: readonly Choice[] = [
    ...question.answers.map((answer) => ({ label: answer.label, description: answer.detail, answer })),
    { label: '', kind: QuickPickItemKind.Separator },
    report,
  ];
  const picked = await window.showQuickPick(choices, {
    title: say('questionTitle', { title: question.title, left: question.left }),
    placeHolder: question.question,
    ignoreFocusOut: true,
  });
  if (picked === report) {
    const { uri, card } = question;
    const target: ThreatModelArguments = { uri, card };
    await commands.executeCommand(COMMANDS.threatModel, target);
  }
  return picked?.answer;
}

/** Undefined when the person gave up. */
async function fill(
  question: ThreatQuestion,
  answer: ThreatAnswer,
): Promise<Readonly<Record<string, string>> | undefined> {
  const fields: Record<string, string> = { ...answer.given };
  for (const field of answer.fields) {
    const text = await window.showInputBox({
      title: answer.label,
      prompt: field.ask,
      placeHolder: question.question,
      value: field.value,
      ignoreFocusOut: true,
      validateInput: (given) => complaint(field, given),
    });
    if (text === undefined) return undefined;
    fields[field.name] = text;
  }
  return fields;
}

function complaint({ kind }: AnswerFieldAsked, text: string): string | undefined {
  if (text.trim() === '') return WORDS.neededField;
  if (kind === 'day' && !/^\d{4}-\d{2}-\d{2}$/.test(text.trim())) return WORDS.noDay;
  return undefined;
}

async function askName(context: ExtensionContext, question: ThreatQuestion): Promise<string | undefined> {
  const by = await window.showInputBox({
    title: question.title,
    prompt: WORDS.answeredBy,
    value: context.globalState.get<string>(ANSWERED_BY) ?? userInfo().username,
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? WORDS.neededField : undefined),
  });
  if (by !== undefined) await context.globalState.update(ANSWERED_BY, by);
  return by;
}

async function write(client: LanguageClient, params: ThreatAnswerParams): Promise<void> {
  const result = await client.sendRequest<ThreatAnswerResult | null>(THREAT_ANSWER, params);
  if (!result?.edit) return void window.showWarningMessage(result?.message ?? WORDS.changed);
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit(result.edit);
  if (!(await workspace.applyEdit(edit))) return void window.showWarningMessage(WORDS.changed);
  await window.showTextDocument(client.protocol2CodeConverter.asUri(result.file), { preview: false });
}
