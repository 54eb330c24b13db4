import { deepEqual } from 'node:assert/strict';
import { type Files, linesOf } from './across.js';
import { prepare } from './harness.js';

const SECURITY = `
  from typing import Annotated
  from fastapi import Depends, HTTPException
  from fastapi.security import OAuth2PasswordBearer
  bearer = OAuth2PasswordBearer(tokenUrl="token")
  class Keeper: ...
  def keeper(token: str = Depends(bearer)) -> Keeper:
      if token != "x":
          raise HTTPException(401)
      return Keeper()
  SignedIn = Annotated[Keeper, Depends(keeper)]
  def store():
      yield {}
  `;
const HEAD = `
  from dataclasses import dataclass
  from typing import Annotated
  from fastapi import Depends, FastAPI
  from security import Keeper, SignedIn, keeper, store
  app = FastAPI()`;
const CHECKED = `
      def load(self, lamp_id):
          lamp = self.db.get(lamp_id)
          if lamp.keeper != self.who:
              raise LookupError()
          return lamp`;

/** A module with a class that a dependency makes, and a route that is handed one as \`param\`. */
function files(made: string, param: string, guard = ''): Files {
  const route = `
  @app.delete("/lamps/{lamp_id}"${guard})
  def remove(lamp_id: int, ${param}):
      lamps.delete(lamp_id)`;
  return { 'security.py': SECURITY, 'main.py': `${HEAD}${made}${route}` };
}

const KNOWING = `
  class Lamps:
      def __init__(self, db=Depends(store), who: Keeper = Depends(keeper)):
          self.db, self.who = db, who${CHECKED}`;
const PLAIN = `
  class Lamps:
      def __init__(self, db=Depends(store), page: int = 0):
          self.db = db`;
const SHORT = ['lamps: Lamps = Depends()', 'lamps: Annotated[Lamps, Depends()]'];

describe('what a dependency of FastAPI makes', () => {
  before(prepare);

  it('asks for what its class asks for, where the type stands for it', () => {
    const open = (made: string, param: string) => linesOf(files(made, param), 'auth/route-missing-guard');
    const inherited = `${KNOWING.replace('Lamps', 'Base')}
  class Lamps(Base):
      pass`;
    const data = `
  @dataclass
  class Lamps:
      who: Keeper = Depends(keeper)`;
    const alias = `
  @dataclass
  class Lamps:
      who: SignedIn`;
    for (const param of [...SHORT, 'lamps: Lamps = Depends(Lamps)']) {
      for (const made of [KNOWING, inherited, data, alias]) deepEqual(open(made, param), [], made + param);
      const [found] = open(PLAIN, param);
      deepEqual(found?.replace(/\d+$/, ''), 'main.py:', param);
    }
  });

  it('may choose for the caller whom it knows', () => {
    const given = (param: string) =>
      `${KNOWING.replaceAll('=Depends(store)', '').replace(' = Depends(keeper)', '')}
  def get_lamps(db=Depends(store), who: Keeper = Depends(keeper)):
      return Lamps(db, who)
  def get_plain(db=Depends(store)):
      return Lamps(db, None)
  ${param}`;
    const found = (made: string, param: string) =>
      linesOf(files(made, param, ', dependencies=[Depends(keeper)]'), 'auth/object-level-missing-owner')
        .length;
    for (const param of SHORT) {
      deepEqual(found(KNOWING, param), 0, param);
      deepEqual(found(PLAIN, param), 1, param);
    }
    deepEqual(found(given(''), 'lamps: Lamps = Depends(get_lamps)'), 0);
    deepEqual(found(given(''), 'lamps: Annotated[Lamps, Depends(get_lamps)]'), 0);
    deepEqual(found(given('Held = Annotated[Lamps, Depends(get_lamps)]'), 'lamps: Held'), 0);
    deepEqual(found(given(''), 'lamps: Lamps = Depends(get_plain)'), 1);
  });
});
