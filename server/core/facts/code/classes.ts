import type { CodeNode } from '../../syntax/code.js';
import { decoratorsOf, field, named } from '../../syntax/code-read.js';
import { expression, keyOf, type Reading, textOf } from './expression.js';
import { findersOf } from './finders.js';
import { nameOf } from './functions.js';
import { patternedFields } from './patterned.js';
import { toldBy } from './told.js';
import type { ClassFact, Expr } from './types.js';

/** Facts of one class: its fields, methods and static members. */
export function classFact(node: CodeNode, reading: Reading): ClassFact {
  const name = nameOf(node, reading);
  const heritage = node.children.find((child) => child.type === 'class_heritage');
  const base = heritage && (field(named(heritage)[0], 'value') ?? named(heritage)[0]);
  const tells = toldBy(node, reading);
  const { finders, forwards } = findersOf(node, reading.text, reading.language);
  return {
    ...(name === undefined ? {} : { name }),
    ...(base === undefined ? {} : { extends: expression(base, reading) }),
    ...annotations(node, reading),
    ...membersOf(node, reading),
    ...typesOf(node, reading),
    ...(finders.length === 0 ? {} : { finders }),
    ...(forwards.length === 0 ? {} : { forwards }),
    ...(isEnumeration(node, heritage, reading) ? { options: true } : {}),
    ...(isOpen(node, reading) ? { open: true } : {}),
    ...(isConstrained(node, reading) ? { constrained: true } : {}),
    ...(tells.length === 0 ? {} : { tells }),
    ...(isStored(node, heritage, reading) ? { stored: true } : {}),
  };
}

const MAX_TYPES = 60;
const LONGEST_TYPE = 60;

/** Fields of the body and, of a record, those of its head. */
function typesOf(node: CodeNode, reading: Reading): Pick<ClassFact, 'types' | 'patterned'> {
  if (reading.language !== 'java' && reading.language !== 'python') return {};
  const types: (readonly [string, string])[] = [];
  for (const member of [...named(field(node, 'components')), ...named(field(node, 'body'))]) {
    if (member.type === 'method_definition' || types.length >= MAX_TYPES) continue;
    const name = field(member, 'name') ?? field(member, 'property') ?? field(member, 'pattern');
    const type = field(member, 'type');
    if (name === undefined || type === undefined) continue;
    types.push([textOf(name, reading), textOf(type, reading).slice(0, LONGEST_TYPE)]);
  }
  const patterned = patternedFields(node, reading);
  return {
    ...(types.length === 0 ? {} : { types }),
    ...(patterned.length === 0 ? {} : { patterned }),
  };
}

function isEnumeration(node: CodeNode, heritage: CodeNode | undefined, reading: Reading): boolean {
  if (reading.language === 'python')
    return heritage !== undefined && /Enum\b/.test(textOf(heritage, reading));
  return named(field(node, 'body')).some(({ type }) => type === 'enum_constant');
}

/** `model_config = ConfigDict(extra="allow")`, `class Config: extra = Extra.allow`, `class Item(BaseModel, extra="allow")`. */
const ANYTHING = /\bextra["']?\s*[=:]\s*(?:["']allow["']|(?:\w+\.)?Extra\.allow\b)/;

function isOpen(node: CodeNode, reading: Reading): boolean {
  return reading.language === 'python' && ANYTHING.test(textOf(node, reading));
}

/** Annotations of Jakarta Validation. */
const CONSTRAINTS =
  /^(?:NotNull|NotBlank|NotEmpty|Size|Min|Max|Pattern|Email|Positive(?:OrZero)?|Negative(?:OrZero)?|Digits|Past(?:OrPresent)?|Future(?:OrPresent)?|Decimal(?:Min|Max)|Length|Range)\b/;
/** What a store checks before it keeps it. */
const STORED = /^(?:Entity|Document|Table|MappedSuperclass|Embeddable)\b/;

function isConstrained(node: CodeNode, reading: Reading): boolean {
  if (reading.language !== 'java' || decoratorsOf(node).some((one) => STORED.test(textOf(one, reading))))
    return false;
  return [...named(field(node, 'components')), ...named(field(node, 'body'))].some(
    (member) =>
      member.type !== 'method_definition' &&
      decoratorsOf(member).some((one) => CONSTRAINTS.test(textOf(one, reading))),
  );
}

/** `class User(SQLModel, table=True)`, and documents of Beanie and ODMantic: models that a request may fill and a store keeps. */
const TABLE = /\btable\s*=\s*True\b|^\(\s*(?:\w+\.)*(?:Document|EmbeddedDocument)\b/;

function isStored(node: CodeNode, heritage: CodeNode | undefined, reading: Reading): boolean {
  if (reading.language === 'python') return heritage !== undefined && TABLE.test(textOf(heritage, reading));
  return reading.language === 'java' && decoratorsOf(node).some((one) => STORED.test(textOf(one, reading)));
}

type Members = Pick<ClassFact, 'fields' | 'methods' | 'statics'>;

function membersOf(node: CodeNode, reading: Reading): Members {
  const fields: (readonly [string, Expr])[] = [];
  const methods: (readonly [string, number])[] = [];
  const statics: (readonly [string, Expr])[] = [];
  for (const member of named(field(node, 'body'))) {
    const name = field(member, 'name') ?? field(member, 'property');
    const key = keyOf(name, reading);
    if (name === undefined || key === undefined) continue;
    if (member.type === 'class_declaration') {
      statics.push([key, { k: 'class', i: reading.classOf(member) }]);
    } else if (member.type === 'method_definition') {
      const i = reading.functionOf(member);
      if (isStatic(member, name, reading)) statics.push([key, { k: 'function', i }]);
      else methods.push([key, i]);
    } else if (field(member, 'value') !== undefined) {
      const list = isStatic(member, name, reading) ? statics : fields;
      list.push([key, expression(field(member, 'value'), reading)]);
    }
  }
  return { fields, methods, statics };
}

/** Fields of Java interfaces are static without a word, and others of Java are read by name alone all the same. */
function isStatic(member: CodeNode, name: CodeNode, reading: Reading): boolean {
  if (reading.language === 'java') return member.type !== 'method_definition';
  return /\bstatic\b/.test(reading.text.slice(member.start, name.start));
}

/** Decorators of Python that make routes of the methods of a class. */
const VIEWS = /^(?:\w+\.)*cbv\(/;

function annotations(node: CodeNode, reading: Reading): Pick<ClassFact, 'implements' | 'decorators'> {
  if (reading.language === 'python') {
    const views = decoratorsOf(node).filter((one) => VIEWS.test(textOf(one, reading)));
    return views.length === 0 ? {} : { decorators: views.map((one) => expression(one, reading)) };
  }
  if (reading.language !== 'java') return {};
  const clause = node.children.find(({ type }) => type === 'implements_clause');
  const types = named(clause).map((one) => expression(one, reading));
  const decorators = decoratorsOf(node).map((one) => expression(one, reading));
  return {
    ...(types.length === 0 ? {} : { implements: types }),
    ...(decorators.length === 0 ? {} : { decorators }),
  };
}
