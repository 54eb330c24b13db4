import type { Change } from '../../server/core/rule/change.js';
import { defineRule, type FixOffer } from '../../server/core/rule/rule.js';
import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { shorten } from '../../server/core/words/text.js';
import { EVALUATES, evaluationOf } from './evaluations.js';

export default defineRule({
  id: 'input/code-injection',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['input-injection', 'input-sanitize'],
  standards: ['API8:2023', 'CWE-94', 'CWE-95', 'CWE-1336'],
  title: 'Code or template made of request data',
  why: `
    Who writes the code that a server runs owns the server: its files, its keys,
    its database. An expression language and a template engine are such code as
    well. Read values with a parser of values, and hand a fixed template what it
    is to show.`,
  callees: EVALUATES,
  messages: {
    code: '{value} comes from the caller and is run as code.',
    template: '{value} comes from the caller and is compiled as a template, whose expressions run as code.',
    module: '{value} comes from the caller and decides which module is loaded and run.',
    class: '{value} comes from the caller and decides which class is loaded and set up.',
  },
  fixes: {
    literal: { title: 'Read it as a literal: literal_eval runs nothing', safety: 'review' },
  },
  examples: [
    {
      language: 'javascript',
      bad: `
        const vm = require('vm');

        app.post('/formulas', (req, res) => {
          const { formula } = req.body;
          const value = eval(formula);
          //                 ^^^^^^^ formula comes from the caller and is run as code.
          const double = new Function('x', \`return \${req.query.of}\`);
          //                                         ^^^^^^^^^^^^
          vm.runInNewContext('result = ' + formula, {});
          //                               ^^^^^^^
          new vm.Script(req.body.script).runInThisContext();
          //            ^^^^^^^^^^^^^^^
          res.json({ value, double: double(value) });
        });`,
      good: `
        const vm = require('vm');
        const { evaluate } = require('./formulas');

        app.post('/formulas', (req, res) => {
          setTimeout(send, req.body.delay);
          setTimeout(() => send(req.body.text), 100);
          vm.runInNewContext('total = price * count', { price: Number(req.body.price), count: 2 });
          eval(\`total = \${Number(req.body.price)} * 2\`);
          if (!FORMULAS.includes(req.body.formula)) return res.status(400).end();
          eval(req.body.formula);
          runner.run(req.body.formula);
          res.json({ value: evaluate(req.body.formula), sent: JSON.parse(req.body.values) });
        });`,
    },
    {
      language: 'javascript',
      bad: `
        const _ = require('lodash');
        const ejs = require('ejs');
        const pug = require('pug');
        const Handlebars = require('handlebars');

        app.post('/letters', (req, res) => {
          const page = ejs.render(req.body.template, { name: 'Ada' });
          //                      ^^^^^^^^^^^^^^^^^ req.body.template comes from the caller and is compiled as a template, whose expressions run as code.
          const text = _.template('Dear ' + req.body.greeting)({});
          //                                ^^^^^^^^^^^^^^^^^
          pug.compile(\`h1 \${req.query.title}\`)();
          //                ^^^^^^^^^^^^^^^
          Handlebars.compile(req.body.text);
          //                 ^^^^^^^^^^^^^
          const format = require('./formats/' + req.query.format);
          //                                    ^^^^^^^^^^^^^^^^ req.query.format comes from the caller and decides which module is loaded and run.
          res.send(format(page + text));
        });`,
      good: `
        const ejs = require('ejs');
        const Mustache = require('mustache');
        const FORMATS = { csv: require('./formats/csv'), json: require('./formats/json') };

        app.post('/letters', async (req, res) => {
          const page = ejs.render('Dear <%= name %>', { name: req.body.name });
          const render = ejs.compile(LETTER);
          render(req.body);
          Mustache.render(req.body.template, { name: 'Ada' });
          const template = await Template.findById(req.params.id);
          if (!Object.hasOwn(FORMATS, req.query.format)) return res.status(400).end();
          res.render('letter', { text: ejs.compile(template.text)({}), page });
        });`,
    },
    {
      language: 'typescript',
      bad: `
        import nunjucks from 'nunjucks';
        import { render } from './letters.js';
        import { NodeVM } from 'vm2';

        router.post('/letters', async (req: Request, res: Response) => {
          const vm = new NodeVM();
          vm.run(req.body.script);
          //     ^^^^^^^^^^^^^^^
          res.send(nunjucks.renderString(req.body.template, { at: render(req.body.at) }));
          //                             ^^^^^^^^^^^^^^^^^ req.body.template comes from the caller and is compiled as a template, whose expressions run as code.
        });
        router.post('/plugins/:name', async (req: Request, res: Response) => {
          const { run } = await import(\`../plugins/\${req.params.name}.js\`);
          //                                         ^^^^^^^^^^^^^^^ req.params.name comes from the caller and decides which module is loaded and run.
          import(/* any */ req.body.other).then((other) => other.run(run));
          //               ^^^^^^^^^^^^^^
        });`,
    },
    {
      language: 'python',
      bad: `
        from fastapi import APIRouter

        router = APIRouter()

        @router.get("/values")
        def show(value: str):
            return {"value": eval(value)}
            #                     ^^^^^ value comes from the caller and is run as code.`,
      fixed: `
        from fastapi import APIRouter
        from ast import literal_eval

        router = APIRouter()

        @router.get("/values")
        def show(value: str):
            return {"value": literal_eval(value)}`,
      good: `
        import ast
        import json
        import re
        from fastapi import APIRouter

        router = APIRouter()

        @router.get("/values")
        def show(value: str, count: int, db=Depends(get_db)):
            db.exec(select(Value).where(Value.name == value))
            eval(f"{count} * 2")
            re.compile(re.escape(value))
            if value not in COLUMNS:
                raise HTTPException(400)
            exec(f"total = row.{value}")
            return {"value": ast.literal_eval(value), "json": json.loads(value)}`,
    },
    {
      language: 'python',
      bad: `
        import importlib
        from fastapi import APIRouter
        from fastapi.responses import HTMLResponse
        from fastapi.templating import Jinja2Templates
        from jinja2 import Environment, Template

        router = APIRouter()
        templates = Jinja2Templates(directory="pages")
        environment = Environment()

        @router.post("/letters")
        def letter(letter: Letter, name: str, plugin: str):
            exec(compile(letter.script, "letter", "exec"))
            #            ^^^^^^^^^^^^^ letter.script comes from the caller and is run as code.
            text = Template("Dear " + name).render()
            #                         ^^^^ name comes from the caller and is compiled as a template, whose expressions run as code.
            templates.env.from_string(letter.text).render()
            #                         ^^^^^^^^^^^
            environment.from_string(f"<h1>{name}</h1>")
            #                              ^^^^
            importlib.import_module(f"plugins.{plugin}").run()
            #                                  ^^^^^^ plugin comes from the caller and decides which module is loaded and run.
            return HTMLResponse(text)`,
      good: `
        import string
        from fastapi import APIRouter
        from jinja2 import Template
        from jinja2.sandbox import SandboxedEnvironment

        router = APIRouter()
        environment = SandboxedEnvironment()

        @router.post("/letters")
        def letter(letter: Letter, name: str):
            environment.from_string(letter.text).render(name=name)
            string.Template(letter.text).safe_substitute(name=name)
            Color.from_string(name)
            return Template("Dear {{ name }}").render(name=name)`,
    },
    {
      language: 'java',
      bad: `
        @RestController
        class Filters {
          private final ExpressionParser parser = new SpelExpressionParser();
          private final ScriptEngine scripts = new ScriptEngineManager().getEngineByName("js");

          @GetMapping("/orders")
          List<Order> find(@RequestParam String filter) throws Exception {
            Expression expression = parser.parseExpression("order." + filter);
            //                                                        ^^^^^^ filter comes from the caller and is run as code.
            scripts.eval(filter);
            //           ^^^^^^
            return orders.stream().filter(order -> matches(expression, order)).toList();
          }

          @PostMapping("/scripts")
          Object run(@RequestBody ScriptRequest request) {
            Ognl.getValue(request.getPath(), root);
            //            ^^^^^^^^^^^^^^^^^
            return new GroovyShell().evaluate(request.getScript());
            //                                ^^^^^^^^^^^^^^^^^^^ request.getScript() comes from the caller and is run as code.
          }
        }`,
      good: `
        @RestController
        class Filters {
          private final ExpressionParser parser = new SpelExpressionParser();

          @GetMapping("/orders")
          Object find(@RequestParam String filter, @RequestParam int count) {
            parser.parseExpression("order.count > " + count);
            settings.getValue(filter);
            rules.evaluate(filter);
            return parser.parseExpression("order.name == #name").getValue(context(filter));
          }

          @GetMapping("/customers")
          Object customers(@RequestParam String filter) {
            EvaluationContext context = SimpleEvaluationContext.forReadOnlyDataBinding().build();
            return parser.parseExpression(filter).getValue(context);
          }
        }`,
    },
    {
      language: 'java',
      bad: `
        @RestController
        class Letters {
          private final Configuration configuration;
          private final VelocityEngine velocity;

          @PostMapping("/letters")
          String letter(@RequestParam String text, @RequestParam String name, @RequestParam String type) throws Exception {
            Template letter = new Template("letter", new StringReader("Dear " + text), configuration);
            //                                                                  ^^^^ text comes from the caller and is compiled as a template, whose expressions run as code.
            velocity.evaluate(context, writer, "letter", text);
            //                                           ^^^^
            Object sender = Class.forName(type).getDeclaredConstructor().newInstance();
            //                            ^^^^ type comes from the caller and decides which class is loaded and set up.
            return send(letter, sender, name);
          }
        }`,
    },
  ],

  check: {
    call(call, { report }) {
      if (call.inTest) return;
      const evaluation = evaluationOf(call);
      const value = evaluation?.text.flatMap(({ parts }) => parts).find(({ origin }) => origin === 'request');
      if (evaluation === undefined || value === undefined) return;
      report({
        at: value,
        message: evaluation.as,
        data: { value: shorten(value.text, 25) },
        fixes: fixesOf(call, value),
      });
    },
  },
});

/** `eval(text)` of Python that is given nothing else; more would be code that the text uses. */
function fixesOf(call: CallView, value: ValueView): readonly FixOffer[] {
  const alone = call.arguments.length === 1 && call.argument(0)?.text === value.text;
  if (call.language !== 'python' || call.callee !== 'eval' || !alone) return [];
  const head = { ...call.node, end: call.node.start + call.callee.length, text: call.callee };
  const changes = (): readonly Change[] => [
    { text: head, by: 'literal_eval' },
    { importName: 'literal_eval', from: 'ast', inFile: call.node },
  ];
  return [{ fix: 'literal', changes }];
}
