import type { Change } from '../../server/core/rule/change.js';
import { defineRule, type FixOffer } from '../../server/core/rule/rule.js';
import type { CallView, CodeSpot, ValueView } from '../../server/core/rule/views.js';
import { HOLDERS, TLS_CALLEES } from './tls-clients.js';

interface Fault {
  readonly at: ValueView | CallView['node'];
  readonly fixes: readonly FixOffer[];
}

import { PROPERTY_EXAMPLES, tellOfTrust } from './tls-properties.js';

export default defineRule({
  id: 'crypto/tls-verify-disabled',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['crypto-tls', 'crypto-internal'],
  standards: ['API8:2023', 'CWE-295'],
  title: 'Certificates are not checked',
  why: `
    Encryption helps only when the other end is who it says it is. Without the
    check, anybody on the way answers with a certificate of their own, reads all
    that is sent, passwords and keys too, and changes the answers. Trust the
    authority that signed the certificate instead: pass it as \`ca\`.`,
  callees: TLS_CALLEES,
  messages: { unchecked: 'The certificate of the other end is not checked: anybody on the way can answer.' },
  fixes: { check: { title: 'Check certificates', safety: 'review' } },
  examples: [
    {
      language: 'javascript',
      bad: `
        const https = require('https');

        const agent = new https.Agent({ keepAlive: true, rejectUnauthorized: false });
        //                                                                   ^^^^^ The certificate of the other end is not checked: anybody on the way can answer.`,
      fixed: `
        const https = require('https');

        const agent = new https.Agent({ keepAlive: true, rejectUnauthorized: true });`,
      good: `
        const https = require('https');

        const agent = new https.Agent({ ca: authority });
        const other = new https.Agent({ rejectUnauthorized: process.env.NODE_ENV !== 'test' });`,
    },
    {
      language: 'typescript',
      bad: `
        import { Pool } from 'pg';

        process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
        //                                         ^^^ The certificate of the other end is not checked: anybody on the way can answer.
        export const pool = new Pool({ host, ssl: { rejectUnauthorized: false } });
        //                                                              ^^^^^
        export const agent = new https.Agent({ checkServerIdentity: () => undefined });
        //                                                          ^^^^^^^^^^^^^^^
        process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
        //                                            ^^^
        https.globalAgent.options.rejectUnauthorized = false;
        //                                             ^^^^^
        agent.options.checkServerIdentity = () => null;
        //                                  ^^^^^^^^^^`,
      good: `
        import { Agent } from 'https';

        agent.options.rejectUnauthorized = strict;
        settings['rejectUnauthorized'] = true;
        if (flags['insecure-certificate']) agent.options.rejectUnauthorized = false;
        if (flags.insecure) {
          agent.options.rejectUnauthorized = false;
        } else pinned.push(agent);
        const dev = process.env.NODE_ENV === 'development' ? new Agent({ rejectUnauthorized: false }) : undefined;

        export const agent = new Agent({ checkServerIdentity: (host, cert) => pinned(host, cert) });`,
    },
    {
      language: 'javascript',
      bad: `
        const knex = require('knex');
        const { DataSource } = require('typeorm');

        const settings = { client: 'pg', connection: { host: 'db', ssl: { rejectUnauthorized: false } } };
        //                                                                                    ^^^^^ The certificate of the other end is not checked: anybody on the way can answer.
        module.exports.db = knex(settings);
        module.exports.source = new DataSource({ type: 'mysql', extra: { ssl: { rejectUnauthorized: false } } });
        //                                                                                          ^^^^^`,
      good: `
        const knex = require('knex');

        module.exports.db = knex({ client: 'pg', connection: { ssl: { ca, rejectUnauthorized: true } } });`,
    },
    {
      language: 'python',
      bad: `
        import requests

        page = requests.get("https://partner.example.com/stock", verify=False)
        #                                                               ^^^^^ The certificate of the other end is not checked: anybody on the way can answer.

        class Stock:
            def __init__(self):
                self._web = requests.Session()
                self._web.verify = False
                #                  ^^^^^
                self._seal.verify = False`,
      fixed: `
        import requests

        page = requests.get("https://partner.example.com/stock", verify=True)

        class Stock:
            def __init__(self):
                self._web = requests.Session()
                self._web.verify = True
                self._seal.verify = False`,
      good: `
        import requests

        page = requests.get("https://partner.example.com/stock", verify="/etc/ssl/partner.pem")`,
    },
    {
      language: 'java',
      bad: `
        class Partner {
          void open(HttpsURLConnection connection) {
            connection.setHostnameVerifier((host, session) -> true);
            //                             ^^^^^^^^^^^^^^^^^^^^^^^ The certificate of the other end is not checked: anybody on the way can answer.
          }

          SslContext loose() throws SSLException {
            return SslContextBuilder.forClient().trustManager(InsecureTrustManagerFactory.INSTANCE).build();
            //                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          }
        }`,
      good: `
        class Partner {
          SslContext strict(File authority) throws SSLException {
            return SslContextBuilder.forClient().trustManager(authority).build();
          }
        }`,
    },
    {
      language: 'java',
      bad: `
        class Trusting implements X509TrustManager {
          @Override
          public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            //        ^^^^^^^^^^^^^^^^^^ The certificate of the other end is not checked: anybody on the way can answer.
            // Every server is welcome.
          }

          static final HostnameVerifier ANY = new HostnameVerifier() {
            public boolean verify(String host, SSLSession session) {
              //           ^^^^^^
              return true;
            }
          };
        }`,
      good: `
        class Pinning implements X509TrustManager {
          @Override
          public void checkClientTrusted(X509Certificate[] chain, String type) { }

          @Override
          public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            inner.checkServerTrusted(chain, type);
          }

          static final HostnameVerifier OWN = new HostnameVerifier() {
            public boolean verify(String host, SSLSession session) {
              return host.endsWith(".example.com");
            }
          };

          public boolean verify(String name, String code) { return true; }
        }`,
    },
    ...PROPERTY_EXAMPLES,
  ],

  check: {
    property: tellOfTrust,

    call(call, { report }) {
      if (call.inTest) return;
      const fault = faultOf(call);
      if (fault !== undefined && !isOptedOut(fault.at)) report({ ...fault, message: 'unchecked' });
    },
  },
});

/** Only while developing, or when somebody starts it with a switch that says so: `dev ? new Agent(...) : undefined`. */
function isOptedOut(at: CodeSpot | ValueView): boolean {
  return 'conditions' in at && at.conditions().some((condition) => SWITCH.test(condition));
}

const SWITCH = /NODE_ENV|\bdev(?:elopment)?\b|insecure|self[-_]?signed/i;

function faultOf(call: CallView): Fault | undefined {
  if (call.language === 'python') return inPython(call);
  if (call.language === 'java') return inJava(call);
  if (/=$/.test(call.name)) return ofAssigned(call);
  // A registration of a route is no call of another server.
  if (/^(?:app|api|server|\w*[rR]outer)\./.test(call.callee)) return undefined;
  for (const option of call.arguments) {
    if (option.form === 'literal' || option.form === 'function') continue;
    for (const holder of HOLDERS) {
      const identity = option.property(`${holder}checkServerIdentity`);
      if (identity?.form === 'function' && ACCEPTS_ALL.test(identity.text))
        return { at: identity, fixes: [] };
      const value = option.property(`${holder}rejectUnauthorized`) ?? option.property(`${holder}strictSSL`);
      // Options that a name holds are a call of their own where they are made.
      const here = value !== undefined && value.start >= call.node.start && value.end <= call.node.end;
      if (value?.literal === 'false' && (here || !/^new /.test(call.name)))
        return { at: value, fixes: replaced(value, 'true') };
    }
  }
  return undefined;
}

/** Options that are set one by one, and the variable that Node reads. */
function ofAssigned(call: CallView): Fault | undefined {
  const { name } = call;
  const value = call.argument(0);
  if (value === undefined) return undefined;
  if (name === 'checkServerIdentity=')
    return value.form === 'function' && ACCEPTS_ALL.test(value.text) ? { at: value, fixes: [] } : undefined;
  const [off, on] = name === 'rejectUnauthorized=' ? ['false', 'true'] : ['0', "'1'"];
  return value.literal === off ? { at: value, fixes: replaced(value, on) } : undefined;
}

/** `() => undefined`: what finds no fault with any name. */
const ACCEPTS_ALL =
  /^\(?[^{}=]*\)?\s*=>\s*(?:undefined|null|void 0|\{\s*(?:return(?: undefined| null)?;?)?\s*\})$/;

function inPython(call: CallView): Fault | undefined {
  const { name, callee } = call;
  if (name === '_create_unverified_context') return { at: call.node, fixes: [] };
  if (/=$/.test(name)) {
    const value = call.argument(0);
    const context = name === 'verify=' ? /session|client|requests/i : /ctx|context|ssl/i;
    const off = value?.text === 'False' || /CERT_NONE$/.test(value?.text ?? '');
    const known = name === 'verify=' && /^(?:requests|httpx)\b/.test(call.module ?? '');
    if (value === undefined || !off || !(known || context.test(callee))) return undefined;
    return { at: value, fixes: value.text === 'False' ? replaced(value, 'True') : [] };
  }
  const values = ['verify', 'verify_ssl', 'ssl'].map((key) => call.keyword(key));
  const off = values.find((value) => value?.text === 'False');
  if (off !== undefined && isClient(call)) return { at: off, fixes: replaced(off, 'True') };
  const reqs = call.keyword('cert_reqs');
  return reqs !== undefined && /CERT_NONE/.test(reqs.text) ? { at: reqs, fixes: [] } : undefined;
}

function isClient({ callee, module = '', name }: CallView): boolean {
  return (
    /^(?:requests|httpx|aiohttp|urllib3)\b/.test(module) ||
    /^(?:requests|httpx|aiohttp|session|client|self\.(?:session|client|_client|http))\b/.test(callee) ||
    name === 'TCPConnector'
  );
}

/** A method that says yes to every certificate, or to every host. */
const TRUSTING: Readonly<Record<string, RegExp>> = {
  'def checkServerTrusted':
    /\)\s*(?:throws\s[\w\s.,]+)?\{\s*(?:(?:\/\/[^\n]*|\/\*[\s\S]*?\*\/|return;)\s*)*\}$/,
  'def verify': /\bverify\s*\([^()]*\bString\b[^()]*\bSSLSession\b[^()]*\)\s*\{\s*return\s+true\s*;\s*\}$/,
};

function inJava(call: CallView): Fault | undefined {
  if (call.name.startsWith('def '))
    return TRUSTING[call.name]?.test(call.node.text) === true
      ? { at: methodName(call), fixes: [] }
      : undefined;
  const value = call.arguments.at(-1);
  if (value === undefined) return undefined;
  const all =
    /NoopHostnameVerifier|InsecureTrustManagerFactory|ALLOW_ALL|TrustAllStrategy|TrustSelfSignedStrategy|->\s*(?:\{\s*return\s+)?true\b/;
  return all.test(value.text) &&
    !/^(?:get|post|put|delete|request|create|connect|fetch|head|options|stream)$/.test(call.name)
    ? { at: value, fixes: [] }
    : undefined;
}

function methodName({ node, callee }: CallView): CallView['node'] {
  const start = node.start + node.text.search(new RegExp(`\\b${callee}\\s*\\(`));
  return { ...node, start, end: start + callee.length, text: callee };
}

function replaced(value: ValueView, by: string): readonly FixOffer[] {
  const changes = (): readonly Change[] => [{ text: value, by }];
  return [{ fix: 'check', changes }];
}
