import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

describe('a type of FastAPI that has a name of its own', () => {
  before(prepare);

  const lines = (type: string, body: string, rule: string) =>
    linesOf(
      {
        'app.py': `
          from typing import Annotated, Any
          from fastapi import Body, Depends, FastAPI, Path
          from fastapi.security import OAuth2PasswordBearer
          app = FastAPI()
          scheme = OAuth2PasswordBearer(tokenUrl="token")
          Given = ${type}
          def current_user(token: str = Depends(scheme)): return find_user(token)
          @app.put("/notes/{note_id}")
          def handle(note_id: Given, given: Given, user=Depends(current_user)):
              return ${body}`,
      },
      rule,
    );

  it('says what a parameter holds as if it were written there', () => {
    const read = 'open(f"/srv/{given}").read()';
    deepEqual(lines('Annotated[str, Path(max_length=80)]', read, 'input/path-traversal'), ['app.py:10']);
    deepEqual(lines('Annotated[str, Path(pattern="^[a-z]+$")]', read, 'input/path-traversal'), []);
    deepEqual(lines('Annotated[int, Path(ge=1)]', read, 'input/path-traversal'), []);
    const found = 'db.get(Note, note_id)';
    deepEqual(lines('Annotated[int, Path(ge=1)]', found, 'auth/object-level-missing-owner'), ['app.py:10']);
    deepEqual(lines('Annotated[int, Depends(own_note)]', found, 'auth/object-level-missing-owner'), []);
    const stored = 'db.add(Note(**given))';
    deepEqual(lines('Annotated[dict[str, Any], Body()]', stored, 'design/mass-assignment'), ['app.py:10']);
    deepEqual(lines('Annotated[str, Body()]', stored, 'design/mass-assignment'), []);
  });
});
