import { defineSnippet } from '../../server/core/rule/snippet.js';

const BODY = `import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';

// Serves over TLS 1.3 alone. Nothing listens on port 80: a client that forgets the s must fail, not be redirected.
const tlsOptions = {
  cert: readFileSync(process.env.TLS_CERT_FILE ?? '\${1:/etc/tls/server.crt}'),
  key: readFileSync(process.env.TLS_KEY_FILE ?? '\${2:/etc/tls/server.key}'),
  minVersion: 'TLSv1.3',
  honorCipherOrder: true,
}CONST;

`;

export default defineSnippet({
  id: 'crypto/node-tls-server',
  title: 'Node server over TLS 1.3',
  detail: 'Loads certificate and key from files that the environment names, and speaks no older protocol.',
  prefix: 'sec-tls',
  practices: ['crypto-tls', 'crypto-internal'],
  threats: ['TM-T-16'],
  content: {
    kind: 'code',
    javascript: `${BODY.replace('CONST', '')}const serve = (app) => createServer(tlsOptions, app).listen(\${3:443});
`,
    typescript: `import type { RequestListener } from 'node:http';
${BODY.replace('CONST', ' as const')}const serve = (app: RequestListener) => createServer(tlsOptions, app).listen(\${3:443});
`,
  },
});
