import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { isPlaceholder } from '../../server/core/words/secrets.js';

/** Names of what connects to another service with a password. */
export const CONNECTS: readonly string[] = [
  ...[
    'createConnection',
    'createPool',
    'new Pool',
    'new Client',
    'new Sequelize',
    'new DataSource',
    'knex',
    'Knex',
  ],
  ...['createClient', 'new Redis', 'connect', 'createTransport', 'forRoot', 'pgp', 'create_pool', 'Redis'],
  ...['StrictRedis', 'MongoClient', 'login', 'ConnectionConfig', 'getConnection', 'setPassword'],
];

const DRIVERS =
  /^(?:mysql2?(?:\/promise)?|pg|pg-promise|sequelize(?:-typescript)?|typeorm|knex|redis|ioredis|mongoose|nodemailer|mariadb|mssql|oracledb|@nestjs\/(?:typeorm|sequelize|mongoose)|psycopg2?|pymysql|mysql\.connector|MySQLdb|asyncpg|aiomysql|redis(?:\.asyncio)?|pymongo|smtplib|imaplib|fastapi_mail)$/;
/** Where a driver takes the password, and beside it the host. */
const HOLDERS: readonly string[] = ['', 'auth.', 'connection.', 'options.'];
const HOSTS: readonly string[] = ['host', 'hostname', 'server', 'MAIL_SERVER'];
const PASSWORDS: readonly string[] = ['password', 'pass', 'passwd', 'MAIL_PASSWORD'];
/** Holders of connections of Java. */
const SOURCES = /(?:DataSource|HikariConfig|MailSender(?:Impl)?|ConnectionFactory|PoolProperties)$/;
const LOCAL = /^(?:localhost|127\.|0\.0\.0\.0|::1|\[::1\]|host\.docker\.internal$)/i;
/** Databases that live in memory, in a file or in a container of a test. */
const NEAR = /^jdbc:(?:h2:(?:mem|file|~|\.)|sqlite|hsqldb:(?:mem|file)|derby|tc:)|:\/\/(?:localhost|127\.)/i;
/** What everybody sets up a database of his own with. */
const COMMON =
  /^(?:pass(?:word|wd)?\d{0,3}|pwd|secret|root|admin|postgres|mysql|mongo|redis|guest|sa|user|none|null|undefined|x+|\*+|\d{1,6}|dev|local)$/i;

/** Whether a password is none that keeps anybody out: a placeholder, or what everybody takes. */
export function isCommon(password: string): boolean {
  return COMMON.test(password) || isPlaceholder(password);
}

/** Whether only the machine itself, or its containers, is meant. */
export function isLocal(host: string): boolean {
  return LOCAL.test(host);
}

/** Whether an address is that of a database on the same machine, in memory or in a file. */
export function isNear(address: string): boolean {
  return NEAR.test(address);
}

/** The password of a connection that stands in the code; undefined where there is none, or it opens a local toy. */
export function passwordIn(call: CallView): ValueView | undefined {
  const password = call.language === 'java' ? inJava(call) : ofDriver(call);
  const text = password?.literal ?? '';
  return text.length > 2 && !isCommon(text) ? password : undefined;
}

function ofDriver(call: CallView): ValueView | undefined {
  const { name, module = '', language } = call;
  if (!DRIVERS.test(module)) return undefined;
  if (name === 'login') return call.argument(1);
  if (language === 'python') {
    const [password] = PASSWORDS.flatMap((key) => call.keyword(key) ?? []);
    return isAway(HOSTS.map((key) => call.keyword(key) ?? (key === 'host' ? call.argument(0) : undefined)))
      ? password
      : undefined;
  }
  const [options, , third, fourth] = call.arguments;
  if (name === 'new Sequelize' && third !== undefined)
    return isAway(HOSTS.map((key) => fourth?.property(key))) ? third : undefined;
  for (const holder of HOLDERS) {
    const [password] = PASSWORDS.flatMap((key) => options?.property(holder + key) ?? []);
    if (password === undefined) continue;
    const hosts = ['', holder].flatMap((of) => HOSTS.map((key) => options?.property(of + key)));
    // Services of mail have a name and no host.
    return isAway([...hosts, options?.property('service')]) ? password : undefined;
  }
  return undefined;
}

/** A host that is not the machine itself, which most drivers take where none is given. */
function isAway(hosts: readonly (ValueView | undefined)[]): boolean {
  const given = hosts.filter((host) => host !== undefined);
  return (
    given.length > 0 && !given.some(({ literal, fallback }) => isLocal(fallback?.literal ?? literal ?? ''))
  );
}

function inJava(call: CallView): ValueView | undefined {
  const { name, callee } = call;
  if (name === 'getConnection') {
    const [url, , password] = call.arguments;
    return /DriverManager\.getConnection$/.test(callee) && isFar(url) ? password : undefined;
  }
  if (name !== 'setPassword' || !SOURCES.test(call.receiver ?? '')) return undefined;
  const set = ['setUrl', 'setJdbcUrl', 'setHost', 'setHostName'].flatMap((one) => call.nearby(one));
  const places = set.map((one) => one.argument(0));
  return places.length > 0 && places.every(isFar) ? call.argument(0) : undefined;
}

function isFar(place: ValueView | undefined): boolean {
  const text = place?.literal ?? '';
  return !NEAR.test(text) && !isLocal(text);
}
