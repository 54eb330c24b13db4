import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { evaluationInJava } from './evaluations-java.js';

/** What a call does with a text: runs it, makes a template of it, or loads the module or class of that name. */
export interface Evaluation {
  readonly text: readonly ValueView[];
  readonly as: 'code' | 'template' | 'module' | 'class';
}

/** Names of what runs or compiles a text. */
export const EVALUATES: readonly string[] = [
  ...['eval', 'exec', 'compile', 'Function', 'new Function', 'new Script', 'run', 'safeEval', '__import__'],
  ...['runInContext', 'runInNewContext', 'runInThisContext', 'compileFunction', 'require', 'import_module'],
  ...['render', 'renderAsync', 'renderString', 'renderStringAsync', 'template', 'precompile', 'new Template'],
  ...['Template', 'from_string', 'render_template_string'],
  ...['parseExpression', 'parseRaw', 'getValue', 'setValue', 'evaluate', 'parseClass', 'createExpression'],
  ...['compileExpression', 'createScript', 'executeExpression', 'evaluateString'],
  ...[
    'import',
    'forName',
    'loadClass',
    'putTemplate',
    'putStringResource',
    'getLiteralTemplate',
    'createTemplate',
  ],
];

const VM = /^(?:(?:node:)?vm|vm2)$/;
/** Engines of Node whose templates are JavaScript, or reach all of it; those of Mustache and Liquid do not. */
const ENGINES =
  /^(?:ejs|pug|jade|handlebars|lodash(?:\.template|\/template)?|lodash-es|underscore|nunjucks|eta|dot|doT|art-template|template7|swig(?:-templates)?|twig|haml(?:js)?|squirrelly)$/;
const COMPILES =
  /^(?:compile|render|renderAsync|renderString|renderStringAsync|template|precompile|new Template)$/;
/** Engines of Python; what is made in a sandbox runs no code of its own. */
const ENGINES_OF_PYTHON =
  /^(?:jinja2(?:\.environment|\.nativetypes)?|mako(?:\.template)?|flask|tornado\.template)$/;
const TEMPLATES = /(?:^|[._])(?:jinja(?:_?env)?|env(?:ironment)?|templates?)(?:\.env)?\.from_string$/i;
const LOADS = /^(?:importlib\.)?import_module$|^__import__$/;

/** What a call runs or compiles of the texts that it is given; undefined when it does nothing of the kind. */
export function evaluationOf(call: CallView): Evaluation | undefined {
  const { language, arguments: given } = call;
  if (language === 'java') return evaluationInJava(call);
  const as = language === 'python' ? asInPython(call) : asInScript(call);
  if (as === undefined) return undefined;
  // All that a function is made of is code: its parameters too.
  const all = /^(?:new )?Function$/.test(call.name);
  return { as, text: given.slice(0, all ? undefined : 1) };
}

function asInScript(call: CallView): Evaluation['as'] | undefined {
  const { name, callee, module = '' } = call;
  if (/^(?:(?:globalThis|global)\.)?(?:eval|Function)$/.test(callee))
    return module === '' ? 'code' : undefined;
  if (/^(?:(?:module\.)?require|import)$/.test(callee)) return 'module';
  if (name === 'safeEval') return 'code';
  if (VM.test(module)) return /^(?:run\w*|compileFunction|new Script|eval)$/.test(name) ? 'code' : undefined;
  if (!ENGINES.test(module) || !COMPILES.test(name)) return undefined;
  // What was compiled is a function, which may be called as what has compiled it.
  const factory = call.factory();
  return factory === undefined || factory.name === 'require' ? 'template' : undefined;
}

function asInPython({ name, callee, module = '' }: CallView): Evaluation['as'] | undefined {
  if (/^(?:builtins\.)?(?:eval|exec|compile)$/.test(callee))
    return /^(?:builtins)?$/.test(module) ? 'code' : undefined;
  if (LOADS.test(callee)) return 'module';
  if (!/^(?:Template|from_string|render_template_string)$/.test(name)) return undefined;
  return ENGINES_OF_PYTHON.test(module) || (module !== 'jinja2.sandbox' && TEMPLATES.test(callee))
    ? 'template'
    : undefined;
}
