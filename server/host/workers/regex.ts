import { parentPort } from 'node:worker_threads';
import { checkSync } from 'recheck/lib/browser.js';
import type { RegexVerdict } from '../../core/rule/rule.js';

/** The automaton alone is deterministic: editor and command line agree on every machine. */
parentPort?.on('message', ({ request }: { readonly request: string }) => {
  parentPort?.postMessage({ result: judge(request) });
});

function judge(pattern: string): RegexVerdict {
  try {
    const verdict = checkSync(pattern, '', { checker: 'automaton', timeout: null });
    if (verdict.status !== 'vulnerable') return { status: verdict.status };
    const { complexity, attack } = verdict;
    const degree = complexity.type === 'polynomial' ? { degree: complexity.degree } : {};
    return { status: 'vulnerable', complexity: complexity.type, ...degree, attack: attack.string };
  } catch {
    return { status: 'unknown' };
  }
}
