import type { CallView, ValueView } from '../../server/core/rule/views.js';

/** Names of what reads XML. */
export const READS_XML: readonly string[] = [
  ...[
    'parseXml',
    'parseXmlString',
    'parseXmlAsync',
    'fromstring',
    'XML',
    'parse',
    'parseString',
    'iterparse',
  ],
  ...['read', 'build', 'createXMLStreamReader', 'createXMLEventReader', 'transform'],
];

/** XML that is read by a parser which puts in what entities name, and where that is switched. */
export interface OpenParsing {
  readonly xml: ValueView;
  /** The option that asks for it. */
  readonly option?: ValueView;
  /** The factory that was told nothing of it. */
  readonly factory?: ValueView;
}

const LIBXML = /^libxmljs2?$/;
const LXML = /^lxml(?:\.|$)/;
/** Factories of Java that resolve entities unless they are told otherwise. */
const FACTORIES =
  /(?:^|\.)(?:DocumentBuilderFactory|SAXParserFactory|XMLInputFactory|TransformerFactory)\.new(?:Default)?(?:Instance|Factory)\w*$|^(?:SAXReader|SAXBuilder)$/;
/** What tells one, or gives it a resolver of its own. */
const SETTLES =
  /\.(?:setFeature|setAttribute|setProperty|setEntityResolver|setXMLResolver|setExpandEntities)$/;
const READS_IN_JAVA = /^(?:parse|read|build|createXML(?:Stream|Event)Reader|transform)$/;
const MAX_LINKS = 4;

/** What a call reads as XML, when its parser resolves entities; undefined for other calls, and where that cannot be seen. */
export function openParsing(call: CallView): OpenParsing | undefined {
  const [xml] = call.arguments;
  if (xml === undefined) return undefined;
  if (call.language === 'java') return inJava(call, xml);
  if (call.language === 'python') return inPython(call, xml);
  if (!LIBXML.test(call.module ?? '')) return undefined;
  const option = ['noent', 'replaceEntities']
    .map((name) => call.argument(1)?.property(name))
    .find((one) => one?.literal === 'true');
  return option && { xml, option };
}

/** `etree.fromstring(xml, parser=etree.XMLParser(resolve_entities=True))`. */
function inPython(call: CallView, xml: ValueView): OpenParsing | undefined {
  if (!LXML.test(call.module ?? '')) return undefined;
  const parser = (call.keyword('parser') ?? call.argument(1))?.made();
  if (parser?.name !== 'XMLParser' && parser?.name !== 'ETCompatXMLParser') return undefined;
  const option = ['resolve_entities', 'load_dtd']
    .map((name) => parser.keyword(name))
    .find((one) => one?.text === 'True');
  // Without a word of it, version 5 resolves what stands in the text itself alone.
  return option && { xml, option };
}

function inJava(call: CallView, xml: ValueView): OpenParsing | undefined {
  if (!READS_IN_JAVA.test(call.name)) return undefined;
  const factory = factoryOf(call.object);
  if (factory === undefined || !isHere(factory, call)) return undefined;
  return call.neighbors().some((callee) => SETTLES.test(callee)) ? undefined : { xml, factory };
}

/** The factory of the parser that is called: `factory` of `factory.newDocumentBuilder().parse(xml)`. */
function factoryOf(parser: ValueView | undefined): ValueView | undefined {
  let at = parser;
  for (let link = 0; link < MAX_LINKS && at !== undefined; link += 1) {
    const made: CallView | undefined = at.made();
    if (made !== undefined && FACTORIES.test(made.callee)) return at;
    at = made?.object;
  }
  return undefined;
}

/** Whether the factory is made in the function, so that all that it is told stands there. */
function isHere(factory: ValueView, call: CallView): boolean {
  const made = factory.made();
  return made !== undefined && call.nearby(made.name).some((one) => one.node.start === made.node.start);
}
