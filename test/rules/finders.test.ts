import { deepEqual } from 'node:assert/strict';
import { type Files, foundIn, linesOf } from './across.js';
import { prepare } from './harness.js';

const ORDERS = `
  package a;
  import org.springframework.security.access.prepost.PreAuthorize;
  import org.springframework.web.bind.annotation.*;
  @RestController
  public class Orders {
    private final OrderService service;
    @GetMapping("/orders/{id}") @PreAuthorize("isAuthenticated()")
    public Order one(@PathVariable Long id) { return service.getOrder(id); }
  }`;
const READER = `
  package a;
  public class OrderReader {
    private final OrderRepository orders;
    Order read(Long id) { return orders.findById(id).orElseThrow(); }
  }`;
const service = (body: string) => `
  package a;
  @Service
  public class OrderService {
    private final OrderReader reader;
    public Order getOrder(Long id) { ${body} }
    private Order inner(Long id) { return reader.read(id); }
  }`;

function lines(files: Files): readonly string[] {
  return linesOf(files, 'auth/object-level-missing-owner');
}

describe('a record that a service of Java looks up', () => {
  before(prepare);

  it('is looked up by another one that it asks', () => {
    const files = (body: string) => ({
      'a/Orders.java': ORDERS,
      'a/OrderService.java': service(body),
      'a/OrderReader.java': READER,
    });
    deepEqual(lines(files('return reader.read(id);')), ['a/Orders.java:8']);
    deepEqual(lines(files('Order found = this.reader.read(id); return found;')), ['a/Orders.java:8']);
    deepEqual(lines(files('return reader.read(id, caller.id());')), []);
    deepEqual(lines(files('Order found = reader.read(id); access.check(found); return found;')), []);
    deepEqual(lines(files('return other.read(id);')), []);
  });

  it('is not looked up where the one that is asked does more', () => {
    const reader = READER.replace('orders.findById(id)', 'access.check(id); return orders.findById(id)');
    const files = { 'a/Orders.java': ORDERS, 'a/OrderService.java': service('return reader.read(id);') };
    deepEqual(lines({ ...files, 'a/OrderReader.java': reader }), []);
    deepEqual(lines(files), []);
  });

  it('is looked up by what keeps records of all kinds', () => {
    const files = (kept: string, body: string) => ({
      'a/Orders.java': ORDERS,
      'a/OrderService.java': service('return reader.read(id);'),
      'a/OrderReader.java': READER.replace('OrderRepository orders', kept).replace(
        'orders.findById(id).orElseThrow()',
        body,
      ),
    });
    deepEqual(lines(files('EntityManager em', 'em.find(Order.class, id)')), ['a/Orders.java:8']);
    deepEqual(lines(files('MongoTemplate template', 'template.findById(id, a.Order.class)')), [
      'a/Orders.java:8',
    ]);
    deepEqual(lines(files('SessionFactory all', 'all.get(Order.class, id)')), ['a/Orders.java:8']);
    deepEqual(lines(files('EntityManager em', 'em.find(Order.class, keys.of(id))')), []);
    deepEqual(lines(files('EntityManager em', 'em.find(Order.class, id, access.lock())')), []);
    deepEqual(lines(files('Shelf shelf', 'shelf.find(Order.class, id)')), []);
  });

  it('is called by what finds it, where the name of the method says how it is found or shown', () => {
    const told = (body: string): readonly string[] => {
      const text = `import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.*;
@RestController
@PreAuthorize("isAuthenticated()")
class Desk {
  private final Loans loans;
  private final Ledger ledger;
  @GetMapping("/desk/{id}/print")
  Loan print(@PathVariable long id) { return ${body}; }
}
@Service
class Ledger {
  private final LoanRepository loans;
  Loan invoice(long id) { return loans.findById(id).orElseThrow(); }
}
@Service
class Loans {
  private final LoanRepository loans;
  private final JdbcTemplate rows;
  Loan open(long id) { return loans.findById(id).orElseThrow(); }
  Loan statement(long id) { return loans.findById(id).orElseThrow(); }
  Loan getAny(long id) { return loans.findById(id).orElseThrow(); }
  Loan getAnyParcel(long id) { return loans.findById(id).orElseThrow(); }
  int rate(long id) { Loan found = loans.findById(id).orElseThrow(); return found.getRating(); }
  Loan updateAddress(long id) { Loan found = loans.findById(id).orElseThrow(); found.move(); return loans.save(found); }
  Loan reissue(long id) { return rows.queryForObject("select * from Loan where id = ?", mapper, id); }
  Loan guarded(long id) { Loan found = loans.findById(id).orElseThrow(); found.checkAccess(); return found; }
  Loan ofOwner(long id) { Loan found = loans.findById(id).orElseThrow(); people.match(found.getOwner()); return found; }
}`;
      return foundIn({ 'Desk.java': text }, 'auth/object-level-missing-owner').flatMap(
        (one) => /any "(\w+)" record/.exec(one)?.[1] ?? [],
      );
    };
    for (const method of ['getAny', 'getAnyParcel', 'statement', 'open', 'rate', 'updateAddress', 'reissue'])
      deepEqual(told(`loans.${method}(id)`), ['Loan'], method);
    deepEqual(told('ledger.invoice(id)'), ['Loan']);
    deepEqual(told('loans.guarded(id)'), []);
    deepEqual(told('loans.ofOwner(id)'), []);
  });

  describe('and changes', () => {
    const files = (method: string, body: string, mark = '') => ({
      'a/Notes.java': `
package a;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.*;
@RestController
public class Notes {
  private final NoteService service;
  @PutMapping("/notes/{id}") @PreAuthorize("isAuthenticated()")
  public Note change(@PathVariable Long id, @RequestBody NoteRequest wish, Principal me) { return service.${method}; }
}`,
      'a/NoteService.java':
        'package a; public interface NoteService { Note change(Long id, NoteRequest wish); }',
      'a/Kept.java': `
package a;
@Service
public class Kept implements NoteService {
  private final NoteRepository notes;
  ${mark} public Note change(${body} }
}`,
    });

    it('is changed by whoever is signed in, where nothing asks whose it is', () => {
      for (const body of [
        'Long id, NoteRequest wish) { var note = notes.findById(id).orElseThrow(); note.setTitle(wish.getTitle()); return notes.save(note);',
        'Long id, NoteRequest wish) { Note note = notes.findById(id).orElseThrow(() -> new Lost(id)); if (wish.title() != null) note.setTitle(wish.title()); note.setChangedAt(Instant.now()); return notes.save(note);',
        'Long id, NoteRequest wish) { Note note = notes.findById(id).orElseThrow(); mapper.update(wish, note); return notes.save(note);',
        'Long id, NoteRequest wish) { Note note = notes.getReferenceById(id); BeanUtils.copyProperties(wish, note); return note;',
      ])
        deepEqual(lines(files('change(id, wish)', body)), ['a/Notes.java:8'], body);
      for (const body of [
        'Long id, NoteRequest wish) { Note note = notes.findById(id).orElseThrow(); if (!note.getTitle().equals(wish.title()) && notes.existsByTitle(wish.title())) throw new Taken(); note.setTitle(wish.title()); return notes.save(note);',
        'Long id, NoteRequest wish) { Note note = notes.findById(id).orElseThrow(); notes.findByTitle(wish.title()).ifPresent(other -> { if (!other.getId().equals(id)) throw new Taken(); }); return notes.save(note);',
        'Long id, NoteRequest wish) { Note note = found(id); note.setTitle(wish.title()); return notes.save(note); } private Note found(Long id) { return notes.findById(id).orElseThrow();',
      ])
        deepEqual(lines(files('change(id, wish)', body)), ['a/Notes.java:8'], body);
      const turned =
        'NoteRequest wish, Long id) { Note note = notes.findById(id).get(); return notes.save(note);';
      deepEqual(lines(files('change(wish, id)', turned)), ['a/Notes.java:8']);
    });

    it('is not, where something may', () => {
      for (const body of [
        'Long id, NoteRequest wish) { Note note = notes.findById(id).orElseThrow(); checker.apply(wish, note); return notes.save(note);',
        'Long id, NoteRequest wish) { Note note = notes.findById(id).get(); access.check(note); return notes.save(note);',
        'Long id, NoteRequest wish) { Note note = notes.findById(id).get(); if (!note.getOwner().equals(me.get())) throw new Lost(); return notes.save(note);',
        'Long id, NoteRequest wish) { Note note = notes.findById(id).get(); if (note.owner != wish.owner) throw new Lost(); return notes.save(note);',
        'Long id, NoteRequest wish) { Note note = notes.findByIdAndOwner(id, people.current()).get(); return notes.save(note);',
        'Long id, NoteRequest wish) { Note note = notes.findById(id).get(); if (!note.getOwnerId().equals(wish.ownerId())) throw new Lost(); return notes.save(note);',
        'Long id, NoteRequest wish) { Note note = notes.findById(id).get(); if (!notes.existsByOwner(wish.owner())) throw new Lost(); return notes.save(note);',
        'Long id, NoteRequest wish) { Note note = mine(id); return notes.save(note); } private Note mine(Long id) { return notes.findByIdAndOwner(id, people.current()).get();',
        'Long id, Long groupId) { Note note = notes.findById(id).get(); return notes.save(note);',
        'Long id, Principal caller) { Note note = notes.findById(id).get(); return notes.save(note);',
      ])
        deepEqual(lines(files('change(id, wish)', body)), [], body);
      const plain = 'Long id, NoteRequest wish) { return notes.save(notes.findById(id).get());';
      deepEqual(lines(files('change(id, wish)', plain)), ['a/Notes.java:8']);
      deepEqual(lines(files('change(id, wish)', plain, '@PreAuthorize("@notes.mine(#id)")')), []);
      deepEqual(lines(files('change(id, me)', plain.replace('NoteRequest wish', 'User user'))), []);
    });
  });
});

describe('a record that a function of Express looks up', () => {
  before(prepare);

  const files = (call: string, service: string): Files => ({
    'app.js': `const app = require('express')();
const signedIn = (req, res, next) => (req.session.userId ? next() : res.status(401).end());
const desk = require('./desk');
const { take } = require('./desk');
const Desk = desk.Desk;
app.get('/loans/:id', signedIn, async (req, res) => res.json(await ${call}));`,
    'desk.js': `const Loan = require('./loan');
const shelf = require('./shelf');
const store = require('./context');
const RATES = { a: 1 };
${service}`,
    'shelf.js': "const Loan = require('./loan');\nexports.pull = (id) => Loan.findOne({ where: { id } });",
  });
  const told = (call: string, service: string) => lines(files(call, service));

  it('is found whatever the function is called', () => {
    for (const [call, service] of [
      ['desk.take(req.params.id)', 'exports.take = (id) => Loan.findByPk(id);'],
      [
        'take(req.params.id)',
        'exports.take = async (id) => { const loan = await Loan.findById(id).lean(); if (!loan) throw new Missing(); return loan; };',
      ],
      [
        'desk.take(req.params.id)',
        "exports.take = (id) => db.query('select * from loans where id = $1', [id]);",
      ],
      ['desk.take(req.params.id)', 'exports.take = (id) => shelf.pull(id);'],
      [
        'desk.take(req.params.id, String(req.body.note))',
        'exports.take = (id, note) => Loan.update({ note }, { where: { id } });',
      ],
      [
        'desk.take(req.params.id)',
        'class Desk { constructor(shelf) { this.shelf = shelf; } take(id) { return this.shelf.pull(id); } }\nmodule.exports = new Desk(shelf);',
      ],
      [
        'desk.take(req.params.id)',
        'exports.take = async (id) => { const loan = await Loan.findByPk(Number(id)); loan.seen = true; return loan.save(); };',
      ],
    ] as const)
      deepEqual(told(call, service), ['app.js:6'], service);
  });

  it('is found by what a function makes that is called with what it needs', () => {
    const made = (take: string): Files => ({
      'app.js': `const app = require('express')();
const signedIn = (req, res, next) => (req.session.userId ? next() : res.status(401).end());
app.use('/loans', signedIn, require('./loans')({ db }));`,
      'loans.js': `module.exports = (deps) => {
  const store = require('./store')(deps);
  const router = require('express').Router();
  router.get('/:id', async (req, res) => res.json(await store.take(req.params.id)));
  return router;
};`,
      'store.js': `module.exports = ({ db }) => ({ take: ${take} });`,
    });
    const find = "(id) => db.collection('loans').findOne({ _id: new ObjectId(id) })";
    deepEqual(lines(made(find)), ['loans.js:4']);
    deepEqual(lines(made(find.replace('})', ', open: true })'))), []);
  });

  it('is found by a method of the class that a parameter states', () => {
    const app = (service: string, call: string): Files => ({
      'app.ts': `import express, { Request, Response } from 'express';
import { Desk } from './desk';
class Loans {
  readonly router = express.Router();
  constructor(private readonly desk: Desk) { this.router.use(signedIn); this.router.put('/:id', this.settle); }
  private settle = async (req: Request, res: Response) => { res.json(await this.desk.${call}); };
}
function signedIn(req, res, next) { if (!req.user) return res.status(401).end(); next(); }
express().use('/loans', new Loans(new Desk()).router);`,
      'desk.ts': `import { Loan } from './loan';
export class Desk { ${service} }`,
    });
    const settle = 'settle(id: string, note: string) { return Loan.findByIdAndUpdate(id, { note }).exec(); }';
    deepEqual(lines(app(settle, 'settle(req.params.id, String(req.body.note))')), ['app.ts:6']);
    deepEqual(lines(app(settle, 'settle(req.params.id, req.user.id)')), []);
    const mine =
      'settle(id: string, by: string) { return Loan.findOneAndUpdate({ id, by }, { open: false }); }';
    deepEqual(lines(app(mine, 'settle(req.params.id, String(req.body.note))')), []);
    deepEqual(lines(app('', 'settle(req.params.id)')), []);
  });

  it('is none where the function looks nothing up, or may ask who is calling', () => {
    for (const [call, service] of [
      ['desk.take(req.params.id)', 'exports.take = (id) => RATES[id];'],
      ['desk.getRate(req.params.id)', 'exports.getRate = (id) => RATES[id];'],
      [
        'desk.take(req.params.id)',
        'exports.take = (id) => Loan.findOne({ where: { id, ownerId: store.getStore().userId } });',
      ],
      [
        'desk.take(req.params.id)',
        'exports.take = async (id) => { const loan = await Loan.findByPk(id); await mayRead(loan); return loan; };',
      ],
      [
        'desk.take(req.params.id, req.session.userId)',
        'exports.take = (id, ownerId) => Loan.findOne({ where: { id, ownerId } });',
      ],
      ['desk.take(req.params.id)', 'exports.take = (id) => Loan.findOne({ where: { id, open: true } });'],
      [
        'desk.take(req.params.id)',
        'exports.take = (id) => Loan.update({ id }, { where: { id, ownerId: store.getStore().userId } });',
      ],
      ['unseen.take(req.params.id)', ''],
    ] as const)
      deepEqual(told(call, service), [], service);
  });
});
