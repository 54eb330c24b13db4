import assert from 'node:assert/strict';
import {
  DidChangeTextDocumentNotification,
  HoverRequest,
  type MarkupContent,
} from 'vscode-languageserver/node';
import { openFolder } from './folder.js';
import { PUSH, until } from './support.js';

const CODE = `import org.springframework.web.bind.annotation.*;

@RestController
class Orders {
  @GetMapping("/orders")
  List<Order> all() { return orders.all(); }
}
`;
const NAME = 'src/main/resources/application.properties';

describe('properties of Spring in an editor', () => {
  it('are checked as they are typed, and an edit that is not saved counts', async () => {
    const text = 'server.error.include-stacktrace=always\n';
    const files = { 'pom.xml': '', 'src/main/java/Orders.java': CODE, [NAME]: text };
    const folder = await openFolder(files, {
      ...PUSH,
      textDocument: { ...PUSH.textDocument, hover: { contentFormat: ['markdown'] } },
    });
    try {
      const uri = folder.uri(NAME);
      await folder.client.open(uri, text, 'spring-boot-properties');
      const shown = () => folder.client.last(uri)?.diagnostics.map(({ code }) => code) ?? [];
      await until('a finding', () => shown().includes('design/error-leak') || undefined);
      const hover = await folder.client.connection.sendRequest(HoverRequest.type, {
        textDocument: { uri },
        position: { line: 0, character: 34 },
      });
      const contents = hover?.contents;
      const { value }: MarkupContent =
        typeof contents === 'object' && 'kind' in contents ? contents : { value: '', kind: 'plaintext' };
      assert.match(value, /Internal errors shown to callers/);
      await folder.client.connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri, version: 2 },
        contentChanges: [{ text: 'server.servlet.context-path=/shop\n' }],
      });
      await until('no finding', () => shown().length === 0 || undefined);
      const { endpoints } = await folder.inventory();
      assert.match(JSON.stringify(endpoints), /\/shop\/orders/);
    } finally {
      folder.close();
    }
  });
});
