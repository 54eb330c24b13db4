import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

const RULE = 'design/mass-assignment';

describe('rows that callers of FastAPI send', () => {
  before(prepare);

  const models = `
    class User(Base):
        __tablename__ = "users"
        id = Column(Integer, primary_key=True)
        role = Column(String)`;
  const head = `
    from fastapi import Body, Depends, FastAPI, Request
    from pydantic import BaseModel
    from models import User
    from service import keep, keep_all, Users
    app = FastAPI()
    class Bulk(BaseModel):
        users: list[dict]
    class NewUser(BaseModel):
        name: str
    class NewUsers(BaseModel):
        users: list[NewUser]`;
  const lines = (text: string) => text.split('\n').length;
  const found = (params: string, body: readonly string[], service = '') => {
    const route = `
    @app.post("/users/import")
    async def all(${params}, db=Depends(get_db)):
        ${body.join('\n        ')}`;
    return linesOf({ 'models.py': models, 'service.py': service, 'main.py': head + route }, RULE).map(
      (at) => {
        const [file, line = ''] = at.split(':');
        return file === 'main.py' ? Number(line) - lines(head) - 1 : at;
      },
    );
  };

  it('are kept where they are made', () => {
    for (const [params, ...body] of [
      ['body: Bulk', 'db.add_all([User(**one) for one in body.users])'],
      ['body: Bulk', 'db.add_all(User(**one) for one in body.users)'],
      ['sent: list[dict]', 'db.bulk_save_objects([User(**one) for one in sent])'],
      ['sent: list[dict] = Body(...)', 'rows = [User(**one) for one in sent]', 'db.add_all(rows)'],
      ['sent: List[Dict[str, Any]]', 'db.bulk_insert_mappings(User, sent)'],
      ['sent: list[dict]', 'db.execute(insert(User), sent)'],
      ['sent: list[dict]', 'db.execute(insert(User).values(sent))'],
      ['sent: list[dict]', 'await db.users.insert_many(sent)'],
      ['sent: list[dict]', 'await User.objects.bulk_create([User(**one) for one in sent])'],
    ] as const)
      deepEqual(found(params, body), [1], `${params} ${body}`);
    deepEqual(found('body: Bulk', ['for one in body.users:', '    db.add(User(**one))']), [2]);
    const asked = ['data = await request.json()', 'await db.users.insert_many(data["users"])'];
    deepEqual(found('request: Request', asked), [2]);
  });

  it('are not where the code names the fields, or nothing is kept', () => {
    for (const [params, ...body] of [
      ['body: NewUsers', 'db.add_all([User(**one.model_dump()) for one in body.users])'],
      ['body: Bulk', 'db.add_all([User(name=one["name"]) for one in body.users])'],
      ['sent: list[NewUser]', 'db.add_all([User(name=one.name) for one in sent])'],
      ['sent: list[dict]', 'rows = [NewUser(**one) for one in sent]', 'return rows'],
      ['sent: list[dict]', 'db.add_all([User(**allowed(one)) for one in sent])'],
      ['sent: list[str]', 'db.execute(insert(User), [{"name": one} for one in sent])'],
      ['sent: list[dict]', 'db.execute(select(User), sent)'],
      ['sent: list[dict]', 'db.add_all([User(**one) for one in DEFAULTS])'],
    ] as const)
      deepEqual(found(params, body), [], `${params} ${body}`);
  });

  it('are kept by services that they are handed to', () => {
    const service = (...body: readonly string[]) => `
      from models import User
      def keep(db, payload):
          ${body.join('\n          ')}
      def keep_all(db, rows):
          db.add_all([User(**one) for one in rows])
      class Users:
          def __init__(self, db): self.db = db
          def add_many(self, rows):
              self.db.add_all([User(**one) for one in rows])`;
    const made = service('db.add(User(**payload))');
    deepEqual(found('payload: dict', ['keep(db, payload)'], made), ['service.py:3']);
    deepEqual(found('sent: list[dict]', ['keep_all(db, sent)'], made), ['service.py:5']);
    deepEqual(found('sent: list[dict]', ['Users(db).add_many(sent)'], made), ['service.py:9']);
    const stored = service('db.users.insert_one(payload)');
    deepEqual(found('payload: dict', ['keep(db, payload)'], stored), ['service.py:3']);
    deepEqual(
      found('payload: NewUser', ['keep(db, payload)'], service('db.add(User(name=payload.name))')),
      [],
    );
    deepEqual(found('payload: dict', ['keep(db, payload)'], service('return NewUser(**payload)')), []);
    deepEqual(found('payload: dict', ['keep(db, {"name": payload["name"]})'], made), []);
    deepEqual(found('payload: dict', ['keep(db, payload["name"])'], made), []);
  });

  it('are unpacked on their way to a service', () => {
    const told = (params: string, call: string) => {
      const service = `from models import User\ndef keep(${params}):\n    db.add(User(**fields))`;
      return found('id: int, sent: dict', [call], service);
    };
    deepEqual(told('db, id, **fields', 'keep(db, id, **sent)'), ['service.py:3']);
    deepEqual(told('db, id, *, strict=True, **fields: Any', 'keep(db, id, **sent)'), ['service.py:3']);
    deepEqual(told('db, id, **fields', 'keep(db, id, name=sent["name"])'), []);
    deepEqual(told('db, id, fields', 'keep(db, **sent)'), []);
  });

  it('are written over others by services that they are handed to', () => {
    const told = (...body: readonly string[]) => {
      const service = `def keep(db, id, sent):\n    ${body.join('\n    ')}\n`;
      return found('id: int, sent: dict', ['keep(db, id, sent)'], service);
    };
    const asked = 'db.execute(update(User).where(User.id == id)';
    const each = ['for key, value in sent.items():', '    setattr(user, key, value)'];
    deepEqual(told(`${asked}.values(**sent))`), ['service.py:2']);
    deepEqual(told(`${asked}.values(sent))`), ['service.py:2']);
    deepEqual(told('db.query(User).filter(User.id == id).update(sent)'), ['service.py:2']);
    deepEqual(told('db.users.update_one({"_id": id}, {"$set": sent})'), ['service.py:2']);
    deepEqual(told('user = db.get(User, id)', ...each), ['service.py:4']);
    deepEqual(told('user = db.get(User, id)', 'for key in sent:', '    setattr(user, key, sent[key])'), [
      'service.py:4',
    ]);
    deepEqual(told(`${asked}.values(name=sent["name"]))`), []);
    deepEqual(told('known.update(sent)'), []);
    deepEqual(told('db.users.update_one(sent, {"$set": {"seen": True}})'), []);
    deepEqual(told('sent = {key: sent[key] for key in FIELDS}', `${asked}.values(**sent))`), []);
    const chosen = [each[0] ?? '', '    if key in FIELDS:', '        setattr(user, key, value)'];
    deepEqual(told('user = db.get(User, id)', ...chosen), []);
  });
});
