import { defineRule } from '../../server/core/rule/rule.js';
import { openDatabase } from '../../server/core/words/databases.js';
import { shorten } from '../../server/core/words/text.js';
import { setTo } from '../property-texts.js';

export default defineRule({
  id: 'crypto/database-cleartext',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['crypto-tls', 'crypto-internal'],
  standards: ['API8:2023', 'CWE-319'],
  title: 'Database on another machine without TLS',
  why: `
    What goes to the database and comes back, the password of the service too,
    crosses the network as it is. Anybody on the way reads all records that the
    service reads, and may change them before it does. Turn encryption on, and
    check the certificate of the server.`,
  callees: ['""'],
  messages: {
    open: 'Nothing encrypts what goes to {host} and comes back: anybody on the way reads and changes it.',
  },
  fixes: { encrypt: { title: 'Ask for TLS: {setting}', safety: 'review' } },
  examples: [
    {
      language: 'properties',
      bad: `
        spring.datasource.url=jdbc:mysql://db.orchard.io:3306/shop?useSSL=false&serverTimezone=UTC
        #                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Nothing encrypts what goes to db.orchard.io and comes back: anybody on the way reads and changes it.
        spring.r2dbc.url=r2dbc:postgresql://\${DB_HOST:db.orchard.io}/shop?sslMode=disable
        #                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        stock.url=\${STOCK_URL:jdbc:sqlserver://db.orchard.io:1433;databaseName=stock;encrypt=false}
        #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
      fixed: `
        spring.datasource.url=jdbc:mysql://db.orchard.io:3306/shop?useSSL=true&serverTimezone=UTC
        spring.r2dbc.url=r2dbc:postgresql://\${DB_HOST:db.orchard.io}/shop?sslMode=verify-full
        stock.url=\${STOCK_URL:jdbc:sqlserver://db.orchard.io:1433;databaseName=stock;encrypt=true}`,
      good: `
        eighth.url=jdbc:postgresql://your-host.example.com/shop?sslmode=disable
        ninth.uri=mongodb://db.orchard.io/shop?tls=true
        first.url=jdbc:mysql://localhost:3306/shop?useSSL=false
        second.url=jdbc:mysql://mysql:3306/shop?useSSL=false
        third.url=jdbc:postgresql://10.0.3.7/shop?sslmode=disable
        fourth.url=jdbc:postgresql://\${DB_HOST}/shop?sslmode=disable
        fifth.url=jdbc:postgresql://db.orchard.io/shop?sslmode=verify-full
        sixth.url=jdbc:mysql://db.orchard.io/shop
        seventh.url=jdbc:postgresql://shop.prod.svc.cluster.local/shop?sslmode=disable`,
    },
    {
      language: 'properties',
      good: `
        spring.config.activate.on-profile=dev
        spring.datasource.url=jdbc:mysql://db.orchard.io:3306/shop?useSSL=false`,
    },
    {
      language: 'properties-yaml',
      bad: `
        spring:
          datasource:
            url: jdbc:postgresql://orders-db.example.com:5432/orders?sslmode=disable
            #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          data:
            mongodb:
              uri: mongodb://db.orchard.io:27017,db2.orchard.io:27017/shop?tls=false
              #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
      fixed: `
        spring:
          datasource:
            url: "jdbc:postgresql://orders-db.example.com:5432/orders?sslmode=verify-full"
          data:
            mongodb:
              uri: "mongodb://db.orchard.io:27017,db2.orchard.io:27017/shop?tls=true"`,
    },
    {
      language: 'java',
      bad: `
        class Shop {
          Connection open(String password) throws SQLException {
            return DriverManager.getConnection("jdbc:postgresql://db.orchard.io/shop?sslmode=disable", "shop", password);
            //                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          }
        }`,
      fixed: `
        class Shop {
          Connection open(String password) throws SQLException {
            return DriverManager.getConnection("jdbc:postgresql://db.orchard.io/shop?sslmode=verify-full", "shop", password);
          }
        }`,
    },
    {
      language: 'python',
      bad: `
        engine = create_engine("postgresql+psycopg2://db.orchard.io/shop?sslmode=disable")
        #                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
      good: `
        engine = create_engine("postgresql+psycopg2://localhost/shop?sslmode=disable")`,
    },
    {
      language: 'javascript',
      bad: `
        const pool = new Pool({ connectionString: 'postgres://db.orchard.io/shop?sslmode=disable' });
        //                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
      good: `
        const pool = new Pool({ connectionString: 'postgres://db.orchard.io/shop?sslmode=verify-full' });
        const page = 'https://db.orchard.io/shop?ssl=false';`,
    },
  ],

  check: {
    property(property, { report }) {
      const found = property.forDevelopers ? undefined : openDatabase(property.value.trim());
      if (found === undefined) return;
      const { host, setting, encrypted } = found;
      const changes = () => setTo(property, property.value.replace(setting, encrypted));
      report({
        at: property.at,
        message: 'open',
        data: { host: shorten(host, 30) },
        fixes: [{ fix: 'encrypt', data: { setting: encrypted }, changes }],
      });
    },

    call(call, { report }) {
      const [text] = call.name === '""' && !call.inTest ? call.arguments : [];
      const found = text && openDatabase(text.literal ?? '');
      if (text === undefined || found === undefined) return;
      const { host, setting, encrypted } = found;
      const changes = () => [{ text, by: text.text.replace(setting, encrypted) }];
      report({
        at: text,
        message: 'open',
        data: { host: shorten(host, 30) },
        fixes: [{ fix: 'encrypt', data: { setting: encrypted }, changes }],
      });
    },
  },
});
