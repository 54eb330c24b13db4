import { deepEqual } from 'node:assert/strict';
import { type Files, linesOf } from './across.js';
import { prepare } from './harness.js';

function lines(files: Files): readonly string[] {
  return linesOf(files, 'design/mass-assignment');
}

describe('a table that is the body of a request', () => {
  before(prepare);

  const tables = `
    from beanie import Document
    from sqlmodel import Field, SQLModel

    class ClaimBase(SQLModel):
        text: str
        owner_id: int

    class Claim(ClaimBase, table=True):
        id: int | None = Field(default=None, primary_key=True)

    class NewClaim(SQLModel):
        text: str
        owner_id: int

    class Tag(SQLModel, table=True):
        id: int | None = Field(default=None, primary_key=True)
        label: str

    class Seat(Document):
        row: int
        balance: int = 0`;
  const app = (routes: string): Files => ({
    'tables.py': tables,
    'app.py': `
from fastapi import APIRouter, Depends, HTTPException
from fastapi.security import OAuth2PasswordBearer
from tables import Claim, NewClaim, Seat, Tag

router = APIRouter()
oauth2 = OAuth2PasswordBearer(tokenUrl="/login")

def current_user(token: str = Depends(oauth2)):
    return find(token)

def admin_only(user=Depends(current_user)):
    if not user.is_admin:
        raise HTTPException(status_code=403)
    return user

def clerk(user=Depends(current_user)):
    if user.role != "clerk":
        raise HTTPException(status_code=403)
    return user
${routes}`,
  });

  it('is stored by a session, or stores itself', () => {
    const added = '@router.post("/claims")\ndef add(claim: Claim, db=Depends(get_db)):\n    db.add(claim)';
    deepEqual(lines(app(added)), ['app.py:22']);
    const own = '@router.post("/seats")\nasync def take(seat: Seat):\n    await seat.insert()';
    deepEqual(lines(app(own)), ['app.py:22']);
    const copied = `
@router.post("/claims")
def add(claim: Claim, db=Depends(get_db)):
    db.add(Claim(**claim.model_dump()))`;
    deepEqual(lines(app(copied)), ['app.py:23']);
  });

  it('is put over the row that is there', () => {
    const update = (type: string, given: string) => `
@router.patch("/claims/{claim_id}")
def change(claim_id: int, sent: ${type}, db=Depends(get_db)):
    claim = db.get(Claim, claim_id)
    claim.sqlmodel_update(${given})
    db.commit()`;
    deepEqual(lines(app(update('Claim', 'sent.model_dump(exclude_unset=True)'))), ['app.py:24']);
    deepEqual(lines(app(update('Claim', 'sent'))), ['app.py:24']);
    deepEqual(lines(app(update('Claim', '{"text": sent.text}'))), []);
    deepEqual(lines(app(update('NewClaim', 'sent.model_dump(exclude_unset=True)'))), []);
  });

  it('is one of a function that is registered by its name', () => {
    const routes = `
def change(claim_id: int, sent: Claim, session=Depends(get_db)):
    sent.id = claim_id
    session.merge(sent)

router.add_api_route("/claims/{claim_id}", change, methods=["PUT"])`;
    deepEqual(lines(app(routes)), ['app.py:23']);
  });

  it('is one of a method that an object registers', () => {
    const routes = `
class Claims:
    def __init__(self, session):
        self.session = session
        self.router = APIRouter()
        self.router.add_api_route("/claims", self.change, methods=["PUT"])

    def change(self, sent: Claim):
        self.session.merge(sent)`;
    deepEqual(lines(app(routes)), ['app.py:28']);
  });

  it('is no fault where nothing in it is up to the server, or another model is the body', () => {
    const tag = '@router.post("/tags")\ndef add(tag: Tag, db=Depends(get_db)):\n    db.add(tag)';
    deepEqual(lines(app(tag)), []);
    const other =
      '@router.post("/claims")\ndef add(claim: NewClaim, seen=Depends(get_seen)):\n    seen.add(claim)';
    deepEqual(lines(app(other)), []);
    const noted =
      '@router.post("/claims")\ndef add(claim: Claim, seen=Depends(get_seen)):\n    seen.add(claim)';
    deepEqual(lines(app(noted)), []);
    const plain = 'def add(claim: Claim, db):\n    db.add(claim)';
    deepEqual(lines(app(plain)), []);
  });

  it('is left to those who may do everything, and to nobody with some role', () => {
    const route = (guard: string) => `
@router.put("/claims", dependencies=[Depends(${guard})])
def put(claim: Claim, db=Depends(current_user)):
    db.merge(claim)`;
    deepEqual(lines(app(route('admin_only'))), []);
    deepEqual(lines(app(route('clerk'))), ['app.py:23']);
  });

  const loan = '@Entity\npublic class Loan { @Id Long id; String purpose; boolean approved; }';
  const desk = (routes: string): Files => ({
    'Loan.java': loan,
    'Loans.java': 'interface Loans extends JpaRepository<Loan, Long> {}',
    'Desk.java': `import org.springframework.web.bind.annotation.*;
@RestController
class Desk {
  private final Loans loans;
  private final LoanService service;
${routes}
}`,
  });

  it('is an entity of Java, whatever its repository is called and whoever owns it', () => {
    const put = `  @PutMapping("/loans/{id}")
  @PreAuthorize("@access.owns(#id)")
  Loan put(@PathVariable Long id, @RequestBody Loan sent) {
    return loans.saveAndFlush(sent);
  }`;
    deepEqual(lines(desk(put)), ['Desk.java:9']);
  });

  it('is none that a service or an officer gets, or that the server makes', () => {
    const given = '@PostMapping("/loans") Loan add(@RequestBody Loan sent) { return service.save(sent); }';
    deepEqual(lines(desk(given)), []);
    const officer = `@PreAuthorize("hasRole('ADMIN')") @PutMapping("/loans") Loan put(@RequestBody Loan sent) { return loans.save(sent); }`;
    deepEqual(lines(desk(officer)), []);
    const held = '@PostMapping("/loans") void add(@RequestBody Loan sent) { loans.add(sent); }';
    deepEqual(lines(desk(held)), []);
    const made = `@PostMapping("/loans") Loan add(@RequestBody NewLoan sent) {
      Loan loan = new Loan();
      loan.purpose = sent.purpose();
      return loans.save(loan);
    }`;
    deepEqual(lines(desk(made)), []);
  });
});
