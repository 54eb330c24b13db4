/** What statements are handed to. */
export const CALLEES: readonly string[] = [
  ...[
    'query',
    'execute',
    'executemany',
    'executescript',
    'executeSql',
    'run',
    'all',
    'get',
    'each',
    'prepare',
    'raw',
    'exec',
    'unsafe',
  ],
  ...[
    'any',
    'one',
    'none',
    'many',
    'oneOrNone',
    'manyOrNone',
    'literal',
    'whereRaw',
    'orWhereRaw',
    'havingRaw',
  ],
  ...['executeQuery', 'executeUpdate', 'prepareStatement', 'prepareCall', 'createQuery', 'createNativeQuery'],
  ...[
    'queryForList',
    'queryForObject',
    'queryForMap',
    'queryForRowSet',
    'queryForStream',
    'update',
    'batchUpdate',
  ],
  ...['fetch', 'fetchrow', 'fetchval', 'scalar', 'scalars', 'read_sql', 'read_sql_query'],
  ...['orderByRaw', 'joinRaw', 'groupByRaw', 'fromRaw', '$queryRawUnsafe', '$executeRawUnsafe', 'queryRaw'],
];

/** Text that is SQL whatever stands around it. */
export const SQL =
  /\b(?:select\b[\s\S]*\bfrom|insert\s+into|update\b[\s\S]*\bset|delete\s+from|merge\s+into|replace\s+into|drop\s+table|alter\s+table|truncate\s+table|call\s+\w+\s*\()|^\s*(?:where|order\s+by|and|or|from\s+[A-Z]\w*)\b/i;

/** Callees of which the whole argument is SQL, a fragment too. */
export const RAW = /raw|unsafe$/i;

export const STATEMENTS = /^(?:query|execute|exec|run|all|prepare|executeSql|executescript)$/;

/** Names of what SQL is sent through, where the driver is out of sight. */
export const CONNECTIONS = /(?:^|[._])(?:pool|db|conn|connection|knex|sequelize|database|pg|mysql)\.\w+$/i;

export const DRIVERS =
  /^(?:pg|pg-promise|pg-native|mysql2?|mariadb|sqlite3|better-sqlite3|knex|sequelize|typeorm|mssql|oracledb|sqlalchemy|asyncpg|psycopg2?|@vercel\/postgres)\b/;
