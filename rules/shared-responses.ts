import type { Change } from '../server/core/rule/change.js';
import { type Anchor, isMap, type Node } from '../server/core/rule/nodes.js';
import type { Plain, RuleContext } from '../server/core/rule/rule.js';
import type { DocumentView } from '../server/core/rule/views.js';

/** A response as a rule would write it, if the document has none for the purpose. */
interface Wanted {
  readonly name: string;
  readonly to: Plain;
}

/** Where the responses of a document are looked up when a fix is made. */
export interface Shared {
  readonly document: Pick<DocumentView, 'uri' | 'operations'> | undefined;
  readonly node: RuleContext<unknown>['node'];
}

/** What else responses are called that answer with a code, in lower case and without signs. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  '400': ['badrequest', 'invalidrequest', 'invalidinput', 'validation', 'validationfailed'],
  '401': ['unauthorized', 'unauthorised', 'unauthenticated', 'notauthenticated'],
  '403': ['forbidden', 'accessdenied', 'notallowed'],
  '413': ['contenttoolarge', 'payloadtoolarge', 'requestentitytoolarge', 'toolarge'],
  '429': ['toomany', 'toomanyrequests', 'ratelimit', 'ratelimited', 'ratelimitexceeded', 'throttled'],
};

/**
 * Lets an operation answer with what others of its document share for the code, or what is there for it by its name; else
 * with a component that is made once.
 */
export function addSharedResponse(
  operation: Node | undefined,
  code: string,
  component: Wanted,
  shared: Shared,
): readonly Change[] {
  const responses = isMap(operation) ? operation.get('responses') : undefined;
  if (!isMap(responses)) return [];
  const { uri } = responses.leaf;
  const path = uri === shared.document?.uri ? (usedFor(code, shared) ?? namedFor(code, shared)) : undefined;
  if (path !== undefined) return [{ set: responses, key: code, to: { $ref: `#/${path.join('/')}` } }];
  return [
    {
      component: { section: 'responses', ...component },
      referTo: { set: responses, key: code },
      inFile: responses,
    },
  ];
}

type Path = Anchor['path'];

/** The component that most operations answer with. */
function usedFor(code: string, { document }: Shared): Path | undefined {
  const found = new Map<string, { readonly path: Path; readonly times: number }>();
  for (const { responses } of document?.operations ?? []) {
    const at = responses.known ? responses.value.find(({ status }) => status === code)?.at : undefined;
    if (at?.uri !== document?.uri || at === undefined || !isComponent(at.path)) continue;
    const key = at.path.join('/');
    found.set(key, { path: at.path, times: (found.get(key)?.times ?? 0) + 1 });
  }
  return [...found.values()].toSorted((a, b) => b.times - a.times)[0]?.path;
}

/** `components.responses.<name>`, in 2.0 `responses.<name>`; a name with other signs would have to be escaped. */
function isComponent(path: Path): boolean {
  const [first, second] = path;
  const length = first === 'components' && second === 'responses' ? 3 : first === 'responses' ? 2 : 0;
  return path.length === length && /^[\w.-]+$/.test(String(path.at(-1)));
}

function namedFor(code: string, { document, node }: Shared): Path | undefined {
  for (const holder of [['components', 'responses'], ['responses']]) {
    const held = document && node({ uri: document.uri, path: holder });
    const names = isMap(held) ? held.entries.map(({ key }) => String(key.value)) : [];
    const name = names.find((one) => isFor(code, one));
    if (name !== undefined && isComponent([...holder, name])) return [...holder, name];
  }
  return undefined;
}

function isFor(code: string, name: string): boolean {
  const bare = name.replace(/[^a-z\d]/gi, '').toLowerCase();
  const short = bare.replace(/^(?:error|http|response)+|(?:error|response)+$/g, '');
  return short === code || NAMES[code]?.includes(short) === true;
}
