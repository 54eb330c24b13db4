import type { PropertyView } from '../../server/core/rule/property-view.js';
import { defineRule, type FixOffer } from '../../server/core/rule/rule.js';
import type { CallView, ValueView } from '../../server/core/rule/views.js';
import {
  type FoundSecret,
  findSecrets,
  mayBeAwsSecret,
  type SecretName,
} from '../../server/core/words/secrets.js';
import { signingKeyIn } from '../auth/property-keys.js';
import { textBefore } from '../code-text.js';
import { fromEnvironment } from '../environment.js';
import { setTo, variableOf } from '../property-texts.js';
import { CONNECTS, isCommon, isLocal, passwordIn } from './connections.js';
import { isWrittenCredential, PROPERTY_EXAMPLES, settingIn } from './property-secrets.js';

export default defineRule({
  id: 'crypto/hardcoded-credential',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['auth-credentials', 'crypto-at-rest'],
  standards: ['API8:2023', 'CWE-798'],
  title: 'Key or password of another service written in the code',
  why: `
    Code is copied, shown to others and kept in every old commit, and programs
    search it for keys all day. Whoever finds one has what the service may do:
    its database, its mail, its money. Treat one that was real as lost: revoke
    it, then take the new one from the environment or a secret store.`,
  callees: ['""', ...CONNECTS],
  messages: {
    key: 'This looks like a live {kind}: who reads the code or an old commit can use it.',
    property: 'The password or key of a service is written here: who reads the file can use it.',
    password: 'The password of this connection is written here: who reads the code can use it.',
  },
  fixes: { environment: { title: 'Take it from the environment variable {variable}', safety: 'review' } },
  examples: [
    {
      language: 'javascript',
      bad: `
        const AWS = require('aws-sdk');
        const stripe = require('stripe')('sk_live_' + '9aQ2');

        AWS.config.update({ accessKeyId: 'AKIAQ7RM2ZK4VYT3WXLB', secretAccessKey: process.env.AWS_SECRET });
        //                               ^^^^^^^^^^^^^^^^^^^^^^ This looks like a live AWS access key: who reads the code or an old commit can use it.
        const pool = connect('postgres://deploy:hT7wq2Lk9vB@db.orchard-market.io/orders');
        //                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
      fixed: `
        const AWS = require('aws-sdk');
        const stripe = require('stripe')('sk_live_' + '9aQ2');

        AWS.config.update({ accessKeyId: process.env.AWS_ACCESS_KEY_ID, secretAccessKey: process.env.AWS_SECRET });
        const pool = connect(process.env.DATABASE_URL);`,
      good: `
        const stripe = require('stripe')(process.env.STRIPE_KEY);
        const example = 'AKIAIOSFODNN7EXAMPLE';
        const test = 'sk_test_4eC39HqLyjWDarjtT1zdp7dc';
        const web = { apiKey: 'AIzaSyD3k9LmQ2xV7cTb4ZrYw1KpE8nHgFjU5oA', authDomain: 'shop.firebaseapp.com' };
        connect(process.env.DATABASE_URL || 'postgres://postgres:postgres@db:5432/orders');
        connect('postgres://orders:hT7wq2Lk9vB@localhost:5432/orders');
        connect(\`mongodb+srv://\${user}:\${password}@shop.k3x9q.mongodb.net\`);
        connect('mongodb+srv://<user>:<password>@shop.k3x9q.mongodb.net');
        connect('https://58f16d6f010d4c77:84b7432f56674fbc@app.getsentry.com/124');
        send('ada@orchard-market.io', 'mailto:ada@orchard-market.io');`,
    },
    {
      language: 'javascript',
      bad: `
        const mysql = require('mysql2');
        const nodemailer = require('nodemailer');
        const { Sequelize } = require('sequelize');

        const pool = mysql.createPool({ host: process.env.DB_HOST, user: 'shop', password: 'Kv93-orchard' });
        //                                                                                 ^^^^^^^^^^^^^^ The password of this connection is written here: who reads the code can use it.
        const mail = nodemailer.createTransport({ service: 'gmail', auth: { user: 'shop@orchard.io', pass: 'kxqwzzpmnbtr' } });
        //                                                                                                 ^^^^^^^^^^^^^^
        const db = new Sequelize('shop', 'shop', 'Kv93-orchard', { host: 'db.orchard.io', dialect: 'mysql' });
        //                                       ^^^^^^^^^^^^^^`,
      fixed: `
        const mysql = require('mysql2');
        const nodemailer = require('nodemailer');
        const { Sequelize } = require('sequelize');

        const pool = mysql.createPool({ host: process.env.DB_HOST, user: 'shop', password: process.env.DB_PASSWORD });
        const mail = nodemailer.createTransport({ service: 'gmail', auth: { user: 'shop@orchard.io', pass: process.env.MAIL_PASSWORD } });
        const db = new Sequelize('shop', 'shop', process.env.DB_PASSWORD, { host: 'db.orchard.io', dialect: 'mysql' });`,
      good: `
        const mysql = require('mysql2');
        const nodemailer = require('nodemailer');
        const { Sequelize } = require('sequelize');

        mysql.createPool({ host: 'localhost', user: 'shop', password: 'Kv93-orchard' });
        mysql.createPool({ user: 'shop', password: 'Kv93-orchard' });
        mysql.createPool({ host: 'db', user: 'root', password: 'root' });
        mysql.createPool({ host: process.env.DB_HOST || 'localhost', password: process.env.DB_PASSWORD || 'Kv93-orchard' });
        nodemailer.createTransport({ service: 'gmail', auth: { user: 'you@gmail.com', pass: 'your-password' } });
        new Sequelize(process.env.DB, process.env.DB_USER, process.env.DB_PASSWORD, { host: 'db.orchard.io' });
        new Sequelize('shop', 'root', '', { host: 'db.orchard.io' });`,
    },
    {
      language: 'typescript',
      bad: `
        const url = process.env.MONGO_URL || \`mongodb+srv://shop:hT7wq2Lk9vB@shop.k3x9q.mongodb.net\`;
        //                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        const key = '-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\\n-----END PRIVATE KEY-----';
        //          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
    },
    {
      language: 'python',
      bad: `
        import psycopg2
        import smtplib
        from sqlalchemy import create_engine

        engine = create_engine("postgresql+asyncpg://shop:Kv93orchard@db.orchard.io/shop")
        #                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ This looks like a live password in a URL: who reads the code or an old commit can use it.
        connection = psycopg2.connect(host="db.orchard.io", user="shop", password="Kv93orchard")
        #                                                                         ^^^^^^^^^^^^^
        server = smtplib.SMTP("smtp.gmail.com", 587)
        server.login("shop@orchard.io", "kxqwzzpmnbtr")
        #                               ^^^^^^^^^^^^^^`,
      fixed: `
        import os
        import psycopg2
        import smtplib
        from sqlalchemy import create_engine

        engine = create_engine(os.environ["DATABASE_URL"])
        connection = psycopg2.connect(host="db.orchard.io", user="shop", password=os.environ["DB_PASSWORD"])
        server = smtplib.SMTP("smtp.gmail.com", 587)
        server.login("shop@orchard.io", os.environ["MAIL_PASSWORD"])`,
      good: `
        import os
        import psycopg2
        from sqlalchemy import create_engine

        def engine():
            """For example postgresql://shop:Kv93orchard@db.orchard.io/shop."""
            return create_engine(f"postgresql://{user}:{password}@db.orchard.io/shop")

        local = create_engine(os.getenv("DATABASE_URL", "postgresql://shop:Kv93orchard@localhost/shop"))
        connection = psycopg2.connect(host="localhost", password="Kv93orchard")
        other = psycopg2.connect(host="db.orchard.io", password=os.environ["DB_PASSWORD"])
        client.login("ada", "Kv93orchard")`,
    },
    {
      language: 'java',
      bad: `
        class Connections {
          static final String TOKEN = "AKIAQ7RM2ZK4VYT3WXLB";
          //                          ^^^^^^^^^^^^^^^^^^^^^^ This looks like a live AWS access key: who reads the code or an old commit can use it.

          Connection open() throws SQLException {
            return DriverManager.getConnection("jdbc:mysql://db.orchard.io/shop", "shop", "Kv93orchard");
            //                                                                            ^^^^^^^^^^^^^
          }

          DataSource source() {
            HikariDataSource source = new HikariDataSource();
            source.setJdbcUrl("jdbc:mysql://db.orchard.io/shop");
            source.setPassword("Kv93orchard");
            //                 ^^^^^^^^^^^^^
            return source;
          }
        }`,
      good: `
        class Connections {
          Connection open() throws SQLException {
            DriverManager.getConnection("jdbc:h2:mem:shop", "sa", "Kv93orchard");
            DriverManager.getConnection("jdbc:mysql://localhost:3306/shop", "shop", "Kv93orchard");
            user.setPassword("Kv93orchard");
            return DriverManager.getConnection(url, "shop", System.getenv("DB_PASSWORD"));
          }
        }`,
    },
    ...PROPERTY_EXAMPLES,
  ],

  check: {
    property(property, { report }) {
      const { at, value } = property;
      const secret = secretOf(property);
      const offer = (variable = variableOf(property)): readonly FixOffer[] => [
        { fix: 'environment', data: { variable }, changes: () => setTo(property, `\${${variable}}`) },
      ];
      if (secret !== undefined) {
        const isUrl = secret.kind === 'password in a URL';
        const fixes = isWhole(value, secret) ? offer(isUrl ? undefined : VARIABLES[secret.kind]) : [];
        report({ at, message: 'key', data: { kind: secret.kind }, fixes });
      } else if (isWrittenCredential(property))
        report({ at, message: 'property', fixes: offer(settingIn(property)?.variable) });
    },

    call(call, { report }) {
      if (call.inTest) return;
      const [text] = call.name === '""' ? call.arguments : [];
      const secret = text && secretIn(text, call);
      if (text !== undefined && secret !== undefined)
        return report({
          at: text,
          message: 'key',
          data: { kind: secret.kind },
          fixes: ofText(text, secret, call),
        });
      const password = passwordIn(call);
      if (password === undefined) return;
      const at = password.written ?? password;
      const variable =
        call.name === 'createTransport' || call.name === 'login' ? 'MAIL_PASSWORD' : 'DB_PASSWORD';
      report({ at, message: 'password', fixes: taken(password, variable, call) });
    },
  },
});

/** Kinds that their form proves, and the variable that each is mostly taken from. */
const VARIABLES: Partial<Record<SecretName, string>> = {
  'AWS access key': 'AWS_ACCESS_KEY_ID',
  'AWS secret key': 'AWS_SECRET_ACCESS_KEY',
  'Stripe live key': 'STRIPE_SECRET_KEY',
  'GitHub token': 'GITHUB_TOKEN',
  'GitLab token': 'GITLAB_TOKEN',
  'Slack token': 'SLACK_TOKEN',
  'Slack webhook': 'SLACK_WEBHOOK_URL',
  'Azure storage key': 'AZURE_STORAGE_KEY',
  'SendGrid key': 'SENDGRID_API_KEY',
  'npm token': 'NPM_TOKEN',
  'OpenAI key': 'OPENAI_API_KEY',
  'Anthropic key': 'ANTHROPIC_API_KEY',
  'private key': 'PRIVATE_KEY',
  'password in a URL': 'DATABASE_URL',
};

function secretIn(text: ValueView, call: CallView): FoundSecret | undefined {
  const { literal = '' } = text;
  const isNamed = () => call.keptAs().some(({ name }) => AWS_SECRET.test(name));
  if (mayBeAwsSecret(literal) && isNamed()) return { kind: 'AWS secret key', start: 0, end: literal.length };
  const found = liveIn(literal);
  // Keys that sign tokens are told of where they sign.
  if (found?.kind === 'private key' && call.neighbors().some((one) => /jwt|jose|sign/i.test(one)))
    return undefined;
  return found;
}

/** Of a key that signs tokens another rule tells, and a password of developers opens what is theirs. */
function secretOf(property: PropertyView): FoundSecret | undefined {
  const found = signingKeyIn(property) ? undefined : liveIn(property.value);
  return property.forDevelopers && found?.kind === 'password in a URL' ? undefined : found;
}

/** The first secret whose form proves it. */
function liveIn(text: string): FoundSecret | undefined {
  return findSecrets(text).find(
    (found) =>
      VARIABLES[found.kind] !== undefined && (found.kind !== 'password in a URL' || isAway(text, found)),
  );
}

const AWS_SECRET = /secret_?access_?key|aws_?secret/i;

/** Whose addresses are handed to every browser. */
const PUBLIC = /sentry\./i;

/** A host of the same machine, or a container beside a common password, keeps nobody out. */
function isAway(url: string, { start, end }: FoundSecret): boolean {
  const [, host = ''] = /^@([\w.-]+)/.exec(url.slice(end)) ?? [];
  const user = /([^/:]*):$/.exec(url.slice(0, start))?.[1] ?? '';
  const password = url.slice(start, end);
  return (
    !isLocal(host) && !PUBLIC.test(host) && !isCommon(password) && (host.includes('.') || user !== password)
  );
}

/** Where the text is nothing but the secret, or the address with it. */
function ofText(text: ValueView, secret: FoundSecret, call: CallView): readonly FixOffer[] {
  return isWhole(text.literal ?? '', secret) ? taken(text, VARIABLES[secret.kind] ?? '', call) : [];
}

function isWhole(text: string, { kind, start, end }: FoundSecret): boolean {
  return kind === 'password in a URL' ? /^[\w+.-]+:\/\/\S+$/.test(text) : end - start === text.length;
}

/** What stands in for a variable is left alone. */
function taken(text: ValueView, variable: string, { language }: CallView): readonly FixOffer[] {
  if (text.form !== 'literal' || /(?:\|\||\?\?|\bor)$/.test(textBefore(text))) return [];
  const changes = fromEnvironment(text, variable, language);
  return changes === undefined ? [] : [{ fix: 'environment', data: { variable }, changes: () => changes }];
}
