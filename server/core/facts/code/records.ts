import type { CodeNode, CodeRoot } from '../../syntax/code.js';
import {
  argumentsOf,
  decoratorsOf,
  field,
  named,
  stringValue,
  unwrap,
  walk,
} from '../../syntax/code-read.js';
import { include } from '../../text/multimap.js';
import { storesPassword } from '../../words/passwords.js';
import type { RecordFact } from './record-types.js';

/** A file without these words declares no record that holds a password. */
const PASSWORDS =
  /pass(?:word|wd|phrase|_?hash|_?digest)|pwd|(?:secret|pin|pw|credential)_?(?:hash|digest)|hashed_?(?:pass|pw|secret|pin|cred)/i;
const STORES: Readonly<Record<string, RegExp>> = {
  python: /__tablename__|table\s*=\s*True|\bdb\.Model\b|\(\s*(?:Base|Document)\b/,
  java: /@(?:Entity|Document|Table)\b/,
};
/** Models of Pydantic, which say what of a record is shown. */
const SCHEMAS = /\bpydantic\b/;
const SCRIPT_STORES =
  /prisma|\b(?:pg|mysql|sqlite)Table\s*\(|Schema\s*[(<]|\.define\s*[(<]|\.init\s*\(|@Entity\b|@Table\b/;
/** What Prisma stores by a name of its own. */
const PRISMA = /(?:^|\.)\w*[pP]risma\w*\.(\w+)\.(?:create|update|upsert)$/;
const PRISMA_HIDES = /\bPrismaClient\s*\(\s*\{[^;]*\bomit\b|\.\$extends\s*\(/;
/** Calls of Drizzle that declare a table. */
const TABLES = /^(?:pg|mysql|sqlite)Table$/;
/** What keeps fields back wherever a record becomes text; whether it keeps back the right ones cannot be told here. */
const HIDES = /toJSON|toObject|transform|\.plugin\s*\(|defaultScope|@Exclude|serializ/i;

/** Stored records that the file declares and that hand out a password with everything else. Most files cost one search. */
export function recordsOf(root: CodeRoot, text: string): readonly RecordFact[] {
  const { language } = root;
  const isTold = language === 'python' && SCHEMAS.test(text);
  if (!PASSWORDS.test(text) || !(isTold || (STORES[language] ?? SCRIPT_STORES).test(text))) return [];
  const read = (node: CodeNode) => text.slice(node.start, node.end);
  const found =
    language === 'python'
      ? tables(root, read)
      : language === 'java'
        ? entities(root, read)
        : models(root, text);
  return found.filter(({ secrets, hides }) => secrets.length > 0 || hides);
}

/** How the records of a model of Prisma are called, which no class has as its name. */
export function prismaName(model: string): string {
  return `prisma ${model}`;
}

/** How a model of Pydantic is called, apart from a stored record of its name. */
export function schemaName(model: string): string {
  return `schema ${model}`;
}

/** How the rows of a table of Drizzle are called. */
export function drizzleName(table: string): string {
  return `drizzle ${table}`;
}

/** Models of Prisma by what is put into them; their schema is no code. */
function ofPrisma(nodes: readonly CodeNode[], text: string): readonly RecordFact[] {
  const read = (node: CodeNode) => text.slice(node.start, node.end);
  const found = new Map<string, Set<string>>();
  for (const node of nodes) {
    const callee = node.type === 'call_expression' ? unwrap(field(node, 'function')) : undefined;
    const model = callee && PRISMA.exec(read(callee))?.[1];
    const options = unwrap(argumentsOf(node)[0]);
    if (model === undefined || options?.type !== 'object') continue;
    for (const pair of named(options)) {
      const key = field(pair, 'key');
      if (key === undefined || !/^(?:data|create|update)$/.test(read(key))) continue;
      for (const name of keysIn(field(pair, 'value'), read)) include(found, prismaName(model), name);
    }
  }
  return [...found].map(([name, secrets]) => ({ names: [name], secrets: [...secrets] }));
}

function keysIn(given: CodeNode | undefined, read: Read): readonly string[] {
  return named(unwrap(given)).flatMap((pair) => {
    const key = pair.type.startsWith('shorthand') ? pair : field(pair, 'key');
    return key !== undefined && storesPassword(read(key)) ? [read(key)] : [];
  });
}

type Read = (node: CodeNode) => string;

/** Schemas of Mongoose, models of Sequelize, entities of TypeORM. */
function models(root: CodeRoot, text: string): readonly RecordFact[] {
  const read = (node: CodeNode) => text.slice(node.start, node.end);
  const nodes = [...walk(root)];
  const stored = ofPrisma(nodes, text);
  if (PRISMA_HIDES.test(text)) return [{ names: [prismaName('*')], secrets: [], hides: true }];
  if (HIDES.test(text)) return stored;
  const schemas = new Map<string, readonly string[]>();
  for (const node of nodes) {
    const secrets = isSchema(node, read) ? secretsIn(argumentsOf(node)[0], read) : [];
    const name = declaredName(node, read);
    if (name !== undefined && secrets.length > 0) schemas.set(name, secrets);
  }
  const models = nodes.flatMap((node): readonly RecordFact[] => {
    if (node.type === 'class_declaration') return entity(node, read);
    const callee = node.type === 'call_expression' ? unwrap(field(node, 'function')) : undefined;
    if (callee === undefined) return [];
    const method = read(field(callee, 'property') ?? callee);
    const [first, second] = argumentsOf(node);
    if (method === 'init') {
      const model = field(callee, 'object');
      return model === undefined ? [] : [{ names: [read(model)], secrets: secretsIn(first, read) }];
    }
    const name = stringValue(unwrap(first), text);
    const held = declaredName(node, read);
    if (held !== undefined && TABLES.test(method))
      return [{ names: [drizzleName(held)], secrets: secretsIn(second, read) }];
    if (name === undefined || (method !== 'model' && method !== 'define')) return [];
    const names = [...new Set([name, ...(held === undefined ? [] : [held])])];
    return method === 'define'
      ? [{ names, secrets: secretsIn(second, read) }]
      : [{ names, secrets: secretsOfSchema(second, schemas, read), selects: true }];
  });
  return [...models, ...stored];
}

function isSchema(node: CodeNode, read: Read): boolean {
  const made = node.type === 'new_expression' ? unwrap(field(node, 'constructor')) : undefined;
  return made !== undefined && /(?:^|\.)Schema$/.test(read(made));
}

function secretsOfSchema(
  given: CodeNode | undefined,
  schemas: ReadonlyMap<string, readonly string[]>,
  read: Read,
): readonly string[] {
  const node = unwrap(given);
  if (node === undefined) return [];
  return isSchema(node, read) ? secretsIn(argumentsOf(node)[0], read) : (schemas.get(read(node)) ?? []);
}

/** Fields of an object literal that hold a password and are given out by every query. */
function secretsIn(given: CodeNode | undefined, read: Read): readonly string[] {
  const object = unwrap(given);
  if (object?.type !== 'object') return [];
  return named(object).flatMap((pair) => {
    const key = field(pair, 'key');
    const value = field(pair, 'value');
    if (key === undefined || value === undefined || /\bselect\s*:\s*false\b/.test(read(value))) return [];
    const name = read(key).replace(/['"]/g, '');
    return storesPassword(name) ? [name] : [];
  });
}

/** The name that a value is declared under. */
function declaredName(node: CodeNode, read: Read): string | undefined {
  let at = node.parent;
  while (
    at !== undefined &&
    /^(?:await|as|satisfies|parenthesized)_expression$|^binary_expression$/.test(at.type)
  )
    at = at.parent;
  const name = at?.type === 'variable_declarator' ? field(at, 'name') : undefined;
  return name?.type === 'identifier' ? read(name) : undefined;
}

/** A class of TypeORM. */
function entity(node: CodeNode, read: Read): readonly RecordFact[] {
  const name = field(node, 'name');
  if (name === undefined || !isMarked(node, read, /^(?:Entity|Table)\b/)) return [];
  const secrets = membersOf(node, read).flatMap(([field, text]) =>
    storesPassword(field) && /@Column\b/.test(text) && !/\bselect\s*:\s*false\b/.test(text) ? [field] : [],
  );
  return [{ names: [read(name)], secrets }];
}

/** Classes of SQLAlchemy, SQLModel and the like, and models that are made of them. */
function tables(root: CodeRoot, read: Read): readonly RecordFact[] {
  return [...walk(root)].flatMap((node): readonly RecordFact[] => {
    const name = node.type === 'class_declaration' ? field(node, 'name') : undefined;
    if (name === undefined) return [];
    const text = read(node);
    const called = STORES.python?.test(text) ? read(name) : schemaName(read(name));
    return [{ names: [called], secrets: columnsIn(text) }];
  });
}

const COLUMN =
  /^([ \t]+)(\w+)[ \t]*(?::[^=\n]+)?(?:=[ \t]*(?:\w+\.)?(?:Column|mapped_column|Field|\w+Field)\b.*)?$/gm;

/** What is not shown with the rest, or shown as asterisks. */
const KEPT_BACK = /\b(?:exclude|deferred)\s*=\s*True|\bdeferred\(|\bSecretStr\b/;

/** Fields on the level of the class that hold a password. */
function columnsIn(text: string): readonly string[] {
  const indent = /\n([ \t]+)\S/.exec(text)?.[1];
  return [...text.matchAll(COLUMN)].flatMap(([line, own, name = '']) =>
    own === indent && storesPassword(name) && !KEPT_BACK.test(line) ? [name] : [],
  );
}

/** Entities of Java, whose fields are given out where they are public or have a getter that is not told otherwise. */
function entities(root: CodeRoot, read: Read): readonly RecordFact[] {
  return [...walk(root)].flatMap((node): readonly RecordFact[] => {
    const name = node.type === 'class_declaration' ? field(node, 'name') : undefined;
    if (name === undefined || !isMarked(node, read, /^(?:Entity|Document|Table)\b/)) return [];
    const text = read(node);
    if (/@Json(?:IgnoreProperties|Filter|Serialize|AutoDetect)\b|ToJson/.test(text)) return [];
    const head = named(field(node, 'components')).flatMap((one) => namedMember(one, read));
    const isRecord = head.length > 0;
    const members = isRecord ? head : membersOf(node, read);
    const secrets = members.flatMap(([field, own]) => {
      if (!storesPassword(field) || /@Json\w+|\bstatic\b|AccessLevel\.NONE/.test(own)) return [];
      const getter = `get${field.charAt(0).toUpperCase()}${field.slice(1)}`;
      const method = members.find(([name]) => name === getter)?.[1];
      const isOpen = isRecord || /\bpublic\s+(?:final\s+)?[\w.<>]+\s+\w+\s*(?:=[^=].*)?;?\s*$/.test(own);
      const isShown = isOpen || /@(?:Data|Getter|Value)\b/.test(text);
      const isRead = method === undefined ? isShown : !/@Json\w+/.test(method);
      return isRead ? [field] : [];
    });
    return [{ names: [read(name)], secrets }];
  });
}

function isMarked(node: CodeNode, read: Read, mark: RegExp): boolean {
  const holder = node.parent?.type === 'export_statement' ? node.parent : node;
  return [...decoratorsOf(node), ...decoratorsOf(holder)].some((one) => mark.test(read(one)));
}

/** Names and texts of the members of a class. */
function membersOf(node: CodeNode, read: Read): readonly (readonly [string, string])[] {
  return named(field(node, 'body')).flatMap((member) => namedMember(member, read));
}

function namedMember(member: CodeNode, read: Read): readonly (readonly [string, string])[] {
  const name = field(member, 'name') ?? field(member, 'property') ?? field(member, 'pattern');
  return name === undefined ? [] : [[read(name), read(member)] as const];
}
