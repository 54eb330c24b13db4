import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

const RULE = 'input/sql-injection';

describe('SQL that goes through a builder', () => {
  before(prepare);

  it('is text in conditions and columns of TypeORM, and columns of others are not', () => {
    const shelf = `
      import { Request, Response } from 'express';
      import { SelectQueryBuilder } from 'typeorm';
      export class ShelfController {
        show = async (req: Request, res: Response) => {
          const all = this.shelves.createQueryBuilder('s');
          await this.shelves.createQueryBuilder('s').where('s.row = ' + req.params.row).getMany();
          await all.andWhere(\`s.name like '\${req.query.name}%'\`).getMany();
          await this.shelves.createQueryBuilder('s').orderBy(req.query.sort).getMany();
          await sorted(all, req.query.sort);
          await this.shelves.createQueryBuilder('s').where('s.row = :row', { row: req.params.row }).getMany();
          await this.shelves.createQueryBuilder('s').where({ row: req.params.row }).getMany();
          await knex('shelves').where(\`s.\${req.query.field}\`, 3).orderBy(req.query.sort);
          await Shelf.where(req.query.field).find();
          res.end();
        };
      }
      function sorted(all: SelectQueryBuilder<Shelf>, by: string) {
        return all.orderBy(by).getMany();
      }`;
    deepEqual(
      linesOf({ 'shelf.ts': shelf }, RULE),
      [6, 7, 8, 18].map((line) => `shelf.ts:${line}`),
    );
  });

  it('is followed into functions that a router is made with', () => {
    const store = `
      const knex = require('knex')({ client: 'pg' });
      exports.sorted = (order) => knex.raw('select * from shelves order by ' + order);
      exports.ordered = (order) => knex('shelves').orderByRaw(order);
      exports.few = (limit) => knex.raw('select * from shelves limit ?', [limit]);
      exports.whole = (text) => knex.raw(text);`;
    const shelves = `
      const { Router } = require('express');
      module.exports = ({ sorted, few }, store) => {
        const router = Router();
        router.get('/a', async (req, res) => res.json(await sorted(req.query.order ?? 'name')));
        router.get('/b', async (req, res) => res.json(await store.ordered(req.query.order)));
        router.get('/c', async (req, res) => res.json(await few(req.query.limit)));
        router.get('/d', async (req, res) => res.json(await store.whole(req.query.text)));
        return router;
      };`;
    const app = `
      const app = require('express')();
      const store = require('./store.js');
      app.use(require('./shelves.js')({ sorted: store.sorted, few: store.few }, store));`;
    const files = { 'app.js': app, 'shelves.js': shelves, 'store.js': store };
    deepEqual(linesOf(files, RULE), ['store.js:2', 'store.js:3']);
  });
});
