import { deepEqual, ok } from 'node:assert/strict';
import { type Files, linesOf } from './across.js';
import { prepare } from './harness.js';
import { dedent } from './marks.js';

const SCRIPT = `
  const app = require('express')();
  const signedIn = (req, res, next) => (req.user ? next() : res.status(401).end());
  app.get('/orders/:id/1', signedIn, async (req, res) => res.json(await orderService.one(req.params.id))); // found
  app.get('/orders/:id/2', signedIn, async (req, res) => res.json(await orderStore.single(req.params.id))); // found
  app.get('/orders/:id/3', signedIn, async (req, res) => res.json(await orderService.details(req.params.id))); // found
  app.get('/orders/:id/4', signedIn, async (req, res) => res.json(await orderRepo.byKey(req.params.id))); // found
  app.get('/orders/:id/5', signedIn, async (req, res) => res.json(await em.findOne(Order, { id: req.params.id }))); // found
  app.get('/orders/:id/6', signedIn, async (req, res) => res.json(await ordersCollection.findOne({ _id: ObjectId(req.params.id) }))); // found
  app.get('/orders/:id/7', signedIn, async (req, res) => res.json(await orderGateway.fetchOne(req.params.id))); // found
  app.get('/orders/:id/13', signedIn, async (req, res) => res.json(await req.app.locals.db.collection('orders').findOne({ _id: req.params.id }))); // found
  app.get('/orders/:id/14', signedIn, async (req, res) => res.json(await req.app.get('db').collection('orders').findOne({ _id: req.params.id }))); // found
  app.get('/orders/:id/15', signedIn, async (req, res) => res.json(await req.db.collection('orders').findOne({ _id: req.params.id })));
  app.get('/orders/:id/8', signedIn, async (req, res) => res.json(await orderService.one(req.params.id, req.user.id)));
  app.get('/orders/:id/9', signedIn, async (req, res) => res.json(await em.findOne(Order, { id: req.params.id, userId: req.user.id })));
  app.get('/orders/:id/10', signedIn, async (req, res) => res.json(await i18nService.get(req.params.id)));
  app.get('/orders/:id/11', signedIn, async (req, res) => res.json(await permissionService.get(req.params.id)));
  app.get('/orders/:id/12', signedIn, async (req, res) => res.json(await queue.one(req.params.id)));
  app.get('/links/:id/16', signedIn, async (req, res) => res.json(req.app.locals.serverConnections.findById(req.params.id)));`;

const PYTHON = `
  from fastapi import Depends, FastAPI, Request
  from fastapi.security import OAuth2PasswordBearer
  from sqlalchemy import select
  from sqlalchemy.orm import sessionmaker
  app = FastAPI()
  scheme = OAuth2PasswordBearer(tokenUrl="token")
  open_session = sessionmaker()
  def get_db():
      yield open_session()
  def current_user(token: str = Depends(scheme)):
      return find_user(token)
  @app.get("/orders/{order_id}/0")
  def f0(order_id: int, user=Depends(current_user), db=Depends(get_db), session=Depends(get_db)):
      return session.get(Order, order_id)  # found
  @app.get("/orders/{order_id}/1")
  def f1(order_id: int, user=Depends(current_user), db=Depends(get_db), session=Depends(get_db)):
      return db.query(Order).get(order_id)  # found
  @app.get("/orders/{order_id}/2")
  def f2(order_id: int, user=Depends(current_user), db=Depends(get_db), session=Depends(get_db)):
      return db.scalar(select(Order).where(Order.id == order_id))  # found
  @app.get("/orders/{order_id}/3")
  def f3(order_id: int, user=Depends(current_user), db=Depends(get_db), session=Depends(get_db)):
      return service.one(order_id)  # found
  @app.get("/orders/{order_id}/4")
  def f4(order_id: int, user=Depends(current_user), db=Depends(get_db), session=Depends(get_db)):
      return crud.get_order(db, order_id)  # found
  @app.get("/orders/{order_id}/5")
  def f5(order_id: int, user=Depends(current_user), db=Depends(get_db), session=Depends(get_db)):
      return db.scalar(select(Order).where(Order.id == order_id, Order.user_id == user.id))
  @app.get("/orders/{order_id}/6")
  def f6(order_id: int, user=Depends(current_user), db=Depends(get_db), session=Depends(get_db)):
      return CACHE.get(order_id)
  @app.delete("/orders/{order_id}/of-app")
  async def of_app(order_id: str, request: Request, user=Depends(current_user)):
      await request.app.state.db.orders.delete_one({"_id": order_id})  # found
  @app.delete("/orders/{order_id}/by-name")
  async def by_name(order_id: str, request: Request, user=Depends(current_user)):
      await request.app.database["orders"].delete_one({"_id": order_id})  # found
  @app.delete("/orders/{order_id}/of-owner")
  async def of_owner(order_id: str, request: Request, user=Depends(current_user)):
      await request.app.database["orders"].delete_one({"_id": order_id, "owner": user.id})
  @app.delete("/orders/{order_id}/of-request")
  async def of_request(order_id: str, request: Request, user=Depends(current_user)):
      await request.state.db["orders"].delete_one({"_id": order_id})`;

const JAVA: Files = {
  'a/Shop.java': `
  package a;
  import org.springframework.security.access.prepost.PreAuthorize;
  import org.springframework.web.bind.annotation.*;
  @RestController
  @PreAuthorize("isAuthenticated()")
  class Shop {
    private EntityManager em;
    private JdbcTemplate jdbcTemplate;
    private NamedParameterJdbcTemplate named;
    private JdbcClient jdbcClient;
    private MongoTemplate mongoTemplate;
    private OrderMapper orderMapper;
    private OrderGateway gateway;
    private Orders orders;
    private OrderService service;
    @GetMapping("/orders/{id}/0") Order f0(@PathVariable Long id) {
      return em.find(Order.class, id); // found
    }
    @GetMapping("/orders/{id}/1") Order f1(@PathVariable Long id) {
      return jdbcTemplate.queryForObject("select * from orders where id = ?", MAPPER, id); // found
    }
    @GetMapping("/orders/{id}/2") Order f2(@PathVariable Long id) {
      return named.queryForObject("select * from orders where id = :id", Map.of("id", id), MAPPER); // found
    }
    @GetMapping("/orders/{id}/3") Order f3(@PathVariable Long id) {
      return named.queryForObject("select * from orders where id = :id", new MapSqlParameterSource().addValue("id", id), MAPPER); // found
    }
    @GetMapping("/orders/{id}/4") Order f4(@PathVariable Long id) {
      return jdbcClient.sql("select * from orders where id = :id").param("id", id).query(Order.class).single(); // found
    }
    @GetMapping("/orders/{id}/5") Order f5(@PathVariable Long id) {
      return em.createQuery("select o from Order o where o.id = :id", Order.class).setParameter("id", id).getSingleResult(); // found
    }
    @GetMapping("/orders/{id}/6") Order f6(@PathVariable Long id) {
      return mongoTemplate.findById(id, Order.class); // found
    }
    @GetMapping("/orders/{id}/7") Order f7(@PathVariable Long id) {
      return mongoTemplate.findOne(Query.query(Criteria.where("id").is(id)), Order.class); // found
    }
    @GetMapping("/orders/{id}/8") Order f8(@PathVariable Long id) {
      return orderMapper.selectByPrimaryKey(id); // found
    }
    @GetMapping("/orders/{id}/9") Order f9(@PathVariable Long id) {
      return orders.findById(id).orElseThrow(); // found
    }
    @GetMapping("/orders/{id}/10") Order f10(@PathVariable Long id) {
      return service.one(id); // found
    }
    @GetMapping("/orders/{id}/11") Order f11(@PathVariable Long id) {
      return service.retrieve(id); // found
    }
    @GetMapping("/orders/{id}/12") Order f12(@PathVariable Long id, Principal caller) {
      return named.queryForObject("select * from orders where id = :id and owner = :o", new MapSqlParameterSource("id", id).addValue("o", caller.getName()), MAPPER);
    }
    @GetMapping("/orders/{id}/13") Order f13(@PathVariable Long id, Principal caller) {
      return mongoTemplate.findOne(Query.query(Criteria.where("id").is(id).and("owner").is(caller.getName())), Order.class);
    }
    @GetMapping("/orders/{id}/14") Order f14(@PathVariable Long id, Principal caller) {
      return em.createQuery("select o from Order o where o.id = :id and o.owner = :me", Order.class).setParameter("id", id).setParameter("me", caller.getName()).getSingleResult();
    }
    @GetMapping("/orders/{id}/15") Order f15(@PathVariable Long id) {
      return restTemplate.getForObject("http://orders/{id}", Order.class, id);
    }
    @GetMapping("/orders/{id}/16") Order f16(@PathVariable Long id) {
      return gateway.fetch(id);
    }
  }`,
  'a/Orders.java': `
    package a;
    interface Orders extends JpaRepository<Order, Long> {}`,
  'a/OrderService.java': `
    package a;
    class OrderService {
      private final Orders orders;
      private final OrderDao dao;
      Order one(Long id) { return orders.findById(id).orElseThrow(); }
      Order retrieve(Long id) { return dao.get(id); }
    }`,
};

/** Lines that say so, by file. */
function marked(files: Files): readonly string[] {
  return Object.entries(files).flatMap(([name, text]) =>
    dedent(text)
      .split('\n')
      .flatMap((line, index) => (/(?:\/\/|#) found$/.test(line) ? [`${name}:${index + 1}`] : [])),
  );
}

describe('an object that is found by the identifier of the caller', () => {
  before(prepare);

  const projects: Readonly<Record<string, Files>> = {
    JavaScript: { 'app.js': SCRIPT },
    Python: { 'main.py': PYTHON },
    Java: JAVA,
  };

  for (const [language, files] of Object.entries(projects)) {
    it(`is seen in ${language}, whatever finds it, and nothing that knows the caller or stores no objects`, () => {
      const expected = marked(files);
      ok(expected.length > 4);
      deepEqual(linesOf(files, 'auth/object-level-missing-owner'), expected);
    });
  }
});
