import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

const RULE = 'auth/object-level-missing-owner';

const HEAD = `from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import OAuth2PasswordBearer
app = FastAPI()
def signed_in(token: str = Depends(OAuth2PasswordBearer(tokenUrl="t"))):
    return user_of(token)
FIND = "select * from letters where id = %(id)s"
@app.get("/letters/{letter_id}/more/{lid}")
`;

/** Whether a handler of FastAPI with this body is told of. */
function isTold(...body: readonly string[]): boolean {
  const text = [
    'def letter(letter_id: int, lid: int, user=Depends(signed_in), other=other):',
    ...body.map((line) => `    ${line}`),
  ].join('\n');
  return linesOf({ 'app.py': HEAD + text }, RULE).length > 0;
}

describe('objects that a statement of SQL finds', () => {
  before(prepare);

  it('are anybody’s where nothing but the identifier is asked for', () => {
    const all = [
      'return db.execute("select * from letters where id = ?", (letter_id,)).fetchone()',
      'return db.execute("select * from letters where id = ?", [lid]).fetchone()',
      'return pool.fetchrow("select * from app.letters where id = $1 and gone = $2", lid, False)',
      'return db.fetch_one(query="select * from letters where id = :id", values={"id": lid})',
      'return session.execute(text("select * from letters where id = :id"), {"id": lid}).one()',
      'return session.execute(text("select * from letters where id = :id").bindparams(id=lid)).one()',
      'cursor.execute("update letters set seen = %s where id = %s", (True, lid))',
      'return cursor.execute(FIND, {"id": letter_id})',
      'return Letter.get(lid)',
    ];
    deepEqual(
      all.filter((one) => !isTold(one)),
      [],
    );
  });

  it('are the caller’s where it says so, and unknown where it may', () => {
    const all = [
      ['return db.execute("select * from letters where id = ? and writer = ?", (lid, user.id)).fetchone()'],
      [
        'return db.fetch_one(query="select * from letters where id = :id and w = :me", values={"id": lid, "me": user.id})',
      ],
      ['return pool.fetchrow("select * from letters where id = $1 and firm = $2", lid, firm_of(other))'],
      [
        'return db.execute("select l.* from letters l join desks d on d.letter = l.id where l.id = ?", (lid,))',
      ],
      [
        'asked = {"id": lid}',
        'asked["me"] = me()',
        'return db.execute("select * from letters where id = :id and w = :me", asked)',
      ],
      [
        'sql = "select * from letters where id = :id"',
        'sql += " and writer = me()"',
        'return db.execute(sql, {"id": lid})',
      ],
      [
        'row = db.execute("select * from letters where id = ?", (lid,)).fetchone()',
        'if row["writer"] != user.id:',
        '    raise HTTPException(404)',
        'return row',
      ],
      ['return db.execute("select * from products where id = ?", (lid,)).fetchone()'],
      ['return db.execute("select * from letters where paid = ?", (lid,)).fetchone()'],
    ];
    deepEqual(
      all.filter((body) => isTold(...body)),
      [],
    );
  });
});
