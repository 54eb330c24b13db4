import { deepEqual } from 'node:assert/strict';
import { factsOf, LAYOUT, project, ROOT, ready } from './project.js';

describe('stored records', () => {
  before(ready);

  it('are told with the names that code has for them and the passwords that nothing keeps back', () => {
    deepEqual(
      recordsIn(
        'a.js',
        "const Member = mongoose.model('User', new Schema({ name: String, passwordHash: String }));",
      ),
      [{ names: ['User', 'Member'], secrets: ['passwordHash'], selects: true }],
    );
    deepEqual(
      recordsIn('b.js', "db.User = sequelize.define('User', { pwd: STRING, hasPassword: BOOLEAN });"),
      [{ names: ['User'], secrets: ['pwd'] }],
    );
    deepEqual(
      recordsIn(
        'c.ts',
        '@Entity()\nexport class User { @Column() password: string; @Column() name: string; }',
      ),
      [{ names: ['User'], secrets: ['password'] }],
    );
    deepEqual(
      recordsIn(
        'd.py',
        'class User(Base):\n    __tablename__ = "users"\n    hashed_password: Mapped[str] = mapped_column()\n\n    def check(self):\n        password: str = ask()\n',
      ),
      [{ names: ['User'], secrets: ['hashed_password'] }],
    );
    deepEqual(
      recordsIn('E.java', '@Entity @Data class User { private String password; private String name; }'),
      [{ names: ['User'], secrets: ['password'] }],
    );
  });

  it('are none where a password is kept back, or is out of reach', () => {
    const none: readonly (readonly [string, string])[] = [
      ['a.js', "mongoose.model('User', new Schema({ password: { type: String, select: false } }));"],
      ['b.js', "const s = new Schema({ password: String }); s.plugin(hide()); mongoose.model('User', s);"],
      ['c.js', "const s = new Form({ password: String }); mongoose.model('User', s);"],
      ['d.ts', '@Entity()\nclass User { @Column({ select: false }) password: string; }'],
      ['e.ts', '@Entity()\nclass User { @Exclude() @Column() password: string; }'],
      ['f.py', 'class User(BaseModel):\n    password: str\n'],
      ['G.java', '@Entity @Data class User { @JsonIgnore private String password; }'],
      ['J.java', '@Entity @Data class User { @Getter(AccessLevel.NONE) private String password; }'],
      ['H.java', '@Entity class User { private String password; }'],
      ['I.java', 'class Login { private String password; String getPassword() { return password; } }'],
    ];
    for (const [path, text] of none) deepEqual(recordsIn(path, text), [], path);
  });

  it('are found by a name that means one thing in their package', () => {
    const java = (name: string) =>
      `import org.springframework.web.bind.annotation.*;\n@Entity @Data class ${name} { private String password; }`;
    const keys = (files: Readonly<Record<string, string>>) => [...project(files).records.keys()];
    deepEqual(keys({ 'a/User.java': java('User') }), [`${ROOT} User`]);
    deepEqual(keys({ 'a/User.java': java('User'), 'b/User.java': 'class User { }' }), []);
    deepEqual(LAYOUT.packages, [ROOT]);
  });
});

function recordsIn(path: string, text: string) {
  return factsOf(path, text).records ?? [];
}
