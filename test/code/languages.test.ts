import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { walkCode } from '../../server/core/engine/code/walk.js';
import { codeFacts } from '../../server/core/facts/code/facts.js';
import type { CallView } from '../../server/core/rule/views.js';
import type { CodeNode, CodeParser, CodeRoot } from '../../server/core/syntax/code.js';
import { keywordsOf, stringValue, walk } from '../../server/core/syntax/code-read.js';
import type { LanguageId } from '../../server/core/text/leaf.js';
import { createDocument } from '../../server/core/text/open.js';
import { leafOf, ready } from './project.js';

const PYTHON = `
from fastapi import APIRouter, Depends, Request
import httpx, os.path as files
from .models import Item

router = APIRouter(prefix="/x")
BASE = "https://api.example.com" "/v1"

class Finder:
    table = "items"

    def __init__(self, db):
        self.db = db

    def find(self, name):
        # A comment that opens a body.
        return self.db.execute(f"select * from {self.table} where name = '{name}'")

@router.get("/{id}")
async def read(id: int, name: str, item: Item, request: Request, db=Depends(get_db), kind: Kind = "a"):
    rows = []
    for row in request.query_params.getlist("row"):
        rows.append(row)
    async with httpx.AsyncClient(verify=False) as client:
        await client.get(BASE + name, timeout=3)
    show(name, id, item.title, item, request.headers["x"], kind.value, BASE)
    show(name.strip().lower(), str(name), int(name), "-".join(rows), "%s" % name, "{}".format(name))
    show([part for part in name.split(",")], name if id else BASE, files.join(BASE, name))
    if name in ALLOWED:
        show(name)
`;

const JAVA = `
package a;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping(path = {"/x", "/y"}, produces = "application/json")
class A {
  private static final String BASE = "https://api.example.com";
  private final JdbcTemplate jdbc;

  @GetMapping("/{id}")
  List<Item> read(@PathVariable long id, @RequestParam String name, @RequestBody Item item, HttpServletRequest request,
      @RequestParam Kind kind, Principal principal) {
    StringBuilder text = new StringBuilder("select ");
    text.append(name);
    jdbc.query(text.toString(), (row, i) -> row.getString(1));
    show(name, id, item.getTitle(), item, request.getHeader("x"), kind, BASE);
    show(name.trim().toLowerCase(), String.valueOf(name), Integer.parseInt(name), String.format("%s", name));
    show("a" + name, (String) name, id > 0 ? name : BASE, principal.getName());
    helper(name);
    if (ALLOWED.contains(name)) show(name);
    return null;
  }

  private void helper(String given) {
    jdbc.update("delete from items where name = '" + given + "'");
  }
}
`;

describe('the common tree', () => {
  let parser: CodeParser;
  before(async () => {
    parser = await ready();
  });

  const treeOf = (language: LanguageId, text: string): CodeRoot => {
    const root = parser.parse(language, text);
    ok(root !== undefined);
    return root;
  };

  const callsOf = (language: LanguageId, text: string): readonly CallView[] => {
    const uri = `file:///w/a.${language === 'python' ? 'py' : 'java'}`;
    const found: CallView[] = [];
    walkCode(
      createDocument(uri, language, 1, text),
      treeOf(language, text),
      { route: () => undefined },
      {
        call: (view) => found.push(view),
      },
    );
    return found;
  };

  const originsOf = (calls: readonly CallView[], name: string): readonly string[] =>
    calls
      .filter((call) => call.name === name)
      .map((call) => call.arguments.map(({ origin }) => origin).join(' '));

  for (const [language, text] of [
    ['python', PYTHON],
    ['java', JAVA],
  ] as const) {
    it(`${language}: every node knows its parent and lies in it`, () => {
      const root = treeOf(language, text);
      strictEqual(root.language, language);
      strictEqual(root.broken, false);
      let nodes = 0;
      for (const node of walk(root)) {
        nodes += 1;
        for (const child of node.children) {
          strictEqual(child.parent, node);
          ok(child.start >= node.start && child.end <= node.end, `${child.type} in ${node.type}`);
        }
      }
      ok(nodes > 200);
    });

    it(`${language}: half a text is read as far as it goes`, () => {
      for (let end = 0; end <= text.length; end += 7) {
        const half = text.slice(0, end);
        const root = treeOf(language, half);
        codeFacts(root, leafOf(`a.${language === 'python' ? 'py' : 'java'}`, half));
        for (const call of callsOf(language, half)) void [call.arguments.length, call.module];
      }
    });
  }

  it('what is typed into a handler leaves the facts of its file alone', () => {
    const cases = [
      ['python', 'a.py', PYTHON, 'rows = []', 'rows = [1, name]'],
      ['java', 'a.java', JAVA, 'text.append(name);', 'text.append(name + id);'],
    ] as const;
    for (const [language, path, text, before, after] of cases) {
      const changed = text.replace(before, after);
      ok(changed !== text);
      const facts = (of: string) => codeFacts(treeOf(language, of), leafOf(path, of));
      deepStrictEqual(facts(changed), facts(text));
    }
  });

  it('Python: texts, arguments by name, and comments in the bodies that they open', () => {
    const root = treeOf('python', PYTHON);
    const strings = [...walk(root)].flatMap((node) => stringValue(node, PYTHON) ?? []);
    ok(strings.includes('https://api.example.com/v1'));
    const client = find(root, PYTHON, 'httpx.AsyncClient(verify=False)');
    deepStrictEqual(
      keywordsOf(client, PYTHON).map(([name, value]) => [name, value.type]),
      [['verify', 'false']],
    );
    const comment = [...walk(root)].find(({ type }) => type === 'comment');
    strictEqual(comment?.parent?.type, 'statement_block');
  });

  it('Python: what the caller sent is followed, what leaves no choice is not', () => {
    const calls = callsOf('python', PYTHON);
    deepStrictEqual(originsOf(calls, 'show'), [
      'request computed request unknown request computed constant',
      'request request computed request request request',
      'request request unknown',
      'unknown',
    ]);
    const get = calls.find(({ callee }) => callee === 'client.get');
    strictEqual(get?.keyword('timeout')?.literal, '3');
    strictEqual(get?.keyword('other'), undefined);
    strictEqual(get?.module, 'httpx');
    strictEqual(
      get
        ?.argument(0)
        ?.parts.map(({ origin }) => origin)
        .join(' '),
      'constant request',
    );
    strictEqual(get?.language, 'python');
  });

  it('Java: what the caller sent is followed, into a builder and a method of the class', () => {
    const calls = callsOf('java', JAVA);
    deepStrictEqual(originsOf(calls, 'show'), [
      'request computed request unknown request computed constant',
      'request request computed request',
      'request request request unknown',
      'unknown',
    ]);
    deepStrictEqual(originsOf(calls, 'query'), ['request unknown']);
    deepStrictEqual(originsOf(calls, 'update'), ['request']);
    strictEqual(calls.find(({ name }) => name === 'query')?.module, 'org.springframework.jdbc.core');
  });
});

function find(root: CodeNode, text: string, wanted: string): CodeNode {
  const found = [...walk(root)].find((node) => text.slice(node.start, node.end) === wanted);
  ok(found !== undefined);
  return found;
}
