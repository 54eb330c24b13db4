import { deepEqual } from 'node:assert/strict';
import { languageOf } from '../../server/host/languages.js';
import { findingsOf, prepare } from '../rules/harness.js';

/** 'GET /users [authentication requireAuth]' for each route; '?' for guards that cannot be known. */
function listed(files: Readonly<Record<string, string>>): readonly string[] {
  const sources = Object.entries(files).map(([name, text]) => ({
    name,
    language: languageOf(name) ?? 'java',
    text,
  }));
  const { endpoints } = findingsOf(sources).engine.model();
  return endpoints
    .flatMap(({ implemented }) => implemented)
    .map(({ method, path, guards }) => {
      const shown = guards.known ? guards.value.map(({ kind, name }) => `${kind} ${name}`).join(', ') : '?';
      return `${method} ${path} [${shown}]`;
    })
    .toSorted();
}

describe('what a service demands', () => {
  before(prepare);

  const CHAIN = `
    package a;
    import org.springframework.security.config.annotation.web.builders.HttpSecurity;
    @Configuration
    class Rules {
      @Bean SecurityFilterChain chain(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests((all) -> all.anyRequest().permitAll()).build();
      }
    }`;
  const ORDERS = `
    package a;
    import org.springframework.web.bind.annotation.*;
    @RestController
    class Orders {
      private final OrderService service;
      @DeleteMapping("/a/{id}") void remove(@PathVariable long id) { service.remove(id); }
      @PutMapping("/b") void change() { this.service.change(); }
      @PostMapping("/c") void make() { service.make(); }
      @PostMapping("/d") void other() { others.remove(1); }
    }`;
  const SERVICE = `
    package a;
    @Service
    class Orderly implements OrderService {
      @PreAuthorize("hasRole('ADMIN')") public void remove(long id) { orders.deleteById(id); }
      @PreAuthorize("isAuthenticated()") public void change() { orders.flush(); }
      public void make() { orders.flush(); }
    }
    interface OrderService { void remove(long id); void change(); void make(); }`;

  it('is demanded of whoever calls the route that calls it', () => {
    deepEqual(listed({ 'a/Rules.java': CHAIN, 'a/Orders.java': ORDERS, 'a/Orderly.java': SERVICE }), [
      'DELETE /a/{id} [authentication PreAuthorize, authorization PreAuthorize]',
      'POST /c []',
      'POST /d []',
      'PUT /b [authentication PreAuthorize]',
    ]);
  });

  it('is not known where those that implement it do not agree', () => {
    const more = SERVICE.slice(0, SERVICE.indexOf('interface'))
      .replace('Orderly', 'Other')
      .replaceAll(/@PreAuthorize\(.*\) public/g, '@Secured("ROLE_A") public');
    const files = {
      'a/Rules.java': CHAIN,
      'a/Orders.java': ORDERS,
      'a/Orderly.java': SERVICE,
      'a/Other.java': more,
    };
    deepEqual(listed(files), ['DELETE /a/{id} [?]', 'POST /c []', 'POST /d []', 'PUT /b [?]']);
  });
});
