import type { Example } from '../../server/core/rule/rule.js';

/** Sizes of pages that stand beside the page in one object, and those that handlers take from what callers send. */
export const SIZE_EXAMPLES: readonly Example[] = [
  {
    as: 'document',
    bad: `
      openapi: 3.0.1
      info: { title: Orders, version: '1' }
      paths:
        /orders:
          get:
            parameters:
              - { name: pageable, in: query, schema: { $ref: '#/components/schemas/Pageable' } }
            responses: { '200': { description: Orders } }
      components:
        schemas:
          Pageable:
            type: object
            properties:
              page: { type: integer, minimum: 0 }
              size: { type: integer, minimum: 1 }
              # <- Nothing limits "size", so one request may ask for everything.`,
    fixed: `
      openapi: 3.0.1
      info: { title: Orders, version: '1' }
      paths:
        /orders:
          get:
            parameters:
              - { name: pageable, in: query, schema: { $ref: '#/components/schemas/Pageable' } }
            responses: { '200': { description: Orders } }
      components:
        schemas:
          Pageable:
            type: object
            properties:
              page: { type: integer, minimum: 0 }
              size: { type: integer, minimum: 1, maximum: 100 }`,
  },
  {
    language: 'javascript',
    bad: `
      const app = require('express')();

      app.get('/orders', async (req, res) => {
        const page = Number(req.query.page) || 1;
        res.json(await Order.find().skip(page * 20).limit(parseInt(req.query.limit, 10) || 20));
        //                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Nothing limits "limit", so one request may ask for everything.
      });
      app.get('/refunds', async (req, res) => {
        const { per_page: take = 20 } = req.query;
        res.json(await prisma.refund.findMany({ take }));
        //                                      ^^^^ Nothing limits "per_page", so one request may ask for everything.
      });`,
    fixed: `
      const app = require('express')();

      app.get('/orders', async (req, res) => {
        const page = Number(req.query.page) || 1;
        res.json(await Order.find().skip(page * 20).limit(Math.min(parseInt(req.query.limit, 10) || 20, 100)));
      });
      app.get('/refunds', async (req, res) => {
        const { per_page: take = 20 } = req.query;
        res.json(await prisma.refund.findMany({ take: Math.min(Number(take) || 20, 100) }));
      });`,
    good: `
      const app = require('express')();

      app.get('/orders', async (req, res) => {
        const limit = Math.min(Number(req.query.limit) || 20, 100);
        res.json(await Order.find().limit(limit));
      });
      app.get('/refunds', async (req, res) => {
        let take = Number(req.query.take) || 20;
        if (take > LARGEST) take = LARGEST;
        res.json(await prisma.refund.findMany({ take }));
      });
      app.get('/words', (req, res) => res.json(words.slice(0, 10).limit(req.query.limit)));`,
  },
  {
    language: 'typescript',
    bad: `
      import express from 'express';
      const app = express();

      app.get('/orders', async (req, res) => {
        const { rows } = await pool.query('SELECT * FROM orders LIMIT $1 OFFSET $2', [req.query.limit, 0]);
        //                                                                            ^^^^^^^^^^^^^^^
        res.json(rows);
      });`,
    fixed: `
      import express from 'express';
      const app = express();

      app.get('/orders', async (req, res) => {
        const { rows } = await pool.query('SELECT * FROM orders LIMIT $1 OFFSET $2', [Math.min(Number(req.query.limit) || 20, 100), 0]);
        res.json(rows);
      });`,
  },
  {
    language: 'python',
    bad: `
      from fastapi import Depends, FastAPI

      app = FastAPI()

      @app.get("/orders")
      def list_orders(skip: int = 0, limit: int = 20, db=Depends(get_db)):
      #                              ^^^^^ Nothing limits "limit", so one request may ask for everything.
          return db.query(Order).offset(skip).limit(limit).all()`,
    fixed: `
      from fastapi import Depends, FastAPI, Query

      app = FastAPI()

      @app.get("/orders")
      def list_orders(skip: int = 0, limit: int = Query(20, le=100), db=Depends(get_db)):
          return db.query(Order).offset(skip).limit(limit).all()`,
    good: `
      from typing import Annotated
      from fastapi import Depends, FastAPI, Query

      app = FastAPI()

      @app.get("/orders")
      def list_orders(limit: Annotated[int, Query(ge=1, le=100)] = 20, db=Depends(get_db)):
          return db.query(Order).limit(limit).all()

      @app.get("/refunds")
      def list_refunds(limit: int = 20, db=Depends(get_db)):
          return db.query(Refund).limit(min(limit, 100)).all()

      @app.get("/bills")
      def list_bills(limit: PageSize = 20, db=Depends(get_db)):
          return db.query(Bill).limit(limit).all()`,
  },
  {
    language: 'java',
    bad: `
      import org.springframework.data.domain.PageRequest;
      import org.springframework.web.bind.annotation.*;

      @RestController
      class Orders {
        @GetMapping("/orders")
        Page<Order> all(@RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "20") int size) {
        //                                                                                                 ^^^^ Nothing limits "size", so one request may ask for everything.
          return orders.findAll(PageRequest.of(page, size));
        }
      }`,
    fixed: `
      import org.springframework.data.domain.PageRequest;
      import org.springframework.web.bind.annotation.*;

      @RestController
      class Orders {
        @GetMapping("/orders")
        Page<Order> all(@RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "20") int size) {
          return orders.findAll(PageRequest.of(page, Math.min(size, 100)));
        }
      }`,
    good: `
      import jakarta.validation.constraints.Max;
      import org.springframework.data.domain.*;
      import org.springframework.web.bind.annotation.*;

      @RestController
      class Orders {
        @GetMapping("/orders")
        Page<Order> all(@RequestParam int page, @RequestParam(defaultValue = "20") @Max(100) int size) {
          return orders.findAll(PageRequest.of(page, size));
        }
        @GetMapping("/refunds")
        Page<Refund> refunds(Pageable page) { return refunds.findAll(page); }
      }`,
  },
];
