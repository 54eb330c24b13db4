import type { CallView, ValueView } from '../../server/core/rule/views.js';

/** What a call of Java does with a text. */
interface InJava {
  readonly text: readonly ValueView[];
  readonly as: 'code' | 'template' | 'class';
}

/** The interpreters of Java, by the type or the name of what is called, and the methods that take a text. */
const INTERPRETERS: readonly (readonly [of: RegExp, methods: RegExp])[] = [
  [/ScriptEngine$|getEngineBy\w+\([^()]*\)|^(?:script)?engine$/i, /^eval$/],
  [/SpelExpressionParser|\bExpressionParser$|^(?:spel|expression)\w*$/i, /^parse(?:Expression|Raw)$/],
  [/^(?:\w+\.)*Ognl$/, /^(?:parseExpression|[gs]etValue)$/],
  [/^(?:\w+\.)*MVEL$/, /^(?:eval|executeExpression|compileExpression)$/],
  [/GroovyShell\b|GroovyScriptEngine\b|^(?:groovy)?shell$/i, /^(?:evaluate|parse|run)$/],
  [/GroovyClassLoader\b/, /^parseClass$/],
  [/Jexl(?:Engine|Builder)\b|^jexl$/, /^create(?:Expression|Script)$/],
];
/** Contexts in which an expression reaches properties alone. */
const CONFINED = /SimpleEvaluationContext\.for\w+|\bSandbox\w*/;

/** Engines of templates, by the type or the name of what is called, the methods that compile a text, and its place. */
const ENGINES: readonly (readonly [of: RegExp, methods: RegExp, place: number])[] = [
  [/^(?:\w+\.)*velocity(?:engine)?$/i, /^evaluate$/, 3],
  [/StringTemplateLoader$/i, /^putTemplate$/, 1],
  [/StringResourceRepository$/, /^putStringResource$/, 1],
  [/Pebble(?:Engine)?$/i, /^getLiteralTemplate$/, 0],
  [/TemplateEngine\b/, /^createTemplate$/, 0],
];
const LOADERS = /^(?:Class\.forName|(?:.*\.)?(?:get\w*ClassLoader\(\)|\w*[lL]oader)\.loadClass)$/;
/** What asks of a class whether it is one of those that are meant. */
const ASKS_KIND = /\.(?:asSubclass|isAssignableFrom|isAnnotationPresent)$/;

/** What a call of Java runs, compiles or loads of what it is given; undefined when it does nothing of the kind. */
export function evaluationInJava(call: CallView): InJava | undefined {
  const { name, callee, arguments: given } = call;
  // A type says more than a name.
  const on = call.receiver ?? callee.slice(0, -name.length - 1);
  const [, , place] = ENGINES.find(([of, methods]) => methods.test(name) && of.test(on)) ?? [];
  if (place !== undefined) return { as: 'template', text: given.slice(place, place + 1) };
  if (name === 'new Template')
    return isOfFreemarker(call) ? { as: 'template', text: given.slice(1, 2) } : undefined;
  if (LOADERS.test(callee)) {
    const isAsked = call.neighbors().some((one) => ASKS_KIND.test(one));
    return isAsked || isOfPackage(given[0]) ? undefined : { as: 'class', text: given.slice(0, 1) };
  }
  const found = INTERPRETERS.some(([of, methods]) => methods.test(name) && of.test(on));
  return found && !call.neighbors().some((one) => CONFINED.test(one))
    ? { as: 'code', text: given.slice(0, 1) }
    : undefined;
}

/** `new Template("letter", new StringReader(text), configuration)`. */
function isOfFreemarker({ module = '', arguments: given }: CallView): boolean {
  return (
    given.length > 1 && (/^freemarker\b/.test(module) || /^new StringReader\(/.test(given[1]?.text ?? ''))
  );
}

/** `"com.example.handlers." + name` leads to classes of that package alone. */
function isOfPackage(name: ValueView | undefined): boolean {
  return name?.parts[0]?.literal?.endsWith('.') ?? false;
}
