import { deepEqual, ok } from 'node:assert/strict';
import { applied, findingsOf, prepare, uriOf } from './harness.js';
import { dedent } from './marks.js';

/** The lines of a file that the first fix of a rule changes or adds. */
function fixedLines(name: string, source: string, rule: string): readonly string[] {
  const text = dedent(source);
  const file = { name, language: 'java' as const, text };
  const { engine, in: findings } = findingsOf([file]);
  const finding = findings(name).find((one) => one.rule === rule);
  ok(finding);
  const edits = engine.fix(uriOf(name), 1, finding.fingerprint, 0);
  ok(edits !== 'stale');
  const before = new Set(text.split('\n'));
  const fixed = applied(file, edits);
  ok(
    !findingsOf([{ ...file, text: fixed }])
      .in(name)
      .some((one) => one.fingerprint === finding.fingerprint),
  );
  return fixed.split('\n').filter((line) => !before.has(line));
}

describe('fixes of Java', () => {
  before(prepare);

  const previews = (head: string, body: string) => `
    package a;
    import org.springframework.web.bind.annotation.*;${head}
    @RestController
    class Previews {
      @GetMapping("/previews")
      String preview(@RequestParam String address) {
        ${body}
      }
    }`;

  it('refuse an address that is not of a list, with the imports that the file lacks', () => {
    const all = 'return restTemplate.getForObject(address, String.class);';
    const check = [
      '    if (!address.startsWith("https://api.example.com/")) {',
      '      throw new ResponseStatusException(HttpStatus.BAD_REQUEST);',
      '    }',
    ];
    deepEqual(fixedLines('Previews.java', previews('', all), 'input/ssrf'), [
      'import org.springframework.http.HttpStatus;',
      'import org.springframework.web.server.ResponseStatusException;',
      ...check,
    ]);
    const imports = '\n    import java.util.*;\n    import org.springframework.http.HttpStatus;';
    deepEqual(fixedLines('Previews.java', previews(imports, all), 'input/ssrf'), [
      'import org.springframework.web.server.ResponseStatusException;',
      ...check,
    ]);
  });

  it('refuse a host that is not of a list', () => {
    const host = 'return restTemplate.getForObject("https://" + address + "/x", String.class);';
    const imports =
      '\n    import java.util.List;\n    import org.springframework.http.*;\n    import org.springframework.web.server.*;';
    deepEqual(fixedLines('Previews.java', previews(imports, host), 'input/ssrf'), [
      '    if (!List.of("api.example.com").contains(address)) {',
      '      throw new ResponseStatusException(HttpStatus.BAD_REQUEST);',
      '    }',
    ]);
  });
});
