import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

const RULE = 'auth/object-level-missing-owner';

describe('an answer that says whether an object is that of the caller', () => {
  before(prepare);

  it('holds nobody back in Java', () => {
    const shown = `
      import org.springframework.security.access.prepost.PreAuthorize;
      import org.springframework.web.bind.annotation.*;

      @RestController
      @PreAuthorize("isAuthenticated()")
      class Orders {
        private final OrderRepository orders;

        @GetMapping("/orders/{id}")
        Map<String, Object> show(@PathVariable long id, Principal caller) {
          Order order = orders.findById(id).orElseThrow();
          return Map.of("note", order.getNote(), "mine", order.getOwner().equals(caller.getName()));
        }
      }`;
    deepEqual(linesOf({ 'Orders.java': shown }, RULE), ['Orders.java:11']);
    const refused = `
      import org.springframework.security.access.prepost.PreAuthorize;
      import org.springframework.web.bind.annotation.*;

      @RestController
      @PreAuthorize("isAuthenticated()")
      class Orders {
        private final OrderRepository orders;

        @GetMapping("/orders/{id}")
        Map<String, Object> show(@PathVariable long id, Principal caller) {
          Order order = orders.findById(id).orElseThrow();
          boolean mine = order.getOwner().equals(caller.getName());
          if (!mine) throw new NotFound();
          return Map.of("note", order.getNote(), "mine", mine);
        }
      }`;
    deepEqual(linesOf({ 'Orders.java': refused }, RULE), []);
  });

  it('holds nobody back in Python', () => {
    const shown = `
      from fastapi import Depends, FastAPI
      from fastapi.security import OAuth2PasswordBearer

      app = FastAPI()
      scheme = OAuth2PasswordBearer(tokenUrl="token")

      def current_user(token: str = Depends(scheme)):
          return find_user(token)

      @app.get("/orders/{order_id}")
      def show(order_id: int, user=Depends(current_user)):
          order = db.get(Order, order_id)
          return OrderOut(note=order.note, mine=order.owner_id == user.id)`;
    deepEqual(linesOf({ 'app.py': shown }, RULE), ['app.py:12']);
  });
});
