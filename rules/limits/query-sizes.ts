import type { CallView, ValueView } from '../../server/core/rule/views.js';

/** What a query is put together by, in front of the call that says how much it gives. */
const CHAINS =
  /(?:^|[.\s(])(?:\w*find|find_?all|select|from|where|query|aggregate|populate|sort|skip|offset|order_?by|filter_by|filter|order|join|collection|scalars|qb|\w*[qQ]uery|\w*[bB]uilder|q|stmt|statement|cursor)\b/;
const READERS = /^(?:findMany|findAll|findAndCountAll|findAndCount|find|findBy|paginate)$/;
const RUNS =
  /^(?:query|execute|all|any|many|manyOrNone|raw|\$queryRawUnsafe|fetch|fetch_all|fetchAll|queryForList)$/;
/** The place of a statement of SQL that says how many rows it gives: a hole, or what is bound to it by number or name. */
const LIMIT = /\blimit\s+(?:\$(?<number>\d+)|(?<next>\?|%s)|[:@$](?<name>\w+)|\0)/i;
const OF_JAVA: ReadonlyMap<string, RegExp> = new Map([
  ['of', /^(?:PageRequest|Limit)\.of$/],
  ['ofSize', /^(?:PageRequest|Pageable)\.ofSize$/],
  ['setMaxResults', /./],
]);

/** The values of a call that say how many records a query gives. */
export function sizesOf(call: CallView): readonly ValueView[] {
  const { name, callee, language } = call;
  if (call.inTest) return [];
  if (RUNS.test(name)) return given(inStatement(call));
  if (language === 'java') {
    if (OF_JAVA.get(name)?.test(callee) !== true) return [];
    return given(call.argument(callee === 'PageRequest.of' ? 1 : 0));
  }
  if (/^(?:limit|take)$/.test(name)) {
    const on = callee.slice(0, callee.lastIndexOf(name));
    return CHAINS.test(on) ? given(call.argument(0)) : [];
  }
  if (name === 'to_list') return given(call.argument(0) ?? call.keyword('length'));
  if (name === 'aggregate') return given(stageOf(call));
  if (!READERS.test(name) || language === 'python') return [];
  const options = call.arguments.slice(0, 4);
  return options.flatMap((one) => given(one.property('take') ?? one.property('limit')));
}

function given(value: ValueView | undefined): readonly ValueView[] {
  return value === undefined ? [] : [value];
}

function stageOf(call: CallView): ValueView | undefined {
  return call
    .argument(0)
    ?.items?.map((stage) => stage.property('$limit'))
    .find((limit) => limit !== undefined);
}

function inStatement(call: CallView): ValueView | undefined {
  const [statement, values] = call.arguments;
  const parts = statement?.parts ?? [];
  const text = parts.map(({ literal }) => literal ?? '\0').join('');
  const found = LIMIT.exec(text);
  if (found === null) return undefined;
  const { number, next, name } = found.groups ?? {};
  const before = text.slice(0, found.index);
  if (name !== undefined) return values?.property(name);
  if (number !== undefined) return values?.items?.[Number(number) - 1];
  if (next !== undefined) return values?.items?.[before.split(next).length - 1];
  return parts.filter(({ literal }) => literal === undefined)[before.split('\0').length - 1];
}
