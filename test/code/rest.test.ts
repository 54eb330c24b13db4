import { deepEqual } from 'node:assert/strict';
import { findingsOf, prepare } from '../rules/harness.js';

const CONTROLLER = `
import org.springframework.web.bind.annotation.*;
@RestController
class Lamps {
  @DeleteMapping("/lamps/{id}") void remove(@PathVariable long id) { lamps.deleteById(id); }
}`;

/** What stands before a route that no rule names: 'open', 'unknown' or the guards. */
function restOf(...statements: readonly string[]): string {
  const rules = `
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
@EnableWebSecurity
class Rules extends WebSecurityConfigurerAdapter {
  @Override protected void configure(HttpSecurity http) throws Exception {
    ${statements.join('\n    ')}
  }
  void more(HttpSecurity http) throws Exception { http.authorizeRequests().anyRequest().authenticated(); }
}`;
  const files = [
    ['Lamps.java', CONTROLLER],
    ['Rules.java', rules],
  ] as const;
  const sources = files.map(([name, text]) => ({ name, language: 'java' as const, text }));
  const [route] = findingsOf(sources)
    .engine.model()
    .endpoints.flatMap(({ implemented }) => implemented);
  if (route === undefined || !route.guards.known) return 'unknown';
  return route.guards.value.map(({ name }) => name).join() || 'open';
}

describe('requests that no rule of Spring matches', () => {
  before(prepare);

  it('are let in by the older of its two ways', () => {
    const all = [
      ['http.authorizeRequests().antMatchers("/admin/**").hasRole("ADMIN");'],
      ['http.csrf().disable().authorizeRequests().antMatchers("/me").authenticated().and().httpBasic();'],
      ['http.authorizeRequests(all -> all.antMatchers("/admin/**").hasRole("ADMIN"));', 'http.formLogin();'],
      [
        'http.authorizeRequests(all -> { all.antMatchers("/a").permitAll(); all.antMatchers("/b").denyAll(); });',
      ],
    ];
    deepEqual(
      all.map((statements) => restOf(...statements)),
      ['open', 'open', 'open', 'open'],
    );
  });

  it('are refused by the other, and unknown where more rules may be added', () => {
    const all = [
      ['http.authorizeHttpRequests().antMatchers("/admin/**").hasRole("ADMIN");'],
      ['super.configure(http);', 'http.authorizeRequests().antMatchers("/me").authenticated();'],
      ['http.authorizeRequests().antMatchers("/me").authenticated();', 'more(http);'],
      ['http.authorizeRequests().antMatchers("/me").authenticated().and().apply(new Others());'],
      ['http.authorizeRequests().antMatchers("/me").authenticated();', 'others.forEach(o -> o.add(http));'],
      [
        'http.authorizeRequests().antMatchers("/a").authenticated().and().authorizeRequests().anyRequest().authenticated();',
      ],
      [
        'var all = http.authorizeRequests().antMatchers("/a").authenticated();',
        'all.anyRequest().authenticated();',
      ],
      ['http.authorizeRequests(all -> { all.antMatchers("/a").authenticated(); rest(all); });'],
      ['if (open) http.authorizeRequests().antMatchers("/a").authenticated();'],
    ];
    deepEqual(
      all.filter((statements) => restOf(...statements) !== 'unknown'),
      [],
    );
    deepEqual(
      restOf('http.authorizeRequests().antMatchers("/a").permitAll().anyRequest().authenticated();'),
      'authenticated',
    );
  });
});
