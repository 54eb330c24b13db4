import { equal, ok } from 'node:assert/strict';
import { applied, findingsOf, prepare, type Source, uriOf } from './harness.js';

/** The imports of a file of Spring, and the body of its handler, after the fix that lists hosts; undefined where none is offered. */
function fixed(imports: string, statement: string, more = ''): string | undefined {
  const text = `${imports}

@RestController
class Previews {
  @GetMapping("/previews")
  String preview(@RequestParam String url) {
    ${statement}
  }
}
${more}`;
  const source: Source = { name: 'Previews.java', language: 'java', text };
  const session = findingsOf([source]);
  const found = session.in(source.name).find(({ rule }) => rule === 'input/ssrf');
  ok(found, text);
  if (found.fixes.length === 0) return undefined;
  const edits = session.engine.fix(uriOf(source.name), 1, found.fingerprint, 0);
  ok(edits !== 'stale');
  const after = applied(source, edits);
  return `${after.slice(0, after.indexOf('\n\n@'))}\n${after.slice(after.indexOf('url) {') + 7, after.indexOf('\n  }\n'))}`;
}

describe('imports that fixes add to Java', () => {
  before(prepare);

  const WEB = 'import org.springframework.web.bind.annotation.*;';
  const ASKS = 'return restTemplate.getForObject(url, String.class);';

  it('stand in order of the names, each among those that begin alike', () => {
    equal(
      fixed(
        `import static java.lang.Math.max;

import java.net.URI;
import java.util.Map;

import org.springframework.web.bind.annotation.*;
import org.springframework.web.client.RestTemplate;`,
        'return restTemplate.getForObject("https://" + url + "/x", String.class);',
      ),
      `import static java.lang.Math.max;

import java.net.URI;
import java.util.List;
import java.util.Map;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.server.ResponseStatusException;
    if (!List.of("api.example.com").contains(url)) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
    }
    return restTemplate.getForObject("https://" + url + "/x", String.class);`,
    );
  });

  it('are none, and no fix is, where the file calls something else so', () => {
    equal(fixed(`import com.example.HttpStatus;\n${WEB}`, ASKS), undefined);
    equal(fixed(WEB, ASKS, 'enum HttpStatus { GOOD }\n'), undefined);
  });
});
