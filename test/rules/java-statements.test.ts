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

  it('are so where an interface states what its method runs', () => {
    const told = (method: string, call: string) => {
      const text = `${HEAD}
@RestController
@PreAuthorize("isAuthenticated()")
class Desk {
  private final Letters letters;
  @PutMapping("/letters/{id}")
  Object one(@PathVariable long id, @RequestBody Wish wish, Principal me) { return letters.${call}; }
}
interface Letters extends JpaRepository<Letter, Long> { ${method} }`;
      return linesOf({ 'Desk.java': text }, RULE).length > 0;
    };
    const all: readonly (readonly [method: string, call: string])[] = [
      [
        '@Query("select l from Letter l join fetch l.writer where l.id = :id") Optional<Letter> whole(@Param("id") Long id);',
        'whole(id)',
      ],
      [
        '@Modifying @Query(value = "update letter set seen = true " + "where id = ?1", nativeQuery = true) int seen(Long id);',
        'seen(id)',
      ],
      [
        '@Modifying @Query("update Letter l set l.note = :note where l.id = :id") int note(@Param("id") Long id, @Param("note") String note);',
        'note(id, wish.note())',
      ],
      ['@Select("select * from letter where id = #{id}") Letter whole(long id);', 'whole(id)'],
    ];
    for (const [method, call] of all) deepEqual(told(method, call), true, method);
    for (const [method, call] of [
      [
        '@Query("select l from Letter l where l.id = :id and l.writer = ?#{principal.name}") Letter whole(@Param("id") Long id);',
        'whole(id)',
      ],
      [
        '@Query("select l from Letter l where l.id = :id and l.writer = :me") Letter whole(@Param("id") Long id, @Param("me") String me);',
        'whole(id, people.current())',
      ],
      [
        '@PostAuthorize("returnObject.writer == principal") @Query("select l from Letter l where l.id = :id") Letter whole(@Param("id") Long id);',
        'whole(id)',
      ],
      [
        '@Query("select l from Letter l where l.writer = :id") Letter whole(@Param("id") Long id);',
        'whole(id)',
      ],
    ] as const)
      deepEqual(told(method, call), false, method);
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
