import { defineRule, type Report } from '../../server/core/rule/rule.js';
import { addGuard, routeName } from './endpoints.js';
import { isToldAtGuard } from './late.js';
import { faultOf, guardedPeer, guardedSibling, isChecking, isOpenByNature } from './open-routes.js';
import { isPromised, missesGuard } from './promised.js';
import { isToldAsUnguarded } from './regressions.js';

export default defineRule({
  id: 'auth/route-missing-guard',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['auth-access-control', 'auth-standards'],
  standards: ['API2:2023', 'CWE-306'],
  title: 'Route that anybody can call',
  why: `
    Nothing in front of this route can turn a caller away, so whoever finds the
    address can use it. A guard on the routes beside it does not help: Express
    runs only what was registered before a route, on its path, FastAPI only what
    the route, its router or its application depends on, and Spring Security the
    first rule that matches.`,
  messages: {
    write: 'Nothing checks who calls {route}, and it changes data.',
    finds: 'Nothing checks who calls {route}, and it looks up data.',
    read: 'Nothing checks who calls {route}, unlike the routes beside it.',
    unproven: '{route} asks about the signature of what it is sent, and goes on whatever that is.',
    unread: 'Nothing checks who calls {route}: {guard} lets in whoever sends any credentials.',
    sibling: '{route} asks for {guard}.',
  },
  fixes: { guard: { title: 'Put {guard} in front, as the routes beside it do', safety: 'review' } },
  examples: [
    {
      language: 'javascript',
      bad: `
        const app = require('express')();
        function signedIn(req, res, next) {
          if (!req.session.userId) return res.status(401).end();
          next();
        }
        app.post('/orders', signedIn, (req, res) => res.status(201).end());
        app.delete('/orders/:id', (req, res) => res.status(204).end());
        //         ^^^^^^^^^^^^^ Nothing checks who calls DELETE /orders/:id, and it changes data.
        app.get('/users/all', (req, res) => res.json([]));
        //      ^^^^^^^^^^^^ Nothing checks who calls GET /users/all, unlike the routes beside it.`,
      fixed: `
        const app = require('express')();
        function signedIn(req, res, next) {
          if (!req.session.userId) return res.status(401).end();
          next();
        }
        app.post('/orders', signedIn, (req, res) => res.status(201).end());
        app.delete('/orders/:id', signedIn, (req, res) => res.status(204).end());
        app.get('/users/all', signedIn, (req, res) => res.json([]));`,
    },
    {
      language: 'typescript',
      files: { 'portcullis.yaml': 'rules: { auth/guard-order: off }\n' },
      bad: `
        import express from 'express';
        import { auth } from 'express-oauth2-jwt-bearer';
        const app = express();
        app.put('/settings', (req, res) => res.json(req.body));
        //      ^^^^^^^^^^^
        app.use(auth());
        app.get('/settings', (req, res) => res.json({}));`,
    },
    {
      language: 'python',
      bad: `
        from fastapi import Depends, FastAPI, Header, HTTPException
        app = FastAPI()
        def signed_in(authorization: str = Header()):
            if not is_valid(authorization):
                raise HTTPException(status_code=401)
        @app.post("/orders")
        def create(order: dict, _=Depends(signed_in)): return order
        @app.delete("/orders/{order_id}")
        #           ^^^^^^^^^^^^^^^^^^^^ Nothing checks who calls DELETE /orders/{order_id}, and it changes data.
        def remove(order_id: int):
            return {}`,
      fixed: `
        from fastapi import Depends, FastAPI, Header, HTTPException
        app = FastAPI()
        def signed_in(authorization: str = Header()):
            if not is_valid(authorization):
                raise HTTPException(status_code=401)
        @app.post("/orders")
        def create(order: dict, _=Depends(signed_in)): return order
        @app.delete("/orders/{order_id}", dependencies=[Depends(signed_in)])
        def remove(order_id: int):
            return {}`,
    },
    {
      language: 'python',
      good: `
        from fastapi import APIRouter, Depends, FastAPI
        from fastapi.security import HTTPBearer
        from example.tenancy import caller_of
        app = FastAPI()
        router = APIRouter(prefix="/orders", dependencies=[Depends(HTTPBearer())])
        @router.post("")
        def create(order: dict, sent=Depends(HTTPBearer())):
            return orders.add(order, owner_of(sent.credentials))
        @app.post("/jobs")
        def start(caller=Depends(caller_of)):
            return {}
        @app.post("/users")
        def register(wish: dict):
            return accounts.add(wish)
        app.include_router(router)`,
      bad: `
        from fastapi import Depends, FastAPI
        from fastapi.security import HTTPBearer
        app = FastAPI(dependencies=[Depends(HTTPBearer())])
        @app.get("/orders")
        #        ^^^^^^^^^ Nothing checks who calls GET /orders: HTTPBearer lets in whoever sends any credentials.
        def all_orders(): return orders.all()`,
    },
    {
      language: 'java',
      bad: `
        import org.springframework.web.bind.annotation.*;
        @RestController
        @RequestMapping("/orders")
        class Orders {
          @PostMapping
          Order create(@RequestBody Order order) { return order; }

          @DeleteMapping("/{id}")
          //             ^^^^^^^ Nothing checks who calls DELETE /orders/{id}, and it changes data.
          void remove(@PathVariable long id) { orders.remove(id); }
        }

        @Configuration
        class Security {
          @Bean
          SecurityFilterChain chain(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(rules -> rules
                .requestMatchers(HttpMethod.POST, "/orders").hasRole("CLERK")
                .anyRequest().permitAll())
              .build();
          }
        }`,
    },
    {
      language: 'java',
      bad: `
        import org.springframework.web.bind.annotation.*;
        @RestController
        @RequestMapping("/members")
        class Members {
          @GetMapping("/me")
          Member me(Principal caller) { return members.of(caller); }
          @GetMapping("/{name}")
          Member show(@PathVariable String name) { return members.named(name); }
          @PostMapping
          Member join(@RequestBody Wish wish) { return members.add(wish); }
          @PutMapping("/{id}/picture")
          //          ^^^^^^^^^^^^^^^ Nothing checks who calls PUT /members/{id}/picture, and it changes data.
          void picture(@PathVariable long id) { pictures.renew(id); }
        }

        @Configuration
        class Security {
          @Bean
          SecurityFilterChain chain(HttpSecurity http) throws Exception {
            if (console) http.authorizeHttpRequests(rules -> rules.requestMatchers("/console/**").permitAll());
            return http.authorizeHttpRequests(rules -> rules.requestMatchers("/members/me").authenticated()
                .requestMatchers(HttpMethod.POST, "/members").permitAll()
                .requestMatchers(HttpMethod.GET, "/members/**").permitAll()
                .requestMatchers("/members/**").permitAll().anyRequest().authenticated()).build();
          }
        }`,
      good: `
        import org.springframework.web.bind.annotation.*;

        @RestController
        class Orders {
          @PostMapping("/orders")
          Order create(@RequestBody Order order) { return order; }
        }

        @Configuration
        class Security {
          @Bean @Profile("local")
          SecurityFilterChain open(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(rules -> rules.anyRequest().permitAll()).build();
          }

          @Bean @Profile("!local")
          SecurityFilterChain closed(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(rules -> rules.anyRequest().authenticated()).build();
          }
        }`,
    },
    {
      language: 'javascript',
      bad: `
        const app = require('express')();
        app.post(['/orders', '/baskets'], (req, res) => res.end());
        //        ^^^^^^^^^ Nothing checks who calls POST /orders, and it changes data.
        //                   ^^^^^^^^^^ Nothing checks who calls POST /baskets, and it changes data.
        app.post('/webhooks/orders', (req, res) => {
          //     ^^^^^^^^^^^^^^^^^^ POST /webhooks/orders asks about the signature of what it is sent, and goes on whatever that is.
          const genuine = timingSafeEqual(hmacOf(req.body), req.get('x-signature'));
          res.json(Order.create(req.body));
        });
        const table = [
          { method: 'put', path: '/orders/:id', handler: (req, res) => res.end() },
          { method: 'patch', path: '/baskets/:id', handler: (req, res) => res.end() },
        ];
        for (const { method, path, handler } of table) app[method](path, handler);
        //                                                         ^^^^ Nothing checks who calls PUT /orders/:id, and it changes data.
        //                                                         ^^^^ Nothing checks who calls PATCH /baskets/:id, and it changes data.`,
    },
    {
      language: 'javascript',
      good: `
        const { withAuth } = require('@example/kit');
        const { secure } = require('@example/gateway');
        const app = require('express')();
        const shop = require('express')();
        shop.use(secure());
        shop.post('/orders', (req, res) => res.status(201).end());
        const signedIn = (req, res, next) => (req.user ? next() : res.status(401).end());
        app.post('/a', withAuth((req, res) => res.end()));
        app.post('/b', signedIn);
        app.post('/b', (req, res) => res.end());
        app.use('/v(1|2)', signedIn);
        app.post('/v1/c', (req, res) => res.end());
        app.use((req, res, next) => {
          if (req.path.startsWith('/d') || req.user) return next();
          res.status(401).end();
        });
        app.post('/d', (req, res) => res.end());
        app.post('/reset-password/:token', (req, res) => res.end());`,
    },
    {
      language: 'javascript',
      good: `
        const app = require('express')();
        app.post('/login', (req, res) => res.json({ token: sign(req.body) }));
        app.post('/users', async (req, res) => {
          await users.add(req.body.email, await hash(req.body.password));
          res.status(201).end();
        });
        app.post('/staff/enter', async (req, res) => {
          if (!(await bcrypt.compare(req.body.password, hashOf(req.body.name)))) return res.status(400).end();
          res.json({ token: sign(req.body.name) });
        });
        app.post('/old/orders', (req, res) => res.status(410).json({ title: 'Use /orders' }));
        app.post(['/bootstrap', '/complaints'], (req, res) => res.status(201).end());
        app.get('/articles', (req, res) => res.json([]));`,
    },
    {
      language: 'javascript',
      files: { 'portcullis.yaml': 'rules: { auth/method-gap: off }\n' },
      bad: `
        const app = require('express')();
        const signedIn = (req, res, next) => (req.user ? next() : res.status(401).end());
        app.get('/widgets', signedIn, (req, res) => res.json([]));
        app.post('/widgets', (req, res) => res.end());
        //       ^^^^^^^^^^ Nothing checks who calls POST /widgets, and it changes data.`,
    },
    {
      as: 'document',
      good: `
        openapi: 3.0.3
        paths: { /orders: { get: { security: [] } }, /orders/{id}: { get: { security: [{ token: [] }] } } }
        components: { securitySchemes: { token: { type: http, scheme: bearer } } }`,
      files: {
        'app.js': `
          const app = require('express')();
          const signedIn = (req, res, next) => (req.user ? next() : res.status(401).end());
          app.get('/orders', (req, res) => res.json([]));
          app.get('/orders/:id', signedIn, (req, res) => res.json({}));`,
      },
    },
  ],

  check: {
    route(route, ctx) {
      const { report, holds, unknown, speaks } = ctx;
      const { guards, method, path, endpoint } = route;
      if (method === 'HEAD' || method === 'OPTIONS' || method === 'TRACE' || path.includes('*')) return;
      if (isOpenByNature(endpoint) || endpoint.opened) return;
      if (!guards.known || !route.mounted) return unknown(route.at);
      if (guards.value.some(isChecking)) return holds(route.at);
      // One that comes too late or is gone, a document that promises one, and reads that have one are nearer causes.
      if ((missesGuard(route) && isToldAtGuard(route, ctx)) || isToldAsUnguarded(route, ctx)) return;
      if (speaks('docs/auth-drift') && isPromised(route)) return;
      if (speaks('auth/method-gap') && guardedPeer(route) !== undefined) return;
      const message = endpoint.purpose === 'unproven' && route.writes ? 'unproven' : faultOf(route);
      if (message === undefined) return;
      const data = { route: routeName(endpoint), guard: endpoint.unread ?? '' };
      const fault: Report = { at: route.at, message, data };
      report({ ...fault, related: guardedSibling(route), fixes: addGuard(route, 'guard') });
    },
  },
});
