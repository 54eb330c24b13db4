import { deepEqual, equal, ok } from 'node:assert/strict';
import type { CodeParser } from '../../server/core/syntax/code.js';
import { CODE_LANGUAGES, loadParser } from '../../server/host/grammars.js';
import { settle } from '../support/engine.js';
import { opened, said } from '../support/renewed.js';

const TOKENS = `import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
@Component
class Tokens {
  private final String secret;
  Tokens(@Value("\${jwt.secret:let-me-in}") String secret) { this.secret = secret; }
  String sign() { return JWT.create().sign(Algorithm.HMAC256(secret)); }
}
`;

const DESK = `import org.springframework.web.bind.annotation.*;
@RestController
class Desk {
  private final Letters letters;
  @GetMapping("/letters") Object list(@RequestParam String by) { return letters.sorted(by); }
}
`;

const LETTERS = `class Letters {
  private final JdbcTemplate jdbc;
  Object sorted(String by) { return jdbc.queryForList("select * from letter order by " + by); }
}
`;

const FILES: readonly (readonly [string, string])[] = [
  ['Tokens.java', TOKENS],
  ['Desk.java', DESK],
  ['Letters.java', LETTERS],
];

/** File, what is replaced in it, by what, and which rules speak then. */
const EDITS: readonly (readonly [string, string, string, readonly string[]])[] = [
  ['Tokens.java', ':let-me-in}', '}', ['input/sql-injection']],
  ['Tokens.java', 'this.secret = secret;', 'this.secret = open(secret);', ['input/sql-injection']],
  ['Desk.java', ' list(@Request', ' letters(@Request', ['auth/jwt-hardcoded-secret', 'input/sql-injection']],
  ['Desk.java', 'Letters letters', 'Others letters', ['auth/jwt-hardcoded-secret']],
];

describe('members of a class of Java', () => {
  let parser: CodeParser;
  before(async () => {
    parser = await loadParser(CODE_LANGUAGES);
  });

  for (const [name, from, to, rules] of EDITS) {
    it(`are read again after an edit in ${name}: ${to}`, () => {
      const { engine, uris } = opened(parser, FILES);
      equal(rulesIn(said(engine, uris, false)).length, 2);
      const uri = uris[FILES.findIndex(([file]) => file === name)] ?? '';
      const document = engine.document(uri);
      ok(document);
      const start = document.text().indexOf(from);
      ok(start >= 0);
      engine.edit(document.edit(2, [{ range: { start, end: start + from.length }, text: to }]));
      settle(engine);
      const now = said(engine, uris, true);
      deepEqual(rulesIn(now), rules);
      const texts = FILES.map(
        ([file, text]) => [file, file === name ? text.replace(from, to) : text] as const,
      );
      const fresh = opened(parser, texts);
      deepEqual(now, said(fresh.engine, fresh.uris, true));
    });
  }
});

function rulesIn(all: readonly string[]): readonly string[] {
  const rules = ['auth/jwt-hardcoded-secret', 'input/sql-injection'];
  return rules.filter((rule) => all.some((one) => one.includes(rule)));
}
