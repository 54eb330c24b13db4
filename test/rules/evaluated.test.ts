import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

const RULE = 'input/code-injection';

describe('names and texts that become code', () => {
  before(prepare);

  const inScript = (...body: readonly string[]) =>
    linesOf(
      { 'app.js': `app.post('/plugins/:name', async (req, res) => { ${body.join('\n')} res.end(); });` },
      RULE,
    ).length;
  const inJava = (...body: readonly string[]) =>
    linesOf(
      {
        'Letters.java': `
          @RestController class Letters { private final Configuration configuration; private final VelocityEngine velocity;
          private final StringTemplateLoader loader; private final TemplateRepository templates;
          @PostMapping("/letters") Object send(@RequestParam String sent) throws Exception { ${body.join(' ')} } }`,
      },
      RULE,
    ).length;

  it('name modules', () => {
    for (const load of [
      'await import(req.params.name);',
      'const { run } = await import("./plugins/" + req.params.name + ".js");',
      "import('./plugins/' + req.params.name).then((one) => one.run());",
      'module.require(req.params.name);',
      "require(path.join(__dirname, 'plugins', req.params.name));",
    ])
      deepEqual(inScript(load), 1, load);
    for (const load of [
      "await import('./plugins/csv.js');",
      'if (!PLUGINS.includes(req.params.name)) return res.status(404).end();\nawait import("./plugins/" + req.params.name + ".js");',
      'await import(PLUGINS[req.params.name]);',
      'await plugins.import(req.params.name);',
      'require.resolve(req.params.name);',
    ])
      deepEqual(inScript(load), 0, load);
  });

  it('name classes', () => {
    for (const load of [
      'return Class.forName(sent).getDeclaredConstructor().newInstance();',
      'Class<?> type = Class.forName(sent); return type.newInstance();',
      'return Thread.currentThread().getContextClassLoader().loadClass(sent);',
      'return classLoader.loadClass(sent);',
    ])
      deepEqual(inJava(load), 1, load);
    for (const load of [
      'return Class.forName("com.example.Csv");',
      'return Class.forName("com.example.formats." + sent);',
      'if (!FORMATS.contains(sent)) throw new IllegalArgumentException(); return Class.forName(sent);',
      'return Class.forName(sent).asSubclass(Format.class).newInstance();',
      'return Class.forName(FORMATS.get(sent));',
      'return loader.load(sent);',
    ])
      deepEqual(inJava(load), 0, load);
  });

  it('are templates of Java', () => {
    for (const make of [
      'return new Template("letter", new StringReader(sent), configuration);',
      'return new Template("letter", new StringReader("Dear " + sent), configuration);',
      'velocity.evaluate(context, writer, "letter", sent); return writer;',
      'Velocity.evaluate(context, writer, "letter", "Dear " + sent); return writer;',
      'loader.putTemplate("letter", sent); return configuration.getTemplate("letter");',
      'return new SimpleTemplateEngine().createTemplate(sent);',
    ])
      deepEqual(inJava(make), 1, make);
    for (const make of [
      'configuration.getTemplate("letter.ftl").process(Map.of("text", sent), writer); return writer;',
      'velocity.evaluate(contextOf(sent), writer, sent, "Dear $name"); return writer;',
      'return templates.save(new Template("letter", sent));',
      'return Template.getPlainTextTemplate("letter", sent, configuration);',
      'loader.putTemplate(sent, LETTER); return loader;',
    ])
      deepEqual(inJava(make), 0, make);
  });
});
