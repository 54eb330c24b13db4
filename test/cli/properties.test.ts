import { deepEqual, equal, match } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderOf } from '../support/folder.js';
import { checked, places, run } from './support.js';

const CODE = `import org.springframework.web.bind.annotation.*;

@RestController
class Orders {
  @GetMapping("/orders")
  List<Order> all() { return orders.all(); }
}
`;
const HOME = 'src/main/resources';
const FILES = {
  'pom.xml': '<project/>',
  'src/main/java/Orders.java': CODE,
  [`${HOME}/application.properties`]:
    'server.servlet.context-path=/shop\n# Ours.\nserver.error.include-stacktrace=always\n',
  [`${HOME}/application.yml`]: 'management.endpoints.web.exposure.include: "*"\n',
  [`${HOME}/messages.properties`]: 'jwt.secret=keep-me-quiet\n',
  'src/test/resources/application.properties': 'jwt.secret=keep-me-quiet\n',
  'config/application.properties': 'jwt.secret=keep-me-quiet\n',
  'deploy/application.properties': 'jwt.secret=keep-me-quiet\n',
};
const FOUND = [
  'auth/jwt-hardcoded-secret config/application.properties:1:12-1:25',
  `design/error-leak ${HOME}/application.properties:3:33-3:39`,
  `detect/health-leaks ${HOME}/application.yml:1:44-1:47`,
];

describe('check of properties', () => {
  it('finds what Spring reads of a package, and counts it', async () => {
    const report = await checked(folderOf(FILES), '.');
    deepEqual(places(report), FOUND);
    deepEqual([report.summary.files, report.summary.routes], [5, 1]);
  });

  it('finds what stands beside the build file of a package, and takes no API document for it', async () => {
    const leak = 'server:\n  error:\n    include-stacktrace: always\n';
    const at = 'design/error-leak application.yml:3:25-3:31';
    for (const build of ['pom.xml', 'build.gradle', 'build.gradle.kts']) {
      const folder = folderOf({ [build]: '', 'src/main/java/Orders.java': CODE, 'application.yml': leak });
      deepEqual(places(await checked(folder, '.')), [at], build);
      deepEqual(places(await checked(folder, 'application.yml')), [at], build);
    }
    for (const names of [
      ['package.json', 'application.yml'],
      ['pom.xml', 'parts/application.yml'],
    ]) {
      const files = Object.fromEntries(names.map((name) => [name, name.endsWith('yml') ? leak : '{}']));
      deepEqual(places(await checked(folderOf({ ...files, 'src/main/java/Orders.java': CODE }), '.')), []);
    }
    const api =
      "openapi: 3.0.3\ninfo: { title: T, version: '1' }\nservers: [{ url: http://a.orchard.io }]\npaths: {}\n";
    const documented = folderOf({ 'pom.xml': '', 'application.yml': api });
    deepEqual(places(await checked(documented, '.')), ['crypto/server-http application.yml:3:18-3:37']);
  });

  it('judges a file that is named alone by the code of its package', async () => {
    const name = `${HOME}/application.yml`;
    deepEqual(places(await checked(folderOf(FILES), name)), FOUND.slice(2));
    const chain = `import org.springframework.security.web.SecurityFilterChain;
class Security {
  @Bean SecurityFilterChain chain(HttpSecurity http) throws Exception {
    return http.authorizeHttpRequests(r -> r.anyRequest().authenticated()).build();
  }
}
`;
    const guarded = folderOf({ ...FILES, 'src/main/java/Security.java': chain });
    deepEqual(places(await checked(guarded, name)), []);
  });

  it('says nothing of actuators that something out of sight may guard', async () => {
    const name = `${HOME}/application.yml`;
    const { 'pom.xml': _, ...files } = FILES;
    const dependency = (group: string, artifact: string) =>
      `<project><groupId>shop</groupId><artifactId>orders</artifactId><dependencies><dependency>
<groupId>${group}</groupId><artifactId>${artifact}</artifactId></dependency></dependencies></project>`;
    const builds: readonly Record<string, string>[] = [
      { 'pom.xml': dependency('org.springframework.boot', 'spring-boot-starter-security') },
      { 'pom.xml': dependency('shop', 'common') },
      { 'pom.xml': dependency(`\${project.groupId}`, 'common') },
      { 'build.gradle': "implementation 'org.springframework.boot:spring-boot-starter-security'" },
      { 'build.gradle.kts': 'implementation(project(":common"))' },
    ];
    for (const build of builds) deepEqual(places(await checked(folderOf({ ...files, ...build }), name)), []);
    const web = { 'pom.xml': dependency('org.springframework.boot', 'spring-boot-starter-web') };
    deepEqual(places(await checked(folderOf({ ...files, ...web }), name)), FOUND.slice(2));
  });

  it('takes what guards a package from the build around it', async () => {
    const inner = Object.entries(FILES).map(([name, text]) => [`orders/${name}`, text]);
    const files: Record<string, string> = Object.fromEntries(inner);
    const around = "subprojects { dependencies { implementation 'org.apache.shiro:shiro-spring' } }";
    const folder = folderOf({ ...files, 'build.gradle': around });
    const found = places(await checked(folder, '.'));
    deepEqual(
      found.filter((place) => place.startsWith('detect/')),
      [],
    );
  });

  it('repairs them, and writes them as SARIF', async () => {
    const folder = folderOf(FILES);
    const { out } = await run(folder, 'check', '--format', 'sarif', HOME);
    const { runs }: { runs: { results: { ruleId: string }[] }[] } = JSON.parse(out);
    deepEqual(
      runs[0]?.results.map(({ ruleId }) => ruleId),
      ['design/error-leak', 'detect/health-leaks'],
    );
    await run(folder, 'fix', '.', '--safe', '--write');
    equal(
      readFileSync(join(folder, HOME, 'application.properties'), 'utf8'),
      'server.servlet.context-path=/shop\n# Ours.\nserver.error.include-stacktrace=never\n',
    );
  });

  it('shows whole paths in the inventory', async () => {
    const { out } = await run(folderOf(FILES), 'inventory', '.');
    match(out, /GET +\/shop\/orders/);
  });

  it('tells of a text that cannot be read', async () => {
    const report = await checked(
      folderOf({
        'pom.xml': '',
        [`${HOME}/application.yml`]: 'a: [1\nb: 2\n',
        [`${HOME}/application.properties`]: 'a=\\u1\n',
      }),
      '.',
    );
    deepEqual(
      report.findings.map(({ rule, file, line }) => `${rule} ${file}:${line}`),
      [
        `testing/unreadable-document ${HOME}/application.properties:1`,
        `testing/unreadable-document ${HOME}/application.yml:1`,
      ],
    );
  });
});
