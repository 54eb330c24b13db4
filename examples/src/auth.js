const jwt = require('jsonwebtoken');

/** Lets a request through when it carries a valid token. */
function requireUser(req, res, next) {
  const [, token] = (req.headers.authorization || '').split(' ');
  try {
    req.user = jwt.verify(token, process.env.JWT_PUBLIC_KEY, { algorithms: ['RS256'] });
    next();
  } catch {
    res.status(401).json({ error: 'sign in first' });
  }
}

module.exports = { requireUser };
