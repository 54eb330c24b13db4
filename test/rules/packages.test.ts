import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

describe('types and annotations of Java that are written with their packages', () => {
  before(prepare);

  it('say who is calling, and what is a store', () => {
    const orders = (caller: string, check: string) => `
      import org.springframework.security.access.prepost.PreAuthorize;
      import org.springframework.web.bind.annotation.*;
      @RestController
      @PreAuthorize("isAuthenticated()")
      class Orders {
        private final acme.orders.OrderRepository orders;
        @GetMapping("/orders/{id}")
        Order one(@PathVariable java.util.UUID id${caller}) {
          Order found = orders.findById(id).orElseThrow();
          ${check}
          return found;
        }
      }`;
    const lines = (caller: string, check: string) =>
      linesOf({ 'Orders.java': orders(caller, check) }, 'auth/object-level-missing-owner');
    const mine = 'if (!found.getOwner().equals(by.getName())) throw new NotFound();';
    deepEqual(lines(', java.security.Principal by', mine), []);
    deepEqual(lines(', final org.springframework.security.core.Authentication by', mine), []);
    const owns = 'if (!by.owns(found)) throw new NotFound();';
    deepEqual(lines(', @acme.security.CurrentUser acme.Person by', owns), []);
    deepEqual(lines(', java.util.Locale by', mine), ['Orders.java:9']);
    deepEqual(lines('', ''), ['Orders.java:9']);
  });
});
