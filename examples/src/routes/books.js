const { Router } = require('express');
const { requireUser } = require('../auth');
const db = require('../database');

const router = Router();

router.get('/', async (req, res) => {
  const rows = await db.query(`select isbn, title, price from books where title like '%${req.query.title}%'`);
  res.json(rows);
});

router.post('/import', requireUser, async (req, res) => {
  await db.query('insert into imports (callback) values ($1)', [req.query.callbackUrl]);
  res.sendStatus(202);
});

module.exports = router;
