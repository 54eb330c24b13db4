import { deepEqual } from 'node:assert/strict';
import { foundIn } from './across.js';
import { prepare } from './harness.js';

const RULE = 'auth/object-level-missing-owner';
const HEAD = `
  const app = require('express')();
  app.use((req, res, next) => (req.user ? next() : res.sendStatus(401)));
`;

describe('a record that is found by the identifier alone', () => {
  before(prepare);

  const told = (files: Readonly<Record<string, string>>) =>
    foundIn(files, RULE).map((line) => /any (.*): /.exec(line)?.[1]);

  it('has the name that the code or the path has for it, and none where neither does', () => {
    const route = (path: string, call: string) =>
      `${HEAD}app.delete('${path}', async (req, res) => { await ${call}; res.end(); });\n`;
    for (const [path, call, name] of [
      ['/orders/:id', 'Parcel.findByIdAndDelete(req.params.id)', '"Parcel" record'],
      ['/orders/:id', 'db.deleteOne({ _id: req.params.id })', '"order" record'],
      ['/x/:id', 'repo.deleteById(req.params.id)', 'record'],
      ['/v1/:id', 'db.deleteOne({ _id: req.params.id })', 'record'],
      ['/x/:id', 'orderService.deleteById(req.params.id)', '"order" record'],
    ] as const)
      deepEqual(told({ 'app.js': route(path, call) }), [name], `${path} ${call}`);
  });

  it('is not called as what is done to it', () => {
    const files = (method: string) => ({
      'a/Orders.java': `
        package a;
        import org.springframework.security.access.prepost.PreAuthorize;
        import org.springframework.web.bind.annotation.*;
        @RestController
        public class Orders {
          private final OrderService orderService;
          @PatchMapping("/orders/{id}") @PreAuthorize("isAuthenticated()")
          public Order one(@PathVariable Long id) { return orderService.${method}(id); }
        }`,
      'a/OrderService.java': `
        package a;
        @Service
        public class OrderService {
          private final OrderRepository orders;
          public Order ${method}(Long id) { return orders.findById(id).orElseThrow(); }
        }`,
    });
    for (const method of ['toggle', 'changeOrder', 'changeInvoice'])
      deepEqual(told(files(method)), ['"Order" record'], method);
  });
});
