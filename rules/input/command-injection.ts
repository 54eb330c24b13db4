import { defineRule } from '../../server/core/rule/rule.js';
import type { CodeSpot, ValueView } from '../../server/core/rule/views.js';
import { shorten } from '../../server/core/words/text.js';
import { listWords } from './command-words.js';
import { commandsOf, isShell, isSplit } from './commands.js';

export default defineRule({
  id: 'input/command-injection',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['input-injection'],
  standards: ['API8:2023', 'CWE-78'],
  title: 'Command assembled from request data',
  why: `
    A shell reads a command as a program: a semicolon, a pipe or a dollar sign in
    what a caller sends starts another command with the rights of the server. Run
    the program itself and hand over its arguments as a list; then no shell reads
    them.`,
  callees: [
    ...['exec', 'execSync', 'execFile', 'execFileSync', 'spawn', 'spawnSync', 'execAsync', 'execPromise'],
    ...['execa', 'execaSync', 'execaCommand', 'execaCommandSync', 'sync', 'commandSync'],
    ...[
      'system',
      'popen',
      'run',
      'call',
      'Popen',
      'check_output',
      'check_call',
      'getoutput',
      'getstatusoutput',
    ],
    ...['create_subprocess_shell', 'create_subprocess_exec', 'new ProcessBuilder', 'command'],
  ],
  messages: {
    shell: '{value} comes from the caller and becomes part of a command that a shell reads.',
    words: '{value} comes from the caller and adds arguments to the program that runs.',
    program: '{value} comes from the caller and decides which program runs.',
  },
  fixes: { list: { title: 'Run {program} itself, with its arguments as a list', safety: 'review' } },
  examples: [
    {
      language: 'javascript',
      bad: `
        const child_process = require('child_process');

        app.get('/thumbnails/:name', (req, res) => {
          child_process.exec(\`convert \${req.params.name} out.png\`, (error) => res.end());
          //                            ^^^^^^^^^^^^^^^ req.params.name comes from the caller and becomes part of a command that a shell reads.
        });`,
      fixed: `
        const child_process = require('child_process');

        app.get('/thumbnails/:name', (req, res) => {
          child_process.execFile('convert', [req.params.name, 'out.png'], (error) => res.end());
        });`,
      good: `
        const { execFile, exec, spawn } = require('child_process');

        app.get('/thumbnails/:name', (req, res) => {
          execFile('convert', [req.params.name, 'out.png'], (error) => res.end());
          exec('uptime', (error, text) => res.end(text));
          exec(\`convert image-\${Number(req.params.name)}.png out.png\`);
          query.exec(req.params.name);
          spawn('convert', [req.params.name, 'out.png'], { shell: false });
          spawn('sh', ['thumbnail.sh', req.params.name]);
          spawn('sh', ['-c', 'convert "$1" out.png', 'sh', req.params.name]);
        });`,
    },
    {
      language: 'javascript',
      bad: `
        const cp = require('child_process');
        const { exec: shell } = require('child_process');
        const { promisify } = require('util');
        const run = promisify(cp.exec);

        app.get('/list', async (req, res) => {
          await run('ls ' + req.query.dir);
          //                ^^^^^^^^^^^^^ req.query.dir comes from the caller and becomes part of a command that a shell reads.
          shell(\`ls \${req.query.dir}\`);
          //          ^^^^^^^^^^^^^
          await promisify(cp.exec)(\`ls \${req.query.dir}\`);
          //                             ^^^^^^^^^^^^^
          await require('util').promisify(require('child_process').exec)('ls ' + req.query.dir);
          //                                                                     ^^^^^^^^^^^^^
        });`,
      good: `
        const { execFile } = require('child_process');
        const { promisify } = require('util');
        const { exec: search } = require('./search');
        const run = promisify(execFile);

        app.get('/list', async (req, res) => {
          await run('ls', ['--', req.query.dir]);
          await promisify(execFile)('ls', ['--', req.query.dir]);
          search('ls ' + req.query.dir);
          await promisify(search)('ls ' + req.query.dir);
        });`,
    },
    {
      language: 'typescript',
      bad: `
        import { execa, execaCommand, execaCommandSync, execaSync } from 'execa';

        app.get('/list', async (req, res) => {
          await execaCommand('ls ' + req.query.dir, { shell: true });
          //                         ^^^^^^^^^^^^^ req.query.dir comes from the caller and becomes part of a command that a shell reads.
          execaSync(\`ls \${req.query.dir}\`, { shell: '/bin/bash' });
          //              ^^^^^^^^^^^^^
          execaCommandSync('ls ' + req.query.dir);
          //                       ^^^^^^^^^^^^^ req.query.dir comes from the caller and adds arguments to the program that runs.
          await execa('/opt/tools/' + req.query.tool);
          //                          ^^^^^^^^^^^^^^ req.query.tool comes from the caller and decides which program runs.
        });`,
      good: `
        import { execa, execaCommand, execaSync } from 'execa';

        app.get('/list', async (req, res) => {
          await execa('ls', ['--', req.query.dir]);
          await execaCommand('ls -l', { shell: true });
          execaSync('ls', ['--', req.query.dir], { shell: false });
        });`,
    },
    {
      language: 'javascript',
      bad: `
        const net = require('node:net');
        const { exec } = require('node:child_process');
        const app = require('express')();

        app.post('/ping', (req, res) => {
          if (!net.isIP(req.body.ip)) console.warn('no address');
          exec('ping -c 1 ' + req.body.ip);
          //                  ^^^^^^^^^^^ req.body.ip comes from the caller and becomes part of a command that a shell reads.
        });
        app.post('/dig', (req, res) => {
          if (net.isIP(req.body.host)) return res.sendStatus(400);
          exec(\`dig \${req.body.host} \${req.body.type}\`);
          //          ^^^^^^^^^^^^^
        });
        app.post('/trace', (req, res) => {
          if (!net.isIP(req.body.ip)) return res.sendStatus(400);
          exec(\`traceroute \${req.body.ip} \${req.body.port}\`);
          //                                ^^^^^^^^^^^^^
        });`,
      good: `
        const net = require('node:net');
        const validator = require('validator');
        const { isIP } = require('node:net');
        const { isValidHostname } = require('./forms');
        const { exec } = require('node:child_process');
        const app = require('express')();

        app.post('/ping', (req, res) => {
          const { ip } = req.body;
          if (net.isIPv4(ip) === false) return res.sendStatus(400);
          if (isIP(req.body.other) === 0) return res.sendStatus(400);
          exec(\`ping -c 1 \${ip}\`);
          exec(\`ping -c 1 \${req.body.other}\`);
        });
        app.post('/dig', (req, res) => {
          const host = req.body.host.trim();
          if (!validator.isFQDN(host) && !net.isIP(host)) return res.sendStatus(400);
          exec('dig ' + host);
          if (isValidHostname(req.body.name)) exec('dig ' + req.body.name);
        });`,
    },
    {
      language: 'typescript',
      bad: `
        import { exec as shell, spawn } from 'node:child_process';

        router.post('/ping', (req: Request, res: Response) => {
          const { host, tool } = req.body;
          shell('ping -c 1 ' + host);
          //                   ^^^^ host comes from the caller and becomes part of a command that a shell reads.
          spawn('ping -c 1 ' + host, { shell: true });
          //                   ^^^^
          spawn('sh', ['-c', 'ping ' + host]);
          //                           ^^^^
          spawn('ping', ['-c', '1', host], { shell: true });
          //                        ^^^^ host comes from the caller and becomes part of a command that a shell reads.
          shell(tool);
          //    ^^^^ tool comes from the caller and becomes part of a command that a shell reads.
          spawn(tool, ['--version']);
          //    ^^^^ tool comes from the caller and decides which program runs.
        });`,
    },
    {
      language: 'python',
      bad: `
        import os
        import subprocess
        from fastapi import APIRouter

        router = APIRouter()

        @router.get("/ping")
        def ping(host: str):
            os.system("ping -c 1 " + host)
            #                        ^^^^ host comes from the caller and becomes part of a command that a shell reads.
            subprocess.Popen(["bash", "-c", "dig " + host.rsplit("/", 1)[-1]])
            #                                        ^^^^^^^^^^^^^^^^^^^^^^^
            return subprocess.check_output(f"dig {host}", shell=True)
            #                                     ^^^^`,
      good: `
        import subprocess
        from fastapi import APIRouter

        router = APIRouter()

        @router.get("/ping")
        def ping(host: str, count: int):
            subprocess.run(f"sleep {count}", shell=True)
            subprocess.run(["sh", "-c", "dig \\"$1\\"", "sh", host])
            return subprocess.run(["ping", "-c", "1", host])`,
    },
    {
      language: 'java',
      bad: `
        @RestController
        class Tools {
          @GetMapping("/ping")
          String ping(@RequestParam String host) throws Exception {
            Process process = Runtime.getRuntime().exec("ping -c 1 " + host);
            //                                                         ^^^^ host comes from the caller and adds arguments to the program that runs.
            Runtime.getRuntime().exec("sh -c " + host);
            //                                   ^^^^ host comes from the caller and becomes part of a command that a shell reads.
            Runtime.getRuntime().exec(host);
            //                        ^^^^ host comes from the caller and decides which program runs.
            return read(process);
          }

          @GetMapping("/names")
          void name(@RequestParam String host) throws Exception {
            Runtime.getRuntime().exec(new String[] {"/bin/sh", "-c", "dig " + host});
            //                                                                ^^^^ host comes from the caller and becomes part of a command that a shell reads.
            new ProcessBuilder(Arrays.asList("bash", "-c", "dig " + host)).start();
            //                                                      ^^^^
            ProcessBuilder builder = new ProcessBuilder();
            builder.command("sh", "-c", "dig " + host);
            //                                   ^^^^
            List<String> words = new ArrayList<>();
            words.add("sh");
            words.add("-c");
            words.add("dig " + host);
            //                 ^^^^
            new ProcessBuilder(words).start();
          }
        }`,
      good: `
        @RestController
        class Tools {
          @GetMapping("/ping")
          void ping(@RequestParam String host, @RequestParam int count) throws Exception {
            Runtime.getRuntime().exec(new String[] {"ping", "-c", "1", host});
            Runtime.getRuntime().exec(new String[] {"sh", "-c", "sleep " + count});
            new ProcessBuilder(List.of("ping", host)).start();
            new ProcessBuilder("ping", host).start();
            bus.command("sh", "-c", host);
            List<String> words = new ArrayList<>();
            words.add("ping");
            words.add(host);
            new ProcessBuilder(words).start();
          }
        }`,
    },
  ],

  check: {
    call(call, { report }) {
      if (call.inTest) return;
      const commands = commandsOf(call);
      const command = commands.find((one) => one.parts.some(isOpen));
      const value = command?.parts.find(isOpen);
      if (command === undefined || value === undefined) return;
      const alone = command.parts[0] === value || command.parts.length === 1;
      const unread = isSplit(call, command);
      const whole = unread ? alone : !isShell(call);
      const message = whole ? 'program' : unread ? 'words' : 'shell';
      const at = sentIn(value);
      report({ at, message, data: { value: shorten(at.text, 30) }, fixes: listWords(call, command) });
    },
  },
});

/** Whether the caller may send what a shell reads. */
function isOpen(part: ValueView): boolean {
  return part.origin === 'request' && !part.hasHostForm();
}

/** Of a list the item that the caller sent, where it can be told. */
function sentIn(value: ValueView): CodeSpot {
  const read = value.form === 'array' ? value.reads.find(({ input }) => input !== undefined) : undefined;
  return read ?? value;
}
