import { commands, type Disposable, window } from 'vscode';
import type { Server } from '../server.js';
import { WORDS } from '../words.js';

export function registerRestart(server: Server): Disposable {
  return commands.registerCommand('portcullis.restartServer', async () => {
    await server.restart();
    window.setStatusBarMessage(WORDS.restarted, 5000);
  });
}
