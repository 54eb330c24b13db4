import { deepStrictEqual } from 'node:assert/strict';
import { listed, ready } from './project.js';

const AT = 'src/main/java/com/example/';

describe('Spring routes across files', () => {
  before(ready);

  it('mappings of classes and methods, constants of other files, and a chain of rules', () => {
    deepStrictEqual(
      listed({
        [`${AT}Paths.java`]: `
          package com.example;
          public final class Paths {
            public static final String BASE = "/api";
            public static final String BOOKS = BASE + "/books";
            public static final String[] OPEN = {"/api/public/**", "/api/books"};
          }`,
        [`${AT}web/BookController.java`]: `
          package com.example.web;

          import com.example.Paths;
          import org.springframework.web.bind.annotation.*;

          @RestController
          @RequestMapping(Paths.BOOKS)
          public class BookController {
            private static final String ONE = "/{id}";

            @GetMapping
            public List<Book> all() { return books.all(); }

            @GetMapping(ONE)
            public Book one(@PathVariable Long id) { return books.one(id); }

            @PostMapping
            public Book add(@Valid @RequestBody Book book) { return books.add(book); }

            @RequestMapping(value = {ONE, "/by-isbn/{isbn}"}, method = {RequestMethod.PUT, RequestMethod.PATCH})
            public Book change(@PathVariable String id) { return null; }

            @PreAuthorize("hasRole('ADMIN')")
            @DeleteMapping(path = "/{id}")
            public void remove(@PathVariable Long id) { }
          }`,
        [`${AT}web/PublicController.java`]: `
          package com.example.web;

          import static com.example.Paths.BASE;

          @RestController
          @RequestMapping(path = BASE + "/public")
          class PublicController {
            @PostMapping("/contact")
            void contact(@RequestBody Message message) { }
          }`,
        [`${AT}config/SecurityConfig.java`]: `
          package com.example.config;

          import com.example.Paths;
          import org.springframework.security.config.annotation.web.builders.HttpSecurity;

          @Configuration
          @EnableWebSecurity
          public class SecurityConfig {
            @Bean
            SecurityFilterChain chain(HttpSecurity http) throws Exception {
              http
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(auth -> auth
                  .requestMatchers(HttpMethod.GET, Paths.OPEN).permitAll()
                  .requestMatchers(HttpMethod.POST, "/api/public/**").permitAll()
                  .requestMatchers(HttpMethod.PUT, "/api/books/**").hasAuthority("SCOPE_write")
                  .requestMatchers(HttpMethod.PATCH, "/api/books/{id}").permitAll()
                  .anyRequest().authenticated());
              return http.build();
            }
          }`,
      }),
      [
        'DELETE /api/books/{id} [authentication authenticated, authentication PreAuthorize, authorization PreAuthorize]',
        'GET /api/books []',
        'GET /api/books/{id} [authentication authenticated]',
        'PATCH /api/books/by-isbn/{isbn} [authentication authenticated]',
        'PATCH /api/books/{id} []',
        'POST /api/books [authentication authenticated, validation Valid]',
        'POST /api/public/contact []',
        'PUT /api/books/by-isbn/{isbn} [authentication hasAuthority, authorization hasAuthority]',
        'PUT /api/books/{id} [authentication hasAuthority, authorization hasAuthority]',
      ],
    );
  });

  it('older chains, several chains, and what is ignored', () => {
    deepStrictEqual(
      listed({
        'A.java': `
          import org.springframework.web.bind.annotation.RestController;
          @RestController
          class A {
            @GetMapping("/admin/stats") String stats() { return ""; }
            @PostMapping("/api/jobs") String jobs() { return ""; }
            @PostMapping("/hooks/mail") String mail() { return ""; }
            @GetMapping("\${app.path}/x") String placed() { return ""; }
            @PostMapping("/other") String other() { return ""; }
          }`,
        'Security.java': `
          @EnableWebSecurity
          class Security {
            @Configuration
            @Order(1)
            class Api extends WebSecurityConfigurerAdapter {
              @Override
              protected void configure(HttpSecurity http) throws Exception {
                http.antMatcher("/api/**").authorizeRequests().anyRequest().hasRole("JOBS").and().httpBasic();
              }
              @Override
              public void configure(WebSecurity web) {
                web.ignoring().antMatchers("/hooks/**");
              }
            }
          }
          class Web extends WebSecurityConfigurerAdapter {
            protected void configure(HttpSecurity http) throws Exception {
              http.authorizeRequests()
                  .antMatchers("/admin/**").hasRole("ADMIN")
                  .antMatchers("/other").access("@rules.check(request)")
                  .anyRequest().permitAll()
                  .and().formLogin();
            }
          }`,
      }),
      [
        'GET /admin/stats [authentication hasRole, authorization hasRole]',
        'POST /api/jobs [authentication hasRole, authorization hasRole]',
        'POST /hooks/mail []',
        'POST /other [?]',
        '~ GET / [?]',
      ],
    );
  });

  it('knows nothing without a chain in sight, and follows checks in a handler', () => {
    deepStrictEqual(
      listed({
        'A.java': `
          import org.springframework.web.bind.annotation.RestController;
          import org.springframework.security.access.annotation.Secured;
          @RestController
          class A {
            @PostMapping("/a") String a() { return ""; }
            @Secured("ROLE_ADMIN") @PostMapping("/b") String b() { return ""; }
            @PermitAll @PostMapping("/c") String c() { return ""; }
          }
          @Controller
          class Pages {
            @GetMapping("/page") String page() { return "page"; }
          }
          @PreAuthorize("isAuthenticated()")
          @RestController
          class B {
            @GetMapping("/d") String d() { return ""; }
            @PreAuthorize("permitAll()") @GetMapping("/e") String e() { return ""; }
            @PostMapping("/f") ResponseEntity<?> f(Principal principal) {
              if (principal == null) return ResponseEntity.status(HttpStatus.UNAUTHORIZED).build();
              return ResponseEntity.ok().build();
            }
          }`,
      }),
      [
        'GET /d [authentication PreAuthorize]',
        'GET /e [?]',
        'POST /a [?]',
        'POST /b [authentication Secured, authorization Secured]',
        'POST /c [?]',
        'POST /f [authentication PreAuthorize, authentication f]',
      ],
    );
  });

  it('annotations of our own, and mappings of interfaces and base classes', () => {
    deepStrictEqual(
      listed({
        [`${AT}IsAdmin.java`]: `
          package com.example;
          @PreAuthorize("hasRole('ADMIN')")
          public @interface IsAdmin { }`,
        [`${AT}JsonController.java`]: `
          package com.example;
          @RestController
          @RequestMapping("/json")
          public @interface JsonController { }`,
        [`${AT}PetApi.java`]: `
          package com.example;
          import org.springframework.web.bind.annotation.*;
          @RequestMapping("/pets")
          public interface PetApi {
            @GetMapping("/{id}") Pet one(@PathVariable long id);
            @DeleteMapping("/{id}") void remove(@PathVariable long id);
          }`,
        [`${AT}Base.java`]: `
          package com.example;
          public abstract class Base {
            @PostMapping("/reset") public void reset() { }
          }`,
        [`${AT}Pets.java`]: `
          package com.example;
          @RestController
          class Pets extends Base implements PetApi {
            public Pet one(long id) { return null; }
            @IsAdmin
            @Override public void remove(long id) { }
            @VerifiedOwnerAccess @PutMapping("/x") void x() { }
          }`,
        [`${AT}Odd.java`]: `
          package com.example;
          @JsonController
          class Odd {
            @GetMapping("/a") String a() { return ""; }
          }`,
        [`${AT}Security.java`]: `
          package com.example;
          class Security {
            @Bean SecurityFilterChain chain(HttpSecurity http) throws Exception {
              http.authorizeHttpRequests(it -> {
                it.requestMatchers(EndpointRequest.to("health"), PathRequest.toStaticResources().atCommonLocations()).permitAll();
                it.requestMatchers(new AntPathRequestMatcher("/json/**", "GET")).hasAuthority("JSON");
                it.anyRequest().permitAll();
              });
              return http.build();
            }
          }`,
      }),
      [
        'DELETE /pets/{id} [authentication IsAdmin, authorization IsAdmin]',
        'GET /json/a [authentication hasAuthority, authorization hasAuthority]',
        'GET /pets/{id} []',
        'POST /pets/reset []',
        'PUT /pets/x [?]',
      ],
    );
  });

  it('knows nothing where a filter turns callers away, but does where it only refuses bad tokens', () => {
    const files = (refuses: string, fails: string) => ({
      'A.java': `
        import org.springframework.web.bind.annotation.RestController;
        @RestController
        class A {
          @PostMapping("/a") String a() { return ""; }
        }
        class Tokens extends OncePerRequestFilter {
          protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) {
            try {
              ${refuses}
              authenticate(request.getHeader("Authorization"));
            } catch (BadToken e) {
              ${fails}
            }
            chain.doFilter(request, response);
          }
        }
        class Security {
          @Bean SecurityFilterChain chain(HttpSecurity http) {
            http.addFilterBefore(new Tokens(), UsernamePasswordAuthenticationFilter.class);
            return http.authorizeHttpRequests(it -> it.anyRequest().permitAll()).build();
          }
        }`,
    });
    const answer = 'response.sendError(401);';
    deepStrictEqual(listed(files(`if (request.getHeader("x") == null) ${answer}`, '')), ['POST /a [?]']);
    deepStrictEqual(listed(files('', answer)), ['POST /a []']);
  });

  it('knows nothing where an interceptor turns callers away', () => {
    deepStrictEqual(
      listed({
        'A.java': `
          import org.springframework.web.bind.annotation.RestController;
          @RestController
          class A {
            @PostMapping("/a") String a() { return ""; }
          }
          class Check implements HandlerInterceptor {
            public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
              if (request.getSession(false) != null) return true;
              response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
              return false;
            }
          }
          class Security {
            @Bean SecurityFilterChain chain(HttpSecurity http) {
              return http.authorizeHttpRequests(it -> it.anyRequest().permitAll()).build();
            }
          }`,
      }),
      ['POST /a [?]'],
    );
  });
});
