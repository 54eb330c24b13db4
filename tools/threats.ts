import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { checkFacts, parseExpression } from '../server/core/expression/parse.js';
import { EXPRESSION_ERRORS } from '../server/core/expression/types.js';
import { ANSWER_FIELDS, DECISION_STATUSES } from '../server/core/facts/config/decisions.js';
import type { Answer } from '../server/core/model/threats/answers.js';
import { factKinds } from '../server/core/model/threats/facts.js';
import type { Rollup, Stride, ThreatTemplate } from '../server/core/model/threats/template.js';
import { PRACTICES, type PracticeId } from '../server/core/rule/practices.js';

/** A rule that a template names and that does not exist yet. */
export interface OwedRule {
  readonly rule: string;
  /** What it reads. */
  readonly sees: 'spec' | 'code';
  readonly practices: readonly PracticeId[];
}

const OWED = 'owed.yaml';
const ANSWERS = 'answers.yaml';
const STRIDES: readonly Stride[] = ['S', 'T', 'R', 'I', 'D', 'E'];
const ROLLUPS: readonly Rollup[] = ['api', 'scheme', 'resource', 'operation'];

/** The templates of `threats/*.yaml`, sorted by id. Throws, with the file, when one is not as it should be. */
export function readTemplates(root: string): readonly ThreatTemplate[] {
  const folder = join(root, 'threats');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml') && file !== OWED && file !== ANSWERS)
    .flatMap((file) => listIn(join(folder, file)).map(templateOf))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Answers to every question, in the order of their file. */
export function readAnswers(root: string): readonly Answer[] {
  return listIn(join(root, 'threats', ANSWERS)).map(answerOf);
}

export function readOwed(root: string): readonly OwedRule[] {
  return listIn(join(root, 'threats', OWED)).map((source) => ({
    rule: text(source, 'rule'),
    sees: oneOf(['spec', 'code'] as const, source, 'sees'),
    practices: practices(source),
  }));
}

type Source = Readonly<Record<string, unknown>>;

function listIn(file: string): readonly Source[] {
  return list(parse(readFileSync(file, 'utf8')), file);
}

function list(content: unknown, where: string): readonly Source[] {
  if (!Array.isArray(content)) throw new Error(`${where} is not a list.`);
  return content.map((item: unknown) => record(item, where));
}

function templateOf(source: Source): ThreatTemplate {
  const statement = record(source.statement, `${source.id}.statement`);
  return {
    id: text(source, 'id'),
    kind: text(source, 'kind'),
    title: text(source, 'title'),
    stride: oneOf(STRIDES, source, 'stride'),
    owasp: texts(source, 'owasp'),
    cwe: numbers(source, 'cwe'),
    ...(source.capec === undefined ? {} : { capec: numbers(source, 'capec') }),
    asvs5: texts(source, 'asvs5'),
    practices: practices(source),
    rollup: oneOf(ROLLUPS, source, 'rollup'),
    when: condition(source),
    statement: {
      source: text(statement, 'source'),
      action: text(statement, 'action'),
      impact: text(statement, 'impact'),
    },
    question: text(source, 'question'),
    controls: texts(source, 'controls'),
    ...(source.also === undefined ? {} : { also: list(source.also, `${source.id}.also`).map(answerOf) }),
    raises: texts(source, 'raises'),
    lowers: texts(source, 'lowers'),
    snippets: texts(source, 'snippets'),
  };
}

function answerOf(source: Source): Answer {
  const needs = source.needs === undefined ? [] : texts(source, 'needs');
  return {
    status: oneOf(DECISION_STATUSES, source, 'status'),
    label: text(source, 'label'),
    needs: needs.map((name) => oneOf(ANSWER_FIELDS, { name, id: source.label }, 'name')),
    ...(source.reason === undefined ? {} : { reason: text(source, 'reason') }),
  };
}

function condition(source: Source): string {
  const when = text(source, 'when');
  const parsed = parseExpression(when);
  const error = parsed.ok ? checkFacts(parsed.expression, factKinds()) : parsed.error;
  if (error === undefined) return when;
  const words = EXPRESSION_ERRORS[error.fault].replace('{found}', error.found);
  throw new Error(`${source.id}, character ${error.start + 1} of its condition: ${words}`);
}

function practices(source: Source): readonly PracticeId[] {
  return texts(source, 'practices').map((name) => {
    const practice = PRACTICES.find((id) => id === name);
    if (practice === undefined)
      throw new Error(`${source.id ?? source.rule}: there is no practice '${name}'.`);
    return practice;
  });
}

function record(value: unknown, where: string): Source {
  if (typeof value !== 'object' || value === null) throw new Error(`${where} is not a map.`);
  return { ...value };
}

function text(source: Source, key: string): string {
  const value = source[key];
  if (typeof value !== 'string' || value === '') throw new Error(`${source.id}: '${key}' is not a text.`);
  return value;
}

function texts(source: Source, key: string): readonly string[] {
  const value = source[key];
  if (!Array.isArray(value)) throw new Error(`${source.id}: '${key}' is not a list.`);
  return value.map((item: unknown) => {
    if (typeof item !== 'string')
      throw new Error(`${source.id}: '${key}' holds something that is not a text.`);
    return item;
  });
}

function numbers(source: Source, key: string): readonly number[] {
  const value = source[key];
  if (!Array.isArray(value)) throw new Error(`${source.id}: '${key}' is not a list.`);
  return value.map((item: unknown) => {
    if (typeof item !== 'number')
      throw new Error(`${source.id}: '${key}' holds something that is not a number.`);
    return item;
  });
}

function oneOf<T extends string>(values: readonly T[], source: Source, key: string): T {
  const value = values.find((candidate) => candidate === source[key]);
  if (value === undefined) throw new Error(`${source.id}: '${key}' is not one of ${values.join(', ')}.`);
  return value;
}
