import { deepEqual } from 'node:assert/strict';
import { type Files, linesOf } from './across.js';
import { prepare } from './harness.js';

function lines(files: Files): readonly string[] {
  return linesOf(files, 'auth/object-level-missing-owner');
}

describe('a record by whose identifier a function is called', () => {
  before(prepare);

  it('is looked for where a function of Express hands that on, whatever the functions are called', () => {
    const files = (
      call: string,
      service: string,
      repo = '(id, changes) => Loan.findByIdAndUpdate(id, changes)',
    ) => ({
      'app.js': `const app = require('express')();
const signedIn = (req, res, next) => (req.session.userId ? next() : res.status(401).end());
const desk = require('./desk');
app.put('/loans/:id', signedIn, async (req, res) => res.json(await desk.${call}));`,
      'desk.js': `const loans = require('./loans');\nconst log = require('./log');\n${service}`,
      'loans.js': `const Loan = require('./loan');\nexports.update = ${repo};`,
    });
    const settle = 'exports.settle = (id, note) => { log.info(id); return loans.update(id, { note }); };';
    deepEqual(lines(files('settle(req.params.id, "x")', settle)), ['app.js:4']);
    deepEqual(lines(files('settle(req.params.id, req.session.userId)', settle)), []);
    deepEqual(
      lines(files('settle(req.params.id)', settle, '(id) => Loan.findOneAndUpdate({ id, open: me() })')),
      [],
    );
    deepEqual(lines(files('setStatus(req.params.id)', settle.replace('settle', 'setStatus'))), ['app.js:4']);
    const second = 'exports.settle = (db, id) => db.loan.update({ where: { id }, data: { open: false } });';
    deepEqual(lines(files('settle(db, req.params.id)', second)), ['app.js:4']);
    deepEqual(lines(files('settle(req, req.params.id)', second.replaceAll('db', 'req'))), []);
    const checked = 'exports.settle = async (id) => { await mayChange(id); return loans.update(id, {}); };';
    deepEqual(lines(files('settle(req.params.id)', checked)), []);
  });

  describe('in Python', () => {
    const files = (call: string, helper: string): Files => ({
      'app.py': `from fastapi import Depends, FastAPI
from fastapi.security import OAuth2PasswordBearer
from desk import Desk, relocate
from sqlalchemy.orm import sessionmaker

app = FastAPI()
scheme = OAuth2PasswordBearer(tokenUrl="token")

open_session = sessionmaker()

def get_db():
    yield open_session()

def current_user(token: str = Depends(scheme)):
    return find_user(token)

@app.patch("/orders/{order_id}")
def move(order_id: int, user=Depends(current_user), db=Depends(get_db), desk: Desk = Depends(Desk)):
    ${call}`,
      'desk.py': `from models import Order\n\n${helper}${helper.includes('class') ? '' : '\n\nclass Desk:\n    pass'}`,
    });
    const body = 'order = db.get(Order, order_id)\n    order.address = address\n    db.commit()';
    const relocate = `def relocate(db, order_id, address):\n    ${body}`;

    it('is looked for where a function takes it at any place', () => {
      deepEqual(lines(files('relocate(db, order_id, "x")', relocate)), ['app.py:19']);
      deepEqual(lines(files('relocate(db, order_id=order_id, address="x")', relocate)), ['app.py:19']);
      const asked = 'order = db.query(Order).filter(Order.id == order_id).first()';
      deepEqual(lines(files('relocate(db, order_id, "x")', relocate.replace(/order = .*/, asked))), [
        'app.py:19',
      ]);
      const missing = `${asked}\n    if order is None:\n        raise NotFound(order_id)`;
      deepEqual(lines(files('relocate(db, order_id, "x")', relocate.replace(/order = .*/, missing))), [
        'app.py:19',
      ]);
      const inner = `${relocate.replace('relocate', 'inner')}\n\ndef relocate(db, order_id, address):\n    inner(db, order_id, address)`;
      deepEqual(lines(files('relocate(db, order_id, "x")', inner)), ['app.py:19']);
    });

    it('is looked for by a method of the class that a parameter states', () => {
      const method =
        'class Desk:\n    def relocate(self, order_id):\n        return self.db.get(Order, order_id)';
      deepEqual(lines(files('desk.relocate(order_id)', method)), ['app.py:19']);
      deepEqual(lines(files('desk.relocate(order_id)', method.replace('self.db', 'self.user.orders'))), []);
    });

    it('is known by other names for an identifier, and by its type', () => {
      const named = (name: string, own = name, type = 'int') => {
        const helper = relocate.replaceAll('order_id', own).replace(own, `${own}: ${type}`);
        const called = files(`relocate(db, ${name}, "x")`, helper);
        const app = called['app.py']?.replaceAll('order_id', name).replace(': int', `: ${type}`);
        return lines({ ...called, 'app.py': app ?? '' });
      };
      deepEqual(named('ident'), ['app.py:19']);
      deepEqual(named('oid', 'identifier'), ['app.py:19']);
      deepEqual(named('order', 'order_id', 'uuid.UUID'), ['app.py:19']);
      deepEqual(named('order', 'order_id', 'Annotated[UUID, Path()]'), ['app.py:19']);
      deepEqual(named('order', 'wanted', 'UUID'), ['app.py:19']);
      deepEqual(named('account_id', 'order_id', 'Annotated[int, Path()]'), ['app.py:19']);
      deepEqual(named('account_id', 'order_id', 'Annotated[int, Depends(account)]'), []);
      deepEqual(named('key', 'key', 'UUID'), ['app.py:19']);
      deepEqual(named('order', 'wanted'), []);
      deepEqual(named('trace', 'order_id', 'UUID'), []);
    });

    it('is not, where the function may ask who is calling', () => {
      deepEqual(lines(files('relocate(db, order_id, user.id)', relocate)), []);
      const more = (line: string) => relocate.replace('db.commit()', `${line}\n    db.commit()`);
      deepEqual(lines(files('relocate(db, order_id, "x")', more('check_access(order)'))), []);
      deepEqual(
        lines(files('relocate(db, order_id, "x")', more('assert order.owner == current_user.get()'))),
        [],
      );
      deepEqual(lines(files('relocate(db, order_id, "x")', `@mine\n${relocate}`)), []);
      deepEqual(
        lines(files('relocate(order_id)', 'def relocate(order_id):\n    return RATES[order_id]')),
        [],
      );
    });
  });
});
