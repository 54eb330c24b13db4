import { deepEqual } from 'node:assert/strict';
import { type Files, foundIn, linesOf } from './across.js';
import { prepare } from './harness.js';

const WEB = `
  import org.springframework.web.servlet.config.annotation.*;
  class Web implements WebMvcConfigurer {
    public void addInterceptors(InterceptorRegistry registry) {
      registry.addInterceptor(new SignedIn()).addPathPatterns("/api/**").excludePathPatterns("/api/login", "/api/notes/**");
      registry.addInterceptor(new Staff()).addPathPatterns("/api/staff/**");
    }
    static class SignedIn implements HandlerInterceptor {
      public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getSession(false) != null) return true;
        response.setStatus(401);
        return false;
      }
    }
    static class Staff implements HandlerInterceptor {
      public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if ("staff".equals(request.getAttribute("role"))) return true;
        response.setStatus(403);
        return false;
      }
    }
  }`;
const DAO = `
  @Repository
  class ParcelDao {
    private final JdbcTemplate jdbc;
    Map<String, Object> parcel(long id) { return jdbc.queryForMap("select * from parcel where id = ?", id); }
    int close(long id, long by) { return jdbc.update("update parcel set closed = 1 where id = ? and owner_id = ?", id, by); }
    boolean exists(long id) { return jdbc.queryForObject("select count(*) from parcel where id = ?", Integer.class, id) > 0; }
  }`;
const desk = (routes: string): Files => ({
  'Web.java': WEB,
  'ParcelDao.java': DAO,
  'Desk.java': `import org.springframework.web.bind.annotation.*;
@RestController
@RequestMapping("/api")
class Desk {
  private final ParcelDao dao;
${routes}
}`,
});

describe('what interceptors of Spring leave open', () => {
  before(prepare);

  it('is a write below a path that is excluded, and none that is excluded as it is', () => {
    const files = desk(`
  @PostMapping("/login") void login() {}
  @PostMapping("/notes") void note(@RequestBody Note note) { notes.save(note.text()); }
  @PostMapping("/parcels") void send(@RequestBody Parcel parcel) { dao.send(parcel.text()); }`);
    deepEqual(linesOf(files, 'auth/route-missing-guard'), ['Desk.java:8']);
  });

  it('is a route of administrators beside those that ask for a role', () => {
    const files = desk(`
  @DeleteMapping("/admin/cache") void clear() {}
  @DeleteMapping("/staff/cache") void staff() {}`);
    deepEqual(linesOf(files, 'auth/function-level-missing-role'), ['Desk.java:7']);
  });

  it('is a record that a statement finds by its identifier alone', () => {
    const files = desk(`
  @GetMapping("/parcels/{id}") Map<String, Object> one(@PathVariable long id) { return dao.parcel(id); }`);
    deepEqual(foundIn(files, 'auth/object-level-missing-owner'), [
      'Desk.java:7 Any signed-in caller may read any "parcel" record: id alone decides which.',
    ]);
  });

  it('is no record whose owner is asked for, or that is only counted', () => {
    for (const method of [
      '@PutMapping("/parcels/{id}") int close(@PathVariable long id, @RequestAttribute long by) { return dao.close(id, by); }',
      '@PutMapping("/parcels/{id}") int close(@PathVariable long id, HttpServletRequest request) { return dao.close(id, (long) request.getAttribute("by")); }',
      '@PutMapping("/parcels/{id}") int close(@PathVariable long id, HttpSession session) { return dao.close(id, (long) session.getAttribute("by")); }',
      '@GetMapping("/parcels/{id}") boolean one(@PathVariable long id) { return dao.exists(id); }',
      `@GetMapping("/parcels/{id}/way") String way(@PathVariable long id, @RequestAttribute long by) {
        Map<String, Object> parcel = dao.parcel(id);
        if (((Number) parcel.get("owner_id")).longValue() != by) throw new NotFound();
        return "";
      }`,
      '@GetMapping("/staff/parcels/{id}") Map<String, Object> one(@PathVariable long id) { return dao.parcel(id); }',
    ])
      deepEqual(linesOf(desk(method), 'auth/object-level-missing-owner'), [], method);
  });
});
