import type { Change } from '../../server/core/rule/change.js';
import { defineRule, type FixOffer } from '../../server/core/rule/rule.js';
import type { CallView, CodeSpot, ValueView } from '../../server/core/rule/views.js';
import { shorten } from '../../server/core/words/text.js';

const SHELLS = /^(?:\/(?:usr\/)?bin\/)?(?:ba|z|da|k)?sh$|^cmd(?:\.exe)?$|^powershell(?:\.exe)?$/;
const NODE = /^(?:node:)?child_process$|^shelljs$|^execa$|^cross-spawn$/;
/** Characters that mean something to a shell. */
const META = /[|&;<>$`"'\\*?()[\]{}~#\n]/;

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
    ...[
      'exec',
      'execSync',
      'execFile',
      'execFileSync',
      'spawn',
      'spawnSync',
      'execAsync',
      'execPromise',
      'execa',
    ],
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
    ...['create_subprocess_shell', 'new ProcessBuilder', 'command'],
  ],
  messages: {
    shell: '{value} comes from the caller and becomes part of a command that a shell reads.',
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
        const { execFile, exec } = require('child_process');

        app.get('/thumbnails/:name', (req, res) => {
          execFile('convert', [req.params.name, 'out.png'], (error) => res.end());
          exec('uptime', (error, text) => res.end(text));
          exec(\`convert image-\${Number(req.params.name)}.png out.png\`);
          query.exec(req.params.name);
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
        });`,
      good: `
        const { execFile } = require('child_process');
        const { promisify } = require('util');
        const { exec: search } = require('./search');
        const run = promisify(execFile);

        app.get('/list', async (req, res) => {
          await run('ls', ['--', req.query.dir]);
          search('ls ' + req.query.dir);
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
            return subprocess.check_output(f"dig {host}", shell=True)
            #                                     ^^^^`,
      good: `
        import subprocess
        from fastapi import APIRouter

        router = APIRouter()

        @router.get("/ping")
        def ping(host: str, count: int):
            subprocess.run(f"sleep {count}", shell=True)
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
            //                                                         ^^^^ host comes from the caller and becomes part of a command that a shell reads.
            return read(process);
          }

          @GetMapping("/names")
          void name(@RequestParam String host) throws Exception {
            Runtime.getRuntime().exec(new String[] {"/bin/sh", "-c", "dig " + host});
            //                                                                ^^^^
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
      const command = commandOf(call);
      const value = command?.parts.find((part) => part.origin === 'request');
      if (command === undefined || value === undefined) return;
      const alone = command.parts[0] === value || command.parts.length === 1;
      const message = alone && !isShell(call) ? 'program' : 'shell';
      const at = sentIn(value);
      report({ at, message, data: { value: shorten(at.text, 30) }, fixes: fixesOf(call, command) });
    },
  },
});

/** Of a list the item that the caller sent, where it can be told. */
function sentIn(value: ValueView): CodeSpot {
  const read = value.form === 'array' ? value.reads.find(({ input }) => input !== undefined) : undefined;
  return read ?? value;
}

/** What a shell reads, or the program that is run; undefined when the call runs nothing. */
function commandOf(call: CallView): ValueView | undefined {
  const { name, callee, module = '' } = call;
  const [first, second] = call.arguments;
  if (call.language === 'java') return inJava(call);
  if (call.language === 'python') {
    if (name === 'system' || name === 'popen')
      return /^os$/.test(module || callee.split('.')[0] || '') ? first : undefined;
    if (module !== 'subprocess' && module !== 'asyncio' && !/^(?:subprocess|asyncio)\./.test(callee))
      return undefined;
    const shell =
      call.keyword('shell')?.text === 'True' ||
      /^(?:get(?:status)?output|create_subprocess_shell)$/.test(name);
    return shell ? first : undefined;
  }
  if (/^exec(?:Async|Promise)$/.test(name)) return first;
  if (!NODE.test(module)) return undefined;
  if (SHELLS.test(first?.literal ?? '')) return second;
  return first;
}

/** A command of Java: one text, or words of which a shell reads the last ones. */
function inJava({ name, callee, receiver = '', arguments: given }: CallView): ValueView | undefined {
  const [first] = given;
  const runs = name === 'exec' && /runtime/i.test(`${callee} ${receiver}`);
  const builds = name === 'new ProcessBuilder' || (name === 'command' && /ProcessBuilder/.test(receiver));
  if (first === undefined || !(runs || builds)) return undefined;
  const list = first.items ?? (builds && first.parts.length > 1 ? first.parts : undefined);
  if (runs && list === undefined) return first.form === 'array' ? undefined : first;
  const words = list ?? (given.length > 1 ? given : []);
  const shell = words.findIndex(({ literal }) => SHELLS.test(literal ?? ''));
  return words.slice(shell + 1).find((word) => shell >= 0 && word.origin === 'request');
}

/** Whether what is run is read by a shell. */
function isShell(call: CallView): boolean {
  if (call.language !== 'javascript' && call.language !== 'typescript' && call.language !== 'tsx')
    return true;
  if (/^exec(?:Sync|Async|Promise)?$/.test(call.name)) return true;
  if (SHELLS.test(call.argument(0)?.literal ?? '')) return true;
  return call.arguments.some(
    (one) => one.property('shell') !== undefined && one.property('shell')?.literal !== 'false',
  );
}

/** Only for a template of plain words, which is then a list of arguments. */
function fixesOf(call: CallView, command: ValueView): readonly FixOffer[] {
  if (!/^(?:node:)?child_process$/.test(call.module ?? '') || !/^exec(?:Sync)?$/.test(call.name)) return [];
  // What stands for another function may answer in another way.
  if (!call.callee.endsWith(call.name)) return [];
  if (call.argument(0)?.text !== command.text || !command.text.startsWith('`')) return [];
  const words = wordsOf(command);
  const [program, ...rest] = words ?? [];
  if (program === undefined || !/^'[\w./-]+'$/.test(program)) return [];
  const runner = call.name === 'exec' ? 'execFile' : 'execFileSync';
  const callee = call.callee.includes('.') ? call.callee.replace(/exec(?:Sync)?$/, runner) : runner;
  const head = { ...call.node, end: call.node.start + call.callee.length, text: call.callee };
  const changes = (): readonly Change[] => [
    { text: head, by: callee },
    { text: command, by: `${program}, [${rest.join(', ')}]` },
    ...(callee === runner ? [{ importName: runner, from: call.module ?? '', inFile: call.node }] : []),
  ];
  return [{ fix: 'list', data: { program: program.slice(1, -1) }, changes }];
}

/** The words of a template as they are written in code; undefined when a value is only a piece of a word. */
function wordsOf(command: ValueView): readonly string[] | undefined {
  const words: string[] = [];
  for (const piece of command.text.slice(1, -1).split(/\s+/)) {
    const value = /^\$\{(.+)\}$/.exec(piece)?.[1];
    if (value !== undefined && !value.includes('${')) words.push(value);
    else if (piece === '' || META.test(piece)) return undefined;
    else words.push(`'${piece}'`);
  }
  return words;
}
