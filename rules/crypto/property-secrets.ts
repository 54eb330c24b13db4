import type { PropertyView } from '../../server/core/rule/property-view.js';
import type { Example } from '../../server/core/rule/rule.js';
import { isPlaceholder, looksGenerated } from '../../server/core/words/secrets.js';
import { NOT_A_CREDENTIAL, secretField } from '../../server/core/words/sensitive.js';
import { hasWord, tokensOf } from '../../server/core/words/tokens.js';
import { signsTokens } from '../auth/property-keys.js';
import { isFilledIn } from '../property-texts.js';
import { isCommon, isLocal, isNear } from './connections.js';

/** Whether a property holds a password or key of some service, written out or as the default of a variable. */
export function isWrittenCredential(property: PropertyView): boolean {
  const { name, forDevelopers } = property;
  const fallback = settingIn(property)?.fallback;
  const value = fallback ?? property.value.trim();
  if (forDevelopers || !NOUN.test(name) || signsTokens(name)) return false;
  const kind = secretField(lastOf(name)) ?? (opensOther(property) ? 'token' : undefined);
  if (kind === undefined || !mayBeSecret(value)) return false;
  // Who starts the service signs in with it, whatever it is.
  if (property.is('spring.security.user.password')) return !isPlaceholder(value);
  if (isCommon(value) || value === 'changeit' || isNamed(name, value) || opensNear(property)) return false;
  // What is put in later may be a toy of somebody's own, as long as nobody says where the service is.
  if (kind === 'password')
    return fallback === undefined || placesOf(property).some((one) => !isFilledIn(defaultOf(one)));
  return looksGenerated(value) && !isShown(name, value);
}

/** The variable that a property is taken from, with what stands for it where there is none. */
export function settingIn({ value }: PropertyView) {
  const [, variable, fallback] = /^\$\{([\w.-]+):([^${}]+)\}$/.exec(value.trim()) ?? [];
  return variable === undefined || fallback === undefined ? undefined : { variable, fallback };
}

/** Whether a token or key says of no kind what it is for, as `relay.token` does; keys are those of services beside them. */
function opensOther({ name, other }: PropertyView): boolean {
  const words = tokensOf(lastOf(name));
  if (hasWord(words, NOT_A_CREDENTIAL)) return false;
  const holder = holderOf(name);
  const last = words.at(-1);
  return last === 'token' || (last === 'key' && ADDRESSES.some((one) => other(`${holder}.${one}`)));
}

const ADDRESSES = ['url', 'uri', 'base-url', 'baseUrl', 'endpoint', 'host'];

/** Whether it stands among codes, or among the names of fields, columns and the like. */
function isNamed(name: string, value: string): boolean {
  const [, holder = ''] = name.split('.').reverse();
  return NAMES.test(holder) && !looksGenerated(value);
}

const NAMES = /(?:attributes|columns|codes|errors|fields|labels|messages|names|templates|topics)$/i;

/** Keys that every browser is handed, and those that only name who asks. */
function isShown(name: string, value: string): boolean {
  return (
    /^(?:AIza|pk[._])/.test(value) ||
    /\b(?:app|license|site|publishable|analytics|tracking|beacon|mapbox)[-_.]?(?:key|token)$/i.test(name)
  );
}

/** How the name of what is kept secret ends. */
const NOUN = /(?:pass(?:word|wd|phrase|code)?|pwd|secret|key|token|credentials?)$/i;

/** The last part of a name; of one that says little alone, the last two. */
function lastOf(name: string): string {
  const [last = '', above = ''] = name.split('.').reverse();
  return /^(?:key|token|secret)$/i.test(last) ? `${above}.${last}` : last;
}

/** As Google writes the passwords of applications. */
const APP_PASSWORD = /^[a-z]{4}(?: [a-z]{4}){3}$/;

/** What is put in later, a path or a sentence is none. */
function mayBeSecret(value: string): boolean {
  if (APP_PASSWORD.test(value)) return true;
  return value.length > 2 && !/^\/|\s|^(?:true|false)$/i.test(value) && !isFilledIn(value);
}

/** Where the service is that a property opens, beside it. */
const PLACES = [
  'url',
  'jdbc-url',
  'uri',
  'uris',
  'host',
  'hostname',
  'addresses',
  'urls',
  'server',
  'endpoint',
];
/** Services that are looked for on the same machine where nobody says where they are. */
const AT_HOME = /^spring\.(?:data\.)?(?:redis|rabbitmq|mongodb|neo4j|elasticsearch|cassandra)\./;

/** Whether it opens only what runs on the same machine, or a toy in a container beside it. */
function opensNear(property: PropertyView): boolean {
  const { name, other } = property;
  const holder = holderOf(name);
  const found = placesOf(property);
  if (found.length === 0) return AT_HOME.test(name);
  const users = ['username', 'user'].flatMap((user) => other(`${holder}.${user}`) ?? []);
  const isToy = users.includes(property.value) || TOY.test(property.value.trim());
  return found.map(defaultOf).some((place) => {
    const host = hostOf(place);
    return isNear(place) || isLocal(host) || (isToy && CONTAINER.test(host));
  });
}

/** Where the properties beside one, or above it, say that the service is. */
function placesOf({ name, other }: PropertyView): readonly string[] {
  const holder = holderOf(name);
  return [holder, holderOf(holder)].flatMap((at) => PLACES.flatMap((place) => other(`${at}.${place}`) ?? []));
}

function holderOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('.')));
}

/** The name of a container beside the service: one of the network has dots. */
const CONTAINER = /^[a-z][\w-]*$/i;
/** What keeps nobody out who gets as far as the database. */
const TOY =
  /^(?:app|db|root|admin|user|test|pass(?:word)?|postgres|mysql|mariadb|mongo|redis|oracle)\d{0,6}$/i;

/** The default of a variable, or the text itself. */
function defaultOf(place: string): string {
  const [, inner] = /^\$\{[\w.-]+:(.*)\}$/.exec(place.trim()) ?? [];
  return inner === undefined ? place : defaultOf(inner);
}

/** The host of an address; where a variable gives it, its default. */
function hostOf(place: string): string {
  const [, host = place] = ADDRESS.exec(place) ?? [];
  return host;
}

/** Drivers of Oracle write the host behind `@`, or in a descriptor in brackets. */
const ADDRESS =
  /(?:^jdbc:oracle:\w+:[^@]*@(?:(?:\w+:)?\/\/)?(?:\(.*?\bhost\s*=\s*)?|:\/\/(?:[^@/]*@)?)(?:\$\{[\w.-]+:)?([\w.-]+)/i;

export const PROPERTY_EXAMPLES: readonly Example[] = [
  {
    language: 'properties',
    bad: `
      spring.datasource.url=jdbc:postgresql://db.orchard.io/shop
      spring.datasource.username=shop
      spring.datasource.password=Kv93-orchard
      #                          ^^^^^^^^^^^^ The password or key of a service is written here: who reads the file can use it.
      openai.api.key=9f2Kd8sLq3Vx7Zt1Bn5Rw0Yc
      #              ^^^^^^^^^^^^^^^^^^^^^^^^
      relay.url=https://relay.orchard.io
      relay.token=Xy7Qp2Lm9Rt4Vb8Nc3Zk6Wj1
      #           ^^^^^^^^^^^^^^^^^^^^^^^^
      relay.key=Hq3Zt8Wm1Kc6Xv9Rb4Ln7Jd2
      #         ^^^^^^^^^^^^^^^^^^^^^^^^
      cloud.aws.credentials.access-key=AKIAQ7RM2ZK4VYT3WXLB
      #                                ^^^^^^^^^^^^^^^^^^^^ This looks like a live AWS access key: who reads the code or an old commit can use it.
      spring.data.mongodb.uri=mongodb+srv://shop:hT7wq2Lk9vB@shop.k3x9q.mongodb.net
      #                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
    fixed: `
      spring.datasource.url=jdbc:postgresql://db.orchard.io/shop
      spring.datasource.username=shop
      spring.datasource.password=\${SPRING_DATASOURCE_PASSWORD}
      openai.api.key=\${OPENAI_API_KEY}
      relay.url=https://relay.orchard.io
      relay.token=\${RELAY_TOKEN}
      relay.key=\${RELAY_KEY}
      cloud.aws.credentials.access-key=\${AWS_ACCESS_KEY_ID}
      spring.data.mongodb.uri=\${SPRING_DATA_MONGODB_URI}`,
    good: `
      spring.datasource.url=jdbc:postgresql://localhost:5432/shop
      spring.datasource.password=Kv93-orchard
      spring.mail.host=mail.orchard.io
      spring.mail.password=\${MAIL_PASSWORD}
      spring.redis.password=Kv93-orchard
      partner.url=https://partner.orchard.io
      partner.password={cipher}6f1ed002ab5595859014ebf0951522d9
      partner.api-key=
      partner.app-key=9f2Kd8sLq3Vx7Zt1Bn5Rw0Yc
      partner.maps.api-key=AIzaSyD3k9LmQ2xV7cTb4ZrYw1KpE8nHgFjU5oA
      partner.forgot-password=/password/forgotten
      partner.error-codes.wrong-password=AUTH_1004
      ldap.attributes.password=userPassword
      form.fields.password=j_password
      partner.password-encoder=bcrypt
      spring.security.oauth2.client.registration.github.client-secret=your-client-secret
      app.password.min-length=12
      maps.token=pk.Xy7Qp2Lm9Rt4Vb8Nc3Zk6Wj1
      page.token=Xy7Qp2Lm9Rt4Vb8Nc3Zk6Wj1
      cache.key=orders-2026-Xy7Qp2Lm9Rt4
      app.token-header=X-Orchard-Token`,
  },
  {
    language: 'properties',
    bad: `
      eureka.client.serviceUrl.defaultZone=http://first:8761/eureka/,http://shop:hT7wq2Lk9vB@eureka.orchard.io/eureka/
      #                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
    good: `
      eureka.client.serviceUrl.defaultZone=http://\${EUREKA_USER}:\${EUREKA_PASSWORD}@eureka.orchard.io/eureka/`,
  },
  {
    language: 'properties',
    bad: `
      first.datasource.url=jdbc:oracle:thin:@db.orchard.io:1521/SHOP
      first.datasource.password=root1234
      #                         ^^^^^^^^
      second.datasource.url=jdbc:postgresql://db:5432/shop
      second.datasource.username=shop
      second.datasource.password=Kv93-orchard
      #                          ^^^^^^^^^^^^
      third.datasource.url=jdbc:postgresql://db.orchard.io/shop
      third.datasource.password=\${DB_PASSWORD:Kv93-orchard}
      #                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^
      relay.token=\${RELAY_TOKEN:Xy7Qp2Lm9Rt4Vb8Nc3Zk6Wj1}
      #           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
    fixed: `
      first.datasource.url=jdbc:oracle:thin:@db.orchard.io:1521/SHOP
      first.datasource.password=\${FIRST_DATASOURCE_PASSWORD}
      second.datasource.url=jdbc:postgresql://db:5432/shop
      second.datasource.username=shop
      second.datasource.password=\${SECOND_DATASOURCE_PASSWORD}
      third.datasource.url=jdbc:postgresql://db.orchard.io/shop
      third.datasource.password=\${DB_PASSWORD}
      relay.token=\${RELAY_TOKEN}`,
    good: `
      first.datasource.url=jdbc:oracle:thin:@localhost:1521/SHOP
      first.datasource.password=Kv93-orchard
      second.datasource.url=jdbc:tc:postgresql:16-alpine:///shop
      second.datasource.password=Kv93-orchard
      third.datasource.url=jdbc:postgresql://\${DB_HOST:postgres}:5432/shop
      third.datasource.username=orchard
      third.datasource.password=orchard
      fifth.datasource.url=\${DB_URL:jdbc:postgresql://localhost/shop}
      fifth.datasource.password=\${DB_PASSWORD:Kv93-orchard}
      sixth.datasource.url=\${DB_URL}
      sixth.datasource.password=\${DB_PASSWORD:Kv93-orchard}
      fourth.datasource.url=\${DB_URL:jdbc:mysql://mysql-db/shop}
      fourth.datasource.password=root1234`,
  },
  {
    language: 'properties',
    profile: 'localdev',
    good: `
      spring.datasource.url=jdbc:postgresql://db.orchard.io/shop
      spring.datasource.password=Kv93-orchard`,
  },
  {
    language: 'properties-yaml',
    bad: `
      spring:
        security:
          user:
            name: admin
            password: admin
            #         ^^^^^ The password or key of a service is written here: who reads the file can use it.
          oauth2:
            client:
              registration:
                github:
                  client-id: orchard
                  client-secret: "8f4e1d6b2a9c7035e4d8b1f6a2c97e035d4b8f16"
                  #              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
    fixed: `
      spring:
        security:
          user:
            name: admin
            password: \${SPRING_SECURITY_USER_PASSWORD}
          oauth2:
            client:
              registration:
                github:
                  client-id: orchard
                  client-secret: \${SPRING_SECURITY_OAUTH2_CLIENT_REGISTRATION_GITHUB_CLIENT_SECRET}`,
    good: `
      spring:
        datasource:
          url: jdbc:h2:mem:shop
          password: Kv93-orchard`,
  },
  {
    language: 'properties-yaml',
    profile: 'dev',
    bad: `
      stripe.key: sk_live_9aQ2vB7mK4xT1cZ8nL5p
      #           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ This looks like a live Stripe live key: who reads the code or an old commit can use it.`,
    good: `
      spring.datasource:
        url: jdbc:postgresql://db.orchard.io/shop
        password: Kv93-orchard`,
  },
];
