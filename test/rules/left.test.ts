import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

const RULE = 'auth/object-level-missing-owner';
const GUARD = 'exports.known = (req, res, next) => (req.user ? next() : res.status(401).end());';

describe('objects that are found in front of handlers', () => {
  before(prepare);

  const files = (...lines: readonly string[]) => ({
    'guards.js': GUARD,
    'app.js': [
      "const app = require('express')(); const { known } = require('./guards.js');",
      'app.use(known);',
      ...lines,
    ].join('\n'),
  });
  const loader =
    'async function load(req, res, next) { req.bill = await Bill.findById(req.params.id); next(); }';

  it('are served to anybody, however they are left for the handler', () => {
    for (const one of [
      loader,
      'const load = async (req, res, next) => { const bill = await Bill.findById(req.params.id); if (!bill) return res.sendStatus(404); req.bill = bill; next(); };',
      'const load = (req, res, next) => Bill.findById(req.params.id, (err, bill) => { req.bill = bill; next(err); });',
      'const load = (req, res, next) => { Bill.findById(req.params.id).then((bill) => { res.locals.bill = bill; next(); }, next); };',
    ])
      deepEqual(
        linesOf(
          files(one, "app.get('/bills/:id', load, (req, res) => res.json(req.bill ?? res.locals.bill));"),
          RULE,
        ),
        ['app.js:3'],
        one,
      );
  });

  it('are told of where parameters of the path are loaded, in another file too', () => {
    const found = linesOf(
      {
        'guards.js': GUARD,
        'load.js':
          'exports.note = async (req, res, next, id) => { req.note = await Note.findById(id); next(); };\nexports.sheet = async (req, res, next, id) => { req.sheet = await Sheet.findOne({ _id: id, owner: req.user.id }); next(); };',
        'app.js': `
          const app = require('express')();
          const router = require('express').Router();
          const load = require('./load.js');
          router.param('noteId', load.note);
          router.param('sheetId', load.sheet);
          router.delete('/notes/:noteId', async (req, res) => { await req.note.deleteOne(); res.end(); });
          router.get('/sheets/:sheetId', (req, res) => res.json(req.sheet));
          app.use(require('./guards.js').known, router);`,
      },
      RULE,
    );
    deepEqual(found, ['load.js:1']);
  });

  it('are served to anybody where what finds them is registered for all routes below', () => {
    const find = 'req.bill = await Bill.findById(req.params.id);';
    const read = "app.get('/bills/:id', (req, res) => res.json(req.bill));";
    const router = "const bills = require('express').Router({ mergeParams: true });";
    const served = "bills.get('/', (req, res) => res.json(req.bill)); app.use('/bills/:id', bills);";
    for (const [first, ...more] of [
      [`app.use('/bills/:id', async (req, res, next) => { ${find} next(); });`, read],
      [`app.all('/bills/:id', async (req, res, next) => { ${find} next(); });`, read],
      [`const load = async (req, res, next) => { ${find} next(); };`, "app.use('/bills/:id', load);", read],
      [`const load = async (req, res, next) => { ${find} next(); };`, router, 'bills.use(load);', served],
      [
        `const load = async (req, res, next) => { ${find} next(); };`,
        router,
        served.replace('bills);', 'load, bills);'),
      ],
      [
        `const load = wrap(async (req, res, next) => { ${find} next(); });`,
        'function wrap(fn) { return (req, res, next) => fn(req, res, next).catch(next); }',
        "app.use('/bills/:id', load);",
        read,
      ],
      [
        'async function load(req: Request, res: Response, next: NextFunction) { (req as any).bill = await Bill.findById(req.params.id); next(); }',
        "app.use('/bills/:id', load);",
        "app.get('/bills/:id', (req: Request, res: Response) => res.json((req as any).bill));",
      ],
    ] as const) {
      const { 'app.js': app, ...guards } = files(first, ...more);
      deepEqual(linesOf({ ...guards, 'app.ts': app }, RULE), ['app.ts:3'], first);
    }
  });

  it('are not where that asks whose they are, or another path is meant', () => {
    const load =
      'const load = async (req, res, next) => { req.bill = await Bill.findById(req.params.id); next(); };';
    const read = "app.get('/bills/:id', (req, res) => res.json(req.bill));";
    for (const lines of [
      [
        'const own = async (req, res, next) => { req.bill = await Bill.findOne({ _id: req.params.id, owner: req.user.id }); next(); };',
        "app.use('/bills/:id', own);",
        read,
      ],
      [
        load,
        "app.use('/bills/:id', load);",
        'app.use((req, res, next) => (req.bill.owner === req.user.id ? next() : res.status(403).end()));',
        read,
      ],
      [
        'const load = async (req, res, next) => { req.bill = await Bill.findById(req.params.id); if (req.bill.owner !== req.user.id) return res.sendStatus(404); next(); };',
        "app.use('/bills/:id', load);",
        read,
      ],
      [
        load,
        "app.use('/bills/:id', load);",
        "app.get('/bills/:id', (req, res) => (req.bill.owner === req.user.id ? res.json(req.bill) : res.sendStatus(404)));",
      ],
      [load, "app.use('/bills/:id', load);", "app.get('/bills/:id/prices', (req, res) => res.json(PRICES));"],
      [load, "app.use('/sheets/:id', load);", read],
      [load, read, "app.use('/bills/:id', load);"],
      [
        'const caller = async (req, res, next) => { req.user = await User.findById(req.session.userId); next(); };',
        'app.use(caller);',
        "app.get('/bills/:id', (req, res) => res.json(req.user));",
      ],
    ])
      deepEqual(linesOf(files(...lines), RULE), [], lines.join(' '));
  });

  it('are as they were left where something asks whose they are', () => {
    const owns =
      'const owns = (req, res, next) => (req.bill.owner === req.user.id ? next() : res.status(403).end());';
    const hides =
      'const owns = (req, res, next) => (req.bill.owner.equals(req.user.id) ? next() : res.sendStatus(404));';
    for (const lines of [
      [owns, "app.get('/bills/:id', load, owns, (req, res) => res.json(req.bill));"],
      [hides, "app.get('/bills/:id', load, owns, (req, res) => res.json(req.bill));"],
      [
        "app.get('/bills/:id', load, (req, res) => (req.bill.owner === req.user.id ? res.json(req.bill) : res.sendStatus(404)));",
      ],
      [
        "app.get('/bills/:id', load, (req, res) => (req.bill.owner === req.actor.id ? res.json(req.bill) : res.sendStatus(404)));",
      ],
      [
        "app.get('/bills/:id', load, (req, res) => { const { bill, actor } = req; if (bill.by !== actor.id) return res.end(); res.json(bill); });",
      ],
      ["app.get('/bills/:id', load, async (req, res) => { await mine(req); res.json(req.bill); });"],
      ["app.get('/bills/:id', load, require('policies').owner('bill'), (req, res) => res.json(req.bill));"],
      ["app.get('/bills/:id/prices', load, (req, res) => res.json(PRICES));"],
      ["app.get('/admin/bills/:id', load, (req, res) => res.json(req.bill));"],
    ])
      deepEqual(linesOf(files(loader, ...lines), RULE), [], lines.join(' '));
  });

  it('are those of everybody, where they are of a catalog and only read', () => {
    const load =
      'async function load(req, res, next) { req.product = await Product.findById(req.params.id); next(); }';
    const read = "app.get('/products/:id', load, (req, res) => res.json(req.product));";
    const write =
      "app.put('/products/:id', load, async (req, res) => { await req.product.set('price', 1).save(); res.end(); });";
    deepEqual(linesOf(files(load, read), RULE), []);
    deepEqual(linesOf(files(load, read, write), RULE), ['app.js:3']);
  });

  it('are what routes of Python depend on', () => {
    const common = `
      from fastapi import Depends, FastAPI, HTTPException
      from fastapi.security import OAuth2PasswordBearer
      from sqlalchemy.orm import sessionmaker
      open_session = sessionmaker()
      scheme = OAuth2PasswordBearer(tokenUrl="token")
      def current_user(token: str = Depends(scheme)):
          return find_user(token)
      def get_db():
          yield open_session()`;
    const app = (load: string, route: string) =>
      linesOf({ 'app.py': `${common}\n      app = FastAPI()\n      ${load}\n      ${route}` }, RULE);
    const load = `
      def load_order(order_id: int, db=Depends(get_db)):
          order = db.query(Order).filter(Order.id == order_id).first()
          if order is None:
              raise HTTPException(404)
          return order`;
    const own = `
      def load_order(order_id: int, user=Depends(current_user), db=Depends(get_db)):
          return db.query(Order).filter(Order.id == order_id, Order.owner_id == user.id).first()`;
    const bare = `
      @app.get("/orders/{order_id}", dependencies=[Depends(current_user)])
      def show(order=Depends(load_order)):
          return order`;
    const removes = `
      @app.delete("/orders/{order_id}", dependencies=[Depends(current_user)])
      def remove(order: Order = Depends(load_order), db=Depends(get_db)):
          db.delete(order)`;
    const asks = `
      @app.get("/orders/{order_id}")
      def show(order=Depends(load_order), user=Depends(current_user)):
          if order.owner_id != user.id:
              raise HTTPException(404)
          return order`;
    deepEqual(app(load, bare), ['app.py:13']);
    deepEqual(app(load, removes), ['app.py:13']);
    deepEqual(app(load, asks), []);
    deepEqual(app(own, bare), []);
  });

  it('are what methods of Spring put into the model', () => {
    const inFront = (load: string, handler: string) =>
      linesOf(
        {
          'Bills.java': `
            import org.springframework.web.bind.annotation.*;
            @RestController @RequestMapping("/bills/{id}") class Bills {
              private final BillRepository bills;
              ${load}
              ${handler}
            }`,
          'Security.java': `
            @Configuration class Security {
              @Bean SecurityFilterChain chain(HttpSecurity http) throws Exception {
                return http.authorizeHttpRequests(rules -> rules.anyRequest().authenticated()).build();
              }
            }`,
        },
        RULE,
      ).length;
    const load =
      '@ModelAttribute Bill load(@PathVariable long id) { return bills.findById(id).orElseThrow(); }';
    const named = load.replace('@ModelAttribute', '@ModelAttribute(name = "paper")');
    const adds =
      '@ModelAttribute void load(@PathVariable("id") Long id, Model model) { Bill bill = bills.findById(id).orElseThrow(); model.addAttribute("bill", bill); }';
    const show = '@GetMapping Bill show(Bill bill) { return bill; }';
    const change =
      '@PostMapping Bill change(@Valid @ModelAttribute("bill") Bill bill, BindingResult result) { return bills.save(bill); }';
    const reads = '@GetMapping Object show(Model model) { return model.getAttribute("bill"); }';
    for (const [one, handler] of [
      [load, show],
      [load, change],
      [load, reads],
      [adds, show],
      [adds, reads],
      [named, '@GetMapping Bill show(@ModelAttribute("paper") Bill bill) { return bill; }'],
    ] as const)
      deepEqual(inFront(one, handler), 1, `${one} ${handler}`);
    const own =
      '@ModelAttribute Bill load(@PathVariable long id, Principal me) { return bills.findByIdAndOwner(id, me.getName()).orElseThrow(); }';
    const refuses =
      '@ModelAttribute Bill load(@PathVariable long id, Principal me) { Bill bill = bills.findById(id).orElseThrow(); if (!bill.getOwner().equals(me.getName())) throw new AccessDeniedException("no"); return bill; }';
    const asks =
      '@GetMapping Bill show(Bill bill, Principal me) { if (!bill.getOwner().equals(me.getName())) throw new AccessDeniedException("no"); return bill; }';
    for (const [one, handler] of [
      [own, show],
      [refuses, show],
      [load, asks],
      [named, show],
      [load, '@GetMapping("/prices") List<Price> prices() { return PRICES; }'],
      [
        load,
        '@GetMapping @PreAuthorize("@bills.owns(#id, principal)") Bill show(Bill bill) { return bill; }',
      ],
      [load, '@PostMapping Bill add(@RequestBody Bill bill) { return tell(bill); }'],
    ] as const)
      deepEqual(inFront(one, handler), 0, `${one} ${handler}`);
  });
});
