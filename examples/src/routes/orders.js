const { Router } = require('express');
const { requireUser } = require('../auth');
const db = require('../database');

const router = Router();

// The document promises that a token is asked for here.
router.get('/', async (req, res) => {
  const rows = await db.query('select * from orders where customer = $1', [req.query.customer]);
  res.json(rows);
});

router.post('/', requireUser, async (req, res) => {
  const { isbn, quantity, note } = req.body;
  await db.query('insert into orders (isbn, quantity, note) values ($1, $2, $3)', [isbn, quantity, note]);
  res.sendStatus(201);
});

router.delete('/:orderId', async (req, res) => {
  await db.query('delete from orders where id = $1', [req.params.orderId]);
  res.sendStatus(204);
});

module.exports = router;
