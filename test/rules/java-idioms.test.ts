import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

describe('a field of Java', () => {
  before(prepare);

  it('is asked where a method has its name too', () => {
    const files = (method: string, find: string) => ({
      'src/main/java/a/web/Desk.java': `
package a.web;
import a.adapter.out.Letters;
import org.springframework.web.bind.annotation.*;
@RestController
class Desk {
  private final Letters letters;
  @GetMapping("/letters") Object ${method}(@RequestParam String by) { return letters.sorted(by); }
}`,
      'src/main/java/a/adapter/out/Letters.java': `
package a.adapter.out;
public class Letters {
  private final JdbcTemplate jdbc;
  public Object sorted(String by) { return ${find}; }
}`,
    });
    const pasted = 'jdbc.queryForList("select * from letter order by " + by)';
    for (const method of ['list', 'letters', 'by'])
      deepEqual(
        linesOf(files(method, pasted), 'input/sql-injection'),
        ['src/main/java/a/adapter/out/Letters.java:4'],
        method,
      );
    const bound = 'jdbc.queryForList("select * from letter where writer = ?", by)';
    deepEqual(linesOf(files('letters', bound), 'input/sql-injection'), []);
  });
});

describe('the address of a client of Spring', () => {
  before(prepare);

  const told = (statement: string): boolean => {
    const text = `import org.springframework.web.bind.annotation.*;
import org.springframework.web.reactive.function.client.WebClient;
@RestController
class Desk {
  private final WebClient.Builder builder;
  private final WebClient web;
  private final RestTemplateBuilder templates;
  private final Links.Builder links;
  @GetMapping("/status") Object status(@RequestParam String host) { return ${statement}; }
}`;
    return linesOf({ 'Desk.java': text }, 'input/ssrf').length > 0;
  };

  it('is that of a builder that is handed over, or made of another client', () => {
    for (const one of [
      'builder.baseUrl("https://" + host).build().get().uri("/status").retrieve()',
      'web.mutate().baseUrl("https://" + host).build().get().uri("/status").retrieve()',
      'templates.rootUri("https://" + host).build().getForObject("/status", String.class)',
    ])
      deepEqual(told(one), true, one);
    for (const one of [
      'builder.baseUrl("https://status.orchard.io").build().get().uri(u -> u.path("/{host}").build(host)).retrieve()',
      'links.baseUrl("https://" + host).build()',
    ])
      deepEqual(told(one), false, one);
  });
});

describe('a password that a bean holds', () => {
  before(prepare);

  it('makes an account where its hash is kept, for which nobody has to be known', () => {
    const lines = (kept: string) =>
      linesOf(
        {
          'Desk.java': `import org.springframework.web.bind.annotation.*;
@RestController
class Desk {
  @PostMapping("/open/visitors") void come(@RequestBody Visitor form) { ${kept} visitors.save(form); }
  @PostMapping("/visits") void visit(@RequestBody Visit visit) { visits.save(visit); }
}`,
          'Doors.java': `import org.springframework.context.annotation.*;
@Configuration
class Doors {
  @Bean SecurityFilterChain chain(HttpSecurity http) throws Exception {
    return http.authorizeHttpRequests(a -> a.requestMatchers("/open/**").permitAll().anyRequest().authenticated()).build();
  }
}`,
        },
        'auth/route-missing-guard',
      );
    deepEqual(lines('form.setHash(encoder.encode(form.getPassword()));'), []);
    deepEqual(lines('form.setHash(encoder.encode(form.getName()));'), ['Desk.java:4']);
  });
});

describe('a key that signs tokens', () => {
  before(prepare);

  const told = (members: string): boolean =>
    linesOf(
      {
        'Tokens.java': `import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
@Component
class Tokens { ${members} }`,
      },
      'auth/jwt-hardcoded-secret',
    ).length > 0;

  it('is shown where a constructor takes a setting that has it for a default', () => {
    const kept = (setting: string, body = 'this.secret = secret;') => `private final String secret;
      Tokens(@Value("\${${setting}}") String secret) { ${body} }
      String sign() { return JWT.create().sign(Algorithm.HMAC256(secret)); }`;
    const made = (setting: string) => `private final Algorithm by;
      Tokens(@Value("\${${setting}}") String secret) { this.by = Algorithm.HMAC256(secret); }`;
    for (const one of [kept, made]) {
      deepEqual(told(one('jwt.secret:let-me-in-for-now')), true);
      deepEqual(told(one('jwt.secret')), false);
    }
    deepEqual(told(kept('jwt.secret:let-me-in-for-now', 'this.secret = vault.open(secret);')), false);
  });
});
