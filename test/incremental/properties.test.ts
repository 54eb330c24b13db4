import assert from 'node:assert/strict';
import { RULES } from '../../rules/index.js';
import { createEngine } from '../../server/core/engine/engine.js';
import type { Engine } from '../../server/core/engine/types.js';
import { FRAMEWORKS } from '../../server/core/facts/frameworks/index.js';
import type { CodeParser } from '../../server/core/syntax/code.js';
import { createDocument } from '../../server/core/text/open.js';
import { loadParser } from '../../server/host/grammars.js';
import { languageOf } from '../../server/host/languages.js';
import { plain, settle } from '../support/engine.js';
import { holdAgainstNew } from '../support/renewed.js';
import { typedEdits } from '../support/typing.js';

const ROOT = 'file:///w/';
const YAML = 'src/main/resources/application.yml';
const LINES = 'src/main/resources/application.properties';
const CODE = `import org.springframework.web.bind.annotation.*;

@RestController
class Orders {
  @GetMapping("/orders")
  List<Order> all() { return orders.all(); }

  @DeleteMapping("/orders/{id}")
  void remove(@PathVariable String id) { orders.remove(id); }
}
`;
const CHAIN = `import org.springframework.security.web.SecurityFilterChain;

@Configuration
class Security {
  @Bean
  SecurityFilterChain chain(HttpSecurity http) throws Exception {
    return http.authorizeHttpRequests(r -> r.requestMatchers("/actuator/**").hasRole("ADMIN").anyRequest().authenticated()).build();
  }
}
`;
const API = `openapi: 3.0.3
info: { title: Orders, version: '1' }
servers: [{ url: 'https://api.example.com/' }]
paths:
  /shop/orders:
    get: { responses: { '200': { description: Orders } } }
  /shop/bills:
    get: { responses: { '200': { description: Bills } } }
`;

type Files = Readonly<Record<string, string>>;

function opened(files: Files, parser: CodeParser, packages: readonly string[] = ['']): Engine {
  const engine = createEngine({ rules: RULES, parser, frameworks: FRAMEWORKS });
  engine.today('2026-01-15');
  engine.layout({ folders: [ROOT], packages: packages.map((name) => ROOT + name) });
  for (const [name, text] of Object.entries(files))
    engine.open(createDocument(ROOT + name, languageOf(ROOT + name) ?? 'yaml', 1, text));
  settle(engine);
  return engine;
}

function write(engine: Engine, name: string, text: string): void {
  const before = engine.document(ROOT + name);
  assert.ok(before);
  engine.edit(before.edit(before.version + 1, [{ range: { start: 0, end: before.length }, text }]));
  settle(engine);
}

function paths(engine: Engine): readonly string[] {
  return engine
    .model()
    .endpoints.filter(({ implemented }) => implemented.length > 0)
    .map(({ key }) => key);
}

function rulesIn(engine: Engine, name: string): readonly string[] {
  return engine.findings(ROOT + name).findings.map(({ rule }) => rule);
}

describe('properties of Spring', () => {
  let parser: CodeParser;
  before(async () => {
    parser = await loadParser(['java']);
  });

  /** The keys of the routes of one controller under these properties. */
  const served = (properties: Files) => paths(opened({ 'src/Orders.java': CODE, ...properties }, parser));

  it('put their context path before the routes of their package, and of no other', () => {
    const engine = opened(
      {
        'a/src/Orders.java': CODE,
        [`a/${LINES}`]: 'server.servlet.context-path=/a/\nspring.mvc.servlet.path=v1\n',
        'b/src/Orders.java': CODE,
        [`b/${YAML}`]: 'server:\n  servlet:\n    contextPath: /b\n',
        'c/src/Orders.java': CODE,
        'c/src/test/resources/application.properties': 'server.servlet.context-path=/c\n',
      },
      parser,
      ['a/', 'b/', 'c/'],
    );
    assert.deepEqual(paths(engine), [
      'GET /a/v1/orders',
      'DELETE /a/v1/orders/{}',
      'GET /b/orders',
      'DELETE /b/orders/{}',
      'GET /orders',
      'DELETE /orders/{}',
    ]);
  });

  it('take the default of a placeholder, and what another property says', () => {
    const of = (value: string, more = '') =>
      served({ [LINES]: `server.servlet.context-path=${value}\n${more}` })[0];
    assert.equal(of(`\${BASE:/shop}`), 'GET /shop/orders');
    assert.equal(of(`\${A:\${B:/x}}/y`), 'GET /x/y/orders');
    assert.equal(of(`/\${spring.application.name}`, 'spring.application.name=shop'), 'GET /shop/orders');
    assert.equal(of(`\${BASE:}`), 'GET /orders');
  });

  it('count as they are without any profile', () => {
    const base = 'server.servlet.context-path';
    const others = { 'src/main/resources/application-prod.properties': `${base}=/prod` };
    assert.equal(served({ [LINES]: `${base}=/shop`, ...others })[0], 'GET /shop/orders');
    assert.equal(served(others)[0], 'GET /orders');
    const parts = `${base}: /shop\n---\nspring.config.activate.on-profile: prod\n${base}: /prod\n`;
    assert.equal(served({ [YAML]: parts })[0], 'GET /shop/orders');
  });

  it('say nothing of drift where the context path cannot be known', () => {
    const files = { 'api.yaml': API, 'src/Orders.java': CODE };
    const drift = (value: string) =>
      rulesIn(
        opened({ ...files, [LINES]: `server.servlet.context-path=${value}` }, parser),
        'api.yaml',
      ).filter((rule) => rule === 'docs/ghost-endpoint');
    assert.deepEqual(drift('/shop'), ['docs/ghost-endpoint']);
    assert.deepEqual(drift(`\${BASE}`), []);
    assert.deepEqual(drift('/other'), []);
  });

  it('say after an edit what they say when they are read anew', () => {
    const files = { 'api.yaml': API, 'src/Orders.java': CODE, 'src/Security.java': CHAIN };
    const texts = [
      'server.servlet.context-path: /shop\n',
      `server:\n  servlet:\n    context-path: \${BASE}\n  error.include-stacktrace: always\n`,
      'management.endpoints.web.exposure.include: "*"\n',
      'management.endpoints.web.exposure.include: "*"\nmanagement.server.port: 9090\n',
      'jwt.secret: keep-me-quiet\n---\nspring.profiles: dev\nserver.servlet.context-path: /dev\n',
      '',
    ];
    const engine = opened({ ...files, [YAML]: '' }, parser);
    const all = (one: Engine) =>
      [...Object.keys(files), YAML].map((name) => plain(one.findings(ROOT + name).findings));
    for (const text of texts) {
      for (const code of [CODE, CODE.replace('"/orders"', '"/shop/bills"')]) {
        write(engine, YAML, text);
        write(engine, 'src/Orders.java', code);
        const fresh = opened({ ...files, 'src/Orders.java': code, [YAML]: text }, parser);
        assert.deepEqual(all(engine), all(fresh));
        assert.deepEqual(paths(engine), paths(fresh));
      }
    }
  });

  it('are judged again when the rules about access in the code change', () => {
    const text = 'management.endpoints.web.exposure.include=*\n';
    const engine = opened({ [LINES]: text, 'src/Orders.java': CODE, 'src/Security.java': CHAIN }, parser);
    assert.deepEqual(rulesIn(engine, LINES), []);
    write(engine, 'src/Security.java', CHAIN.replace('hasRole("ADMIN")', 'permitAll()'));
    assert.deepEqual(rulesIn(engine, LINES), ['detect/health-leaks']);
    write(engine, 'src/Security.java', CHAIN.replace('"/actuator/**"', 'EndpointRequest.toAnyEndpoint()'));
    assert.deepEqual(rulesIn(engine, LINES), []);
  });

  it('are judged again when another file of the package says more', () => {
    const engine = opened(
      {
        [LINES]: 'management.endpoints.web.exposure.include=*\n',
        'src/Orders.java': CODE,
        'config/application.properties': '',
      },
      parser,
    );
    assert.deepEqual(rulesIn(engine, LINES), ['detect/health-leaks']);
    write(engine, 'config/application.properties', 'management.server.port=9090\n');
    assert.deepEqual(rulesIn(engine, LINES), []);
    engine.close(`${ROOT}config/application.properties`);
    settle(engine);
    assert.deepEqual(rulesIn(engine, LINES), ['detect/health-leaks']);
  });

  it('are read beside their package, and in its folder of configuration', () => {
    const text = 'server.servlet.context-path: /shop\n';
    const first = (name: string) => served({ [name]: text })[0];
    assert.equal(first('application.properties'), 'GET /shop/orders');
    assert.equal(first('config/application.yml'), 'GET /shop/orders');
    assert.equal(first('deploy/config/application.yml'), 'GET /orders');
    assert.equal(first('application.yml'), 'GET /orders');
    assert.equal(first('src/test/resources/config/application.yml'), 'GET /orders');
  });

  it('keep their context path while their text is broken', () => {
    const engine = opened(
      { 'src/Orders.java': CODE, [YAML]: 'server.servlet.context-path: /shop\n' },
      parser,
    );
    write(engine, YAML, 'server.servlet.context-path: /shop\nspring: [\n');
    assert.deepEqual(paths(engine)[0], 'GET /shop/orders');
    assert.deepEqual(rulesIn(engine, YAML), ['testing/unreadable-document']);
    write(engine, YAML, 'server.servlet.context-path: /store\n');
    assert.deepEqual(paths(engine)[0], 'GET /store/orders');
  });

  it('are silent where a comment above allows it, and the light bulb writes such a comment', () => {
    const text = 'server:\n  port: 80\n  error:\n    include-stacktrace: always\n';
    const engine = opened({ [YAML]: text }, parser);
    const allow = (name: string) => {
      const { findings } = engine.findings(ROOT + name);
      const [finding] = findings;
      assert.ok(finding);
      const version = engine.document(ROOT + name)?.version ?? 0;
      const edits = engine.suppress(ROOT + name, version, finding.fingerprint, 'a demo');
      assert.ok(edits !== 'stale');
      return edits.map(({ range, text: by }) => [range.start, by]);
    };
    const line = '    # portcullis-allow design/error-leak: a demo\n';
    const at = text.indexOf('    include');
    assert.deepEqual(allow(YAML), [[at, line]]);
    write(engine, YAML, text.slice(0, at) + line + text.slice(at));
    assert.deepEqual(rulesIn(engine, YAML), []);
    write(engine, YAML, `# portcullis-allow design/*: a demo\n${text}`);
    assert.deepEqual(rulesIn(engine, YAML), []);
    write(engine, YAML, `${text.slice(0, at)}${line}    x: 1\n${text.slice(at)}`);
    assert.deepEqual(rulesIn(engine, YAML), ['testing/suppression-unused', 'design/error-leak']);
    const lines = opened(
      {
        [LINES]:
          '! portcullis-allow design/error-leak: a demo\nserver.error.include-stacktrace=\\\n  always\n',
      },
      parser,
    );
    assert.deepEqual(rulesIn(lines, LINES), []);
  });

  it('say after every key what they say when they are read anew', () => {
    const text =
      'server.servlet.context-path=/shop\nserver.error.include-stacktrace=always\njwt.secret=keep-me-quiet\n';
    holdAgainstNew(
      {
        edited: [LINES, text],
        beside: [
          ['src/Orders.java', CODE],
          ['src/Security.java', CHAIN],
        ],
      },
      parser,
      typedEdits,
      { seed: 11, numRuns: 8 },
    );
  });
});
