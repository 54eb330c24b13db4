const { Router } = require('express');
const db = require('../database');

const router = Router();

router.get('/:customerId', async (req, res) => {
  const rows = await db.query('select id, name, email from customers where id = $1', [req.params.customerId]);
  res.json(rows[0]);
});

module.exports = router;
