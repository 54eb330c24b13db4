import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

const RULE = 'auth/object-level-missing-owner';

describe('who is calling, as dependencies of other files give it', () => {
  before(prepare);

  const doors = `
    from typing import Annotated, Optional
    from fastapi import Depends, Header, HTTPException
    from jose import JWTError, jwt
    from sqlalchemy.orm import Session, sessionmaker
    from .models import Employee, Visit

    maker = sessionmaker()

    def open_store():
        with maker() as store:
            yield store

    def signed_in(authorization: str = Header()) -> Employee:
        try:
            return Employee(**jwt.decode(authorization[7:], KEY, algorithms=["HS256"]))
        except JWTError:
            raise HTTPException(401)

    def still_here(one: Annotated[Employee, Depends(signed_in)]) -> Employee:
        if one.left:
            raise HTTPException(400)
        return one

    def maybe_signed_in(authorization: Optional[str] = Header(None)) -> Optional[Employee]:
        if authorization is None:
            return None
        try:
            return Employee(**jwt.decode(authorization[7:], KEY, algorithms=["HS256"]))
        except JWTError:
            return None

    def clock() -> Watch:
        return Watch()

    Store = Annotated[Session, Depends(open_store)]
    Staff = Annotated[Employee, Depends(still_here)]
    Guest = Annotated[Optional[Employee], Depends(maybe_signed_in)]
    Clock = Annotated[Watch, Depends(clock)]`;
  const files = (...handlers: readonly string[]) => ({
    'models.py': 'class Employee: pass\nclass Visit: pass',
    'doors.py': doors,
    'app.py': [
      'from typing import Annotated',
      'from fastapi import Depends, FastAPI, HTTPException',
      'from .doors import Clock, Guest, Staff, Store, signed_in, still_here',
      'from .models import Employee, Visit',
      'app = FastAPI(dependencies=[Depends(signed_in)])',
      ...handlers,
    ].join('\n'),
  });
  const read = (name: string, asked: string, look: string) =>
    [`@app.get("/visits/{visit_id}/${name}")`, `def ${name}(visit_id: int, db: Store, ${asked}):`, look].join(
      '\n',
    );

  it('is known under every name', () => {
    const refuses = (one: string) =>
      `    visit = db.get(Visit, visit_id)\n    if visit.by != ${one}.id: raise HTTPException(404)\n    return visit.day`;
    const app = files(
      read('a', 'x: Staff', refuses('x')),
      read('b', 'x: Annotated[Employee, Depends(signed_in)]', refuses('x')),
      read('c', 'x: Employee = Depends(still_here)', refuses('x')),
      read('d', 'x: Guest', refuses('x')),
      read(
        'e',
        'x: Staff',
        '    return db.query(Visit).filter(Visit.id == visit_id, Visit.by == x.id).one().day',
      ),
      read(
        'f',
        'x: Staff',
        '    return db.scalar(select(Visit).where(Visit.id == visit_id).where(Visit.by == x.id)).day',
      ),
    );
    deepEqual(linesOf(app, RULE), []);
  });

  it('is not what others give', () => {
    const app = files(
      read(
        'a',
        'x: Clock',
        '    visit = db.get(Visit, visit_id)\n    if visit.day != x.day: raise HTTPException(404)\n    return visit.day',
      ),
      read('b', 'x: Staff', '    visit = db.get(Visit, visit_id)\n    return visit.day'),
    );
    deepEqual(linesOf(app, RULE), ['app.py:8', 'app.py:13']);
  });
});
