import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

const RULE = 'auth/method-gap';

describe('handlers that ask who is calling', () => {
  before(prepare);

  const chain = `
    import org.springframework.security.config.annotation.web.builders.HttpSecurity;
    @Configuration
    class Security {
      @Bean SecurityFilterChain chain(HttpSecurity http) throws Exception {
        http.authorizeHttpRequests(all -> all.anyRequest().authenticated());
        return http.build();
      }
    }`;
  const pair = (path: string, params: string, body: string) => `
@RestController @RequestMapping("/${path}/{id}") class ${path[0]?.toUpperCase()}${path.slice(1)} {
  private final LampService service;
  @PutMapping @PreAuthorize("hasRole('KEEPER')") void put(@PathVariable long id) { lamps.touch(id); }
  @DeleteMapping void remove(@PathVariable long id${params}) { ${body} }
}`;
  const controllers = (...classes: readonly string[]) =>
    `import org.springframework.web.bind.annotation.*;${classes.join('')}`;
  const java = (...classes: readonly string[]) =>
    linesOf({ 'Security.java': chain, 'Lamps.java': controllers(...classes) }, RULE);

  it('of Spring, by a parameter that it fills', () => {
    const found = java(
      pair('a', ', Principal me', 'lamps.deleteByIdAndKeeper(id, me.getName());'),
      pair('b', ', @AuthenticationPrincipal Jwt t', 'jdbc.update("delete", Map.of("k", t.getSubject()));'),
      pair('c', ', @LoginUser Person p', 'if (!lamps.get(id).keeper().equals(p.id())) throw new Lost();'),
      pair('d', ', @AuthenticationPrincipal(expression = "id") Long by', 'service.remove(id, by);'),
    );
    deepEqual(found, []);
  });

  it('of Spring, by what it keeps for the request', () => {
    const found = java(
      pair('a', ', HttpServletRequest r', 'lamps.removeFor(id, r.getRemoteUser());'),
      pair('b', '', 'lamps.removeFor(id, SecurityUtils.getCurrentUserLogin());'),
    );
    deepEqual(found, []);
  });

  it('of Spring, in the service that it calls', () => {
    const service = (line: string) => `
      class LampService {
        void remove(long id) { ${line} lamps.deleteById(id); }
      }`;
    const asking = service('if (!lamps.get(id).keeper().equals(users.getCurrentUser())) throw new Lost();');
    const plain = service('// The authentication was asked for in front.');
    const files = {
      'Security.java': chain,
      'Lamps.java': controllers(pair('a', '', 'service.remove(id);')),
    };
    deepEqual(linesOf({ ...files, 'LampService.java': asking }, RULE), []);
    deepEqual(linesOf({ ...files, 'LampService.java': plain }, RULE), ['Lamps.java:5']);
  });

  it('are not those that only tell a log, or leave the caller unread', () => {
    const found = java(
      pair('a', ', Principal me', 'log.info("gone, by {}", me.getName()); lamps.deleteById(id);'),
      pair('b', ', Principal me', 'lamps.deleteById(id);'),
    );
    deepEqual(found, ['Lamps.java:5', 'Lamps.java:10']);
  });

  it('of FastAPI, by what gives a parameter', () => {
    const app = (params: string, line: string) => ({
      'app.py': `
import jwt
from typing import Annotated
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPBearer
app = FastAPI()
def signed_user(sent=Depends(HTTPBearer())):
    try:
        return jwt.decode(sent.credentials, KEY, algorithms=["HS256"])
    except Exception:
        raise HTTPException(401)
def keeper(user=Depends(signed_user)):
    if user["role"] != "keeper":
        raise HTTPException(403)
@app.put("/lamps/{id}", dependencies=[Depends(keeper)])
def touch(id: int):
    return store.touch(id)
@app.delete("/lamps/{id}")
def remove(id: int, ${params}):
    ${line}`,
    });
    const who = 'who: Annotated[dict, Depends(signed_user)]';
    deepEqual(linesOf(app(who, 'store.remove(id, who["sub"])'), RULE), []);
    deepEqual(linesOf(app(who, 'logger.info("gone, by %s", who["sub"])'), RULE), ['app.py:17']);
  });
});
