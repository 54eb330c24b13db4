import { terms } from '../../server/core/words/tokens.js';

/** Calls and methods that decide whether certificates are checked. */
export const TLS_CALLEES: readonly string[] = [
  ...terms(`new Agent, new Pool, new Client, new Sequelize, new MongoClient, new Redis, new Cluster,
    new DataSource, new Connection, new Knex, new HttpsProxyAgent`),
  ...terms(
    'request, get, post, put, patch, delete, head, options, fetch, axios, create, got, connect, stream',
  ),
  ...terms(`createConnection, createPool, createPoolCluster, createTransport, createClient, knex, Knex, Pool,
    postgres, pgp, NODE_TLS_REJECT_UNAUTHORIZED=, rejectUnauthorized=,
    checkServerIdentity=`),
  ...terms(`AsyncClient, Client, Session, TCPConnector, PoolManager, urlopen, _create_unverified_context,
    verify=, check_hostname=, verify_mode=`),
  ...terms(`def checkServerTrusted, def verify, setHostnameVerifier, setSSLHostnameVerifier,
    setDefaultHostnameVerifier, loadTrustMaterial, trustManager, hostnameVerifier`),
];

/** Where options of TLS stand in what a client or a driver is handed. */
export const HOLDERS: readonly string[] = [
  '',
  ...terms(`ssl., tls., agentOptions., https., dialectOptions.ssl., connection.ssl., extra.ssl., httpsAgent.,
    options.ssl., redis.tls., socket., socket.tls.`),
];
