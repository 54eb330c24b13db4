import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

const RULE = 'detect/health-leaks';

describe('the environment of a server inside of what it sends', () => {
  before(prepare);

  it('in tables of Java', () => {
    const bodies = [
      'return Map.of("env", System.getenv());',
      'return ResponseEntity.ok(Map.of("env", Map.of("all", System.getenv())));',
      'Map<String, Object> out = new HashMap<>(); out.put("env", System.getenv()); return out;',
      'return new TreeMap<>(System.getenv());',
      'var all = Map.ofEntries(Map.entry("env", System.getenv())); return ResponseEntity.ok().body(all);',
      'return Map.of("region", System.getenv("REGION"));',
      'Map<String, Object> out = new HashMap<>(); out.put("size", System.getenv().size()); return out;',
      'Map<String, String> env = System.getenv(); return Map.of("region", env.get("REGION"));',
      'Map<String, Object> kept = new HashMap<>(); kept.put("env", System.getenv()); return Map.of("ok", true);',
      'return Map.of("regions", regionsIn(System.getenv()));',
    ];
    const files = {
      'About.java': [
        'import org.springframework.web.bind.annotation.*;',
        '@RestController class About {',
        ...bodies.map((body, i) => `  @GetMapping("/about/${i}") Object about${i}() { ${body} }`),
        '}',
      ].join('\n'),
      'Security.java': `
        @Configuration class Security {
          @Bean SecurityFilterChain chain(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(rules -> rules.requestMatchers("/orders/**").authenticated().anyRequest().permitAll()).build();
          }
        }`,
    };
    const found = [0, 1, 2, 3, 4].map((i) => `About.java:${i + 3}`);
    deepEqual(linesOf(files, RULE), found);
  });

  it('in objects of JavaScript', () => {
    const app = [
      "const app = require('express')();",
      "app.get('/a', (req, res) => res.json({ info: { env: process.env } }));",
      "app.get('/b', (req, res) => res.json(Object.assign({}, process.env)));",
      "app.get('/c', (req, res) => { const out = {}; out.env = process.env; res.json(out); });",
      "app.get('/d', (req, res) => { const out = {}; out.env = process.env.NODE_ENV; res.json(out); });",
      "app.get('/e', (req, res) => { const out = {}; out.env = process.env; spawn('x', out); res.json({ ok: true }); });",
    ].join('\n');
    deepEqual(linesOf({ 'app.js': app }, RULE), ['app.js:2', 'app.js:3', 'app.js:4']);
  });

  it('in tables of Python', () => {
    const app = `
      import os
      from fastapi import FastAPI
      app = FastAPI()
      @app.get("/a")
      def a():
          return JSONResponse(content={"about": {"env": {**os.environ}}})
      @app.get("/b")
      def b():
          return dict(env=dict(os.environ))
      @app.get("/c")
      def c():
          return dict(env=os.environ["STAGE"])`;
    deepEqual(linesOf({ 'app.py': app }, RULE), ['app.py:6', 'app.py:9']);
  });
});
