import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

const RULE = 'auth/object-level-missing-owner';

const FIELDS = `
  static final String BY_ID = "select * from letters " + "where id = :id";
  private final JdbcClient jdbc;
  private final NamedParameterJdbcTemplate rows;
  private final EntityManager em;
  private final DatabaseClient client;`;

const HEAD = `import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.*;`;

/** Whether a handler is told of whose service looks a letter up by this body. */
function isTold(body: string): boolean {
  const text = `${HEAD}
@RestController
@PreAuthorize("isAuthenticated()")
class Desk {
  private final Letters letters;
  @GetMapping("/letters/{id}")
  Letter one(@PathVariable long id) { return letters.one(id); }
}
@Repository
class Letters {${FIELDS}
  Letter one(long id) { ${body} }
}`;
  return linesOf({ 'Desk.java': text }, RULE).length > 0;
}

/** Whether a handler with this body is told of. */
function isToldAtOnce(body: string): boolean {
  const text = `${HEAD}
@RestController
@PreAuthorize("isAuthenticated()")
class Desk {${FIELDS}
  @GetMapping("/letters/{id}")
  Letter one(@PathVariable long id, Principal me) { ${body} }
}`;
  return linesOf({ 'Desk.java': text }, RULE).length > 0;
}

const OPEN = [
  'return jdbc.sql("select * from letters where id = :id").param("id", id).query(Letter.class).single();',
  'return jdbc.sql("select * from letters where id = ?").param(id).query((row, n) -> new Letter(row.getLong("id"))).optional().orElseThrow();',
  'return jdbc.sql("select * from letters where id = ?").param(1, id).query(Letter.class).single();',
  'return jdbc.sql(BY_ID).params(Map.of("id", id)).query(Letter.class).single();',
  'var sql = """\n  select * from letters\n  where id = ? and deleted = false\n  """; return jdbc.sql(sql).params(id).query(Letter.class).single();',
  'return rows.queryForObject(BY_ID, new MapSqlParameterSource().addValue("id", id), mapper);',
  'return em.createQuery("select l from Letter l where l.id = :id", Letter.class).setParameter("id", id).getSingleResult();',
  'return client.sql("select * from letters where id = :id").bind("id", id).map(Letter::of).one().block();',
];

describe('objects that a statement of Java finds', () => {
  before(prepare);

  it('are anybody’s where nothing but the identifier is asked for', () => {
    deepEqual(
      OPEN.filter((one) => !isTold(one)),
      [],
    );
    deepEqual(
      OPEN.filter((one) => !isToldAtOnce(one)),
      [],
    );
    const later =
      'var asked = em.createQuery("select l from Letter l where l.id = :id"); asked.setParameter("id", id); return asked.getSingleResult();';
    deepEqual(isTold(later), true);
  });

  it('may be the caller’s where something else is asked', () => {
    const all = [
      'return jdbc.sql("select * from letters where id = ? and writer = ?").params(id, people.current()).query(Letter.class).single();',
      'return jdbc.sql("select * from letters where id = :id").param("id", keys.mine(id)).query(Letter.class).single();',
      'var sql = BY_ID; sql += " and writer = :me"; return jdbc.sql(sql).param("id", id).param("me", people.current()).query(Letter.class).single();',
      'access.check(id); return jdbc.sql(BY_ID).param("id", id).query(Letter.class).single();',
      'return jdbc.sql(SHARED + "where id = :id").param("id", id).query(Letter.class).single();',
      'return jdbc.sql("select * from letters where id = ? and published = true").param(id).query(Letter.class).single();',
    ];
    deepEqual(all.filter(isTold), []);
    const mine =
      'return jdbc.sql("select * from letters where id = ? and writer = ?").params(id, me.getName()).query(Letter.class).single();';
    deepEqual(isToldAtOnce(mine), false);
    deepEqual(isToldAtOnce(mine.replace('params(id, me', 'param(id).param(me')), false);
  });
});
