import { parentPort } from 'node:worker_threads';
import { checkSync } from 'recheck/lib/browser.js';
import type { RegexVerdict } from '../../core/rule/rule.js';

/** The automaton alone is deterministic: editor and command line agree on every machine. */
parentPort?.on('message', ({ request }: { readonly request: string }) => {
  parentPort?.postMessage({ result: judge(request) });
});

function judge(pattern: string): RegexVerdict {
  try {
    const { status, complexity, attack } = checkSync(pattern, '', { checker: 'automaton', timeout: null });
    if (status !== 'vulnerable') return { status };
    return { status, complexity: complexity.type, attack: attack.string };
  } catch {
    return { status: 'unknown' };
  }
}
