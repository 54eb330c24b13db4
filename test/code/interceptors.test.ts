import { deepStrictEqual } from 'node:assert/strict';
import { listed, ready } from './project.js';

const CHECKS = `
  class SignedIn implements HandlerInterceptor {
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
      if (request.getSession(false) != null) return true;
      response.setStatus(401);
      return false;
    }
  }
  class Librarians implements HandlerInterceptor {
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
      if ("librarian".equals(request.getAttribute("role"))) return true;
      response.setStatus(403);
      return false;
    }
  }`;
const ROUTES = `
  import org.springframework.web.bind.annotation.*;
  @RestController
  class Loans {
    @PostMapping("/api/loans") String lend() { return ""; }
    @PostMapping("/api/returns/{id}") String back() { return ""; }
    @PostMapping("/api/staff/fines") String fine() { return ""; }
    @GetMapping("/info") String info() { return ""; }
  }`;
const registered = (body: string, more = '') => ({
  'Loans.java': ROUTES,
  'Checks.java': `import org.springframework.web.servlet.HandlerInterceptor;\n${CHECKS}`,
  'Web.java': `
    import org.springframework.web.servlet.config.annotation.*;
    class Web implements WebMvcConfigurer {
      private static final String STAFF = "/api/staff/**";
      private final SignedIn signedIn;
      @Bean Librarians librarians() { return new Librarians(); }
      public void addInterceptors(InterceptorRegistry registry) { ${body} }
      ${more}
    }`,
});

const SIGNED_IN = '[authentication SignedIn]';

describe('interceptors of Spring', () => {
  before(ready);

  it('guard the paths that they are registered for, without those that are excluded', () => {
    const body = `
      registry.addInterceptor(new SignedIn()).addPathPatterns("/api/**").excludePathPatterns("/api/returns/**");
      registry.addInterceptor(new Librarians()).addPathPatterns(STAFF);`;
    deepStrictEqual(listed(registered(body)), [
      'GET /info []',
      `POST /api/loans ${SIGNED_IN}`,
      'POST /api/returns/{id} []',
      'POST /api/staff/fines [authentication SignedIn, authorization Librarians]',
    ]);
  });

  it('are made by a method, held in a field, and told their paths later', () => {
    const body = `
      InterceptorRegistration one = registry.addInterceptor(signedIn).order(1);
      one.addPathPatterns(List.of("/api/loans", "/api/staff/*"));
      registry.addInterceptor(librarians()).addPathPatterns(STAFF);`;
    deepStrictEqual(listed(registered(body)), [
      'GET /info []',
      `POST /api/loans ${SIGNED_IN}`,
      'POST /api/returns/{id} []',
      'POST /api/staff/fines [authentication SignedIn, authorization Librarians]',
    ]);
  });

  it('guard every path where none is named', () => {
    const body =
      'registry.addInterceptor(signedIn); registry.addInterceptor(librarians()).addPathPatterns(STAFF);';
    deepStrictEqual(listed(registered(body))[0], `GET /info ${SIGNED_IN}`);
  });

  it('leave it open what stands where their paths, or they themselves, cannot be seen', () => {
    const librarians = 'registry.addInterceptor(librarians()).addPathPatterns(STAFF);';
    for (const body of [
      `registry.addInterceptor(signedIn).addPathPatterns(settings.paths()); ${librarians}`,
      `registry.addInterceptor(signedIn).excludePathPatterns(settings.open()); ${librarians}`,
      `if (enabled) registry.addInterceptor(signedIn); ${librarians}`,
      librarians,
    ])
      deepStrictEqual(listed(registered(body))[0], 'GET /info [?]', body);
  });

  it('leave it open what one does that is not read, unless its name says that it asks nobody', () => {
    const body = (type: string) => `registry.addInterceptor(signedIn).addPathPatterns("/api/**");
      registry.addInterceptor(librarians()).addPathPatterns(STAFF);
      registry.addInterceptor(new ${type}());`;
    deepStrictEqual(listed(registered(body('TokenCheck')))[0], 'GET /info [?]');
    deepStrictEqual(listed(registered(body('LocaleChangeInterceptor')))[0], 'GET /info []');
  });

  it('say nothing of other routes beside Spring Security', () => {
    const body = `registry.addInterceptor(signedIn).addPathPatterns("/api/**");
      registry.addInterceptor(librarians()).addPathPatterns(STAFF);`;
    const files = registered(body);
    const secured = {
      ...files,
      'User.java': 'import org.springframework.security.core.userdetails.User;\nclass A {}',
    };
    deepStrictEqual(listed(secured)[0], 'GET /info [?]');
  });
});
