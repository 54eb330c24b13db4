import { commands, type Disposable, type LogOutputChannel } from 'vscode';

export function registerShowLog(log: LogOutputChannel): Disposable {
  return commands.registerCommand('portcullis.showLog', () => log.show());
}
