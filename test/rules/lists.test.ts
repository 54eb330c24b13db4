import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

const RULE = 'design/mass-assignment';

describe('lists of records that callers send', () => {
  before(prepare);

  it('are stored by repositories of Spring', () => {
    const found = (method: string) =>
      linesOf(
        {
          'Member.java':
            '@Entity public class Member { @Id private Long id; private String name; private String role; }',
          'NewMember.java': 'public class NewMember { private String name; }',
          'Members.java': `
            import org.springframework.web.bind.annotation.*;
            @RestController class Members { private final MemberRepository members; private final MemberService memberService;
            @PostMapping("/members/import") void all(@RequestBody ${method}
            }`,
        },
        RULE,
      ).length;
    for (const method of [
      'List<Member> sent) { members.saveAll(sent); }',
      'Set<@Valid Member> sent) { members.saveAllAndFlush(sent); }',
      'Member[] sent) { members.saveAll(Arrays.asList(sent)); }',
      'List<Member> sent) { for (Member one : sent) { members.save(one); } }',
      'List<Member> sent) { sent.forEach(one -> members.save(one)); }',
      'List<Member> sent) { sent.stream().forEach(members::save); }',
      'List<Visitor> sent) { members.saveAll(sent); }',
    ])
      deepEqual(found(method), 1, method);
    for (const method of [
      'List<NewMember> sent) { members.saveAll(sent.stream().map(Member::of).toList()); }',
      'List<Member> sent) { members.saveAll(kept(sent)); }',
      'List<Member> sent) { memberService.saveAll(sent); }',
      'List<Member> sent) { for (Member one : sent) { members.save(new Member(one.getName())); } }',
      'List<Member> sent) { List<Member> all = new ArrayList<>(); sent.forEach(all::add); }',
      'List<String> sent) { members.saveAll(sent); }',
      'List<Long> sent) { members.update(sent); }',
    ])
      deepEqual(found(method), 0, method);
  });

  it('are rows of tables of SQLModel', () => {
    const found = (type: string, ...body: readonly string[]) =>
      linesOf(
        {
          'models.py': `
            from sqlmodel import SQLModel
            class Member(SQLModel, table=True):
                id: int
                name: str
                role: str
            class NewMember(SQLModel):
                name: str`,
          'main.py': `
            from fastapi import Body, Depends, FastAPI
            from models import Member, NewMember
            app = FastAPI()
            @app.post("/members/import")
            def all(sent: ${type}, session: Session = Depends(get_session)):
                ${body.join('\n                ')}`,
        },
        RULE,
      ).length;
    deepEqual(found('list[Member]', 'session.add_all(sent)'), 1);
    deepEqual(found('List[Member]', 'session.bulk_save_objects(sent)'), 1);
    deepEqual(found('Annotated[list[Member], Body()]', 'for one in sent:', '    session.add(one)'), 1);
    deepEqual(found('list[NewMember]', 'session.add_all([Member(name=one.name) for one in sent])'), 0);
    deepEqual(found('list[NewMember]', 'session.add_all(sent)'), 0);
    deepEqual(found('list[Member]', 'seen.add_all(sent)'), 0);
  });
});
