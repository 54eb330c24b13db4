import { deepEqual } from 'node:assert/strict';
import { foundIn } from './across.js';
import { prepare } from './harness.js';

const RULE = 'auth/route-missing-guard';

describe('what is said of a POST that anybody may call', () => {
  before(prepare);

  const said = (file: string, lines: readonly string[]) =>
    foundIn({ [file]: lines.join('\n') }, RULE).map((one) =>
      one.replace(/Nothing checks who calls POST |, and it/g, ''),
    );

  it('where it only looks something up, in JavaScript', () => {
    deepEqual(
      said('app.js', [
        "const app = require('express')();",
        "app.post('/a', async (req, res) => res.json(await db.collection('events').find({ kind: String(req.body.kind) }).limit(20).toArray()));",
        "app.post('/b', wrap(async (req, res) => { const found = await pool.query('SELECT * FROM events WHERE kind = $1', [req.body.kind]); res.json(found.rows); }));",
        "app.post('/c', searchEvents);",
        "app.post('/d', async (req, res) => { const one = await Event.findOne({ _id: req.body.id }); one.seen = true; await one.save(); res.json(one); });",
        "app.post('/e', async (req, res) => res.json(await Event.findByIdAndUpdate(req.body.id, { seen: true })));",
        "app.post('/f', async (req, res) => res.json(await pool.query('DELETE FROM events WHERE kind = $1', [req.body.kind])));",
        "app.post('/g', async (req, res) => { await Event.find({}); await tell(req.body); res.end(); });",
        "app.post('/h', async (req, res) => res.json(await Event.create({ kind: String(req.body.kind) })));",
        "app.post('/i', (req, res) => { books.getBooksBy(req.body.author).then((all) => res.json(all)).catch((error) => console.error(error)); });",
        "app.post('/j', async (req, res) => res.json(await books.getOrCreate(req.body.title)));",
        'async function searchEvents(req, res) { res.json(await index.search(String(req.body.text))); }',
        'function wrap(fn) { return (req, res, next) => fn(req, res, next).catch(next); }',
      ]),
      [
        'app.js:2 /a looks up data.',
        'app.js:3 /b looks up data.',
        'app.js:4 /c looks up data.',
        'app.js:5 /d changes data.',
        'app.js:6 /e changes data.',
        'app.js:7 /f changes data.',
        'app.js:8 /g changes data.',
        'app.js:9 /h changes data.',
        'app.js:10 /i looks up data.',
        'app.js:11 /j changes data.',
      ],
    );
  });

  it('in Python', () => {
    deepEqual(
      said('app.py', [
        'from fastapi import FastAPI',
        'app = FastAPI()',
        '@app.post("/a")',
        'def a(wish: Wish, db=Depends(session)):',
        '    return db.execute(select(Event).where(Event.kind == wish.kind)).scalars().all()',
        '@app.post("/b")',
        'def filter_events(wish: Wish):',
        '    return list_events(wish.kind)',
        '@app.post("/c")',
        'def c(wish: Wish, db=Depends(session)):',
        '    db.add(Event(kind=wish.kind))',
        '    db.commit()',
      ]),
      ['app.py:3 /a looks up data.', 'app.py:6 /b looks up data.', 'app.py:9 /c changes data.'],
    );
  });

  it('in Java', () => {
    deepEqual(
      said('Events.java', [
        'import org.springframework.web.bind.annotation.*;',
        '@RestController',
        'class Events {',
        '  @PostMapping("/a")',
        '  List<Event> a(@RequestBody Wish wish) { return events.findByKind(wish.kind()); }',
        '  @PostMapping("/b")',
        '  Event b(@RequestBody Wish wish) { return events.save(new Event(wish.kind())); }',
        '}',
        '@Configuration',
        'class Security {',
        '  @Bean SecurityFilterChain chain(HttpSecurity http) throws Exception {',
        '    return http.authorizeHttpRequests(rules -> rules.requestMatchers(HttpMethod.PUT, "/a").hasRole("CLERK").anyRequest().permitAll()).build();',
        '  }',
        '}',
      ]),
      ['Events.java:4 /a looks up data.', 'Events.java:6 /b changes data.'],
    );
  });
});
