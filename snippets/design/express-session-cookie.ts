import { defineSnippet } from '../../server/core/rule/snippet.js';

const BODY = `import session from 'express-session';

// A session that scripts cannot read, that other sites cannot use, and that ends. The secret comes from the environment;
// give it a store of your own, since the default one is for development. Use it as app.use(secureSession);
const secureSession = session({
  name: '__Host-\${1:session}',
  secret: process.env.\${2:SESSION_SECRET} ?? fail('\${2:SESSION_SECRET}'),
  resave: false,
  saveUninitialized: false,
  cookie: { httpOnly: true, secure: true, sameSite: 'lax', path: '/', maxAge: \${3:30} * 60 * 1000 },
});
`;

export default defineSnippet({
  id: 'design/express-session-cookie',
  title: 'Express session cookie with every protection',
  detail: 'Only over TLS, out of reach of scripts and other sites, and short-lived. Uses express-session.',
  prefix: 'sec-cookie',
  practices: ['design-defaults', 'auth-credentials'],
  threats: [],
  content: {
    kind: 'code',
    javascript: `${BODY}
function fail(name) {
  throw new Error(\`\\\${name} is not set\`);
}
`,
    typescript: `${BODY}
function fail(name: string): never {
  throw new Error(\`\\\${name} is not set\`);
}
`,
  },
});
