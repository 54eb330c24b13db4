import { defineRule, type FixOffer } from '../../server/core/rule/rule.js';
import { shorten } from '../../server/core/words/text.js';
import { lineBreak } from '../code-text.js';
import { type OpenParsing, openParsing, READS_XML } from './xml-parsers.js';

export default defineRule({
  id: 'input/xxe',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['input-sanitize'],
  standards: ['API8:2023', 'CWE-611'],
  title: 'XML of a caller read with its entities',
  why: `
    A document of XML may name files and addresses, and a parser that resolves
    entities puts in what it finds there: a caller reads your files, asks servers
    of your network, or has one line become gigabytes. Switch document types off
    where XML comes from outside.`,
  callees: READS_XML,
  messages: {
    entities: '{value} comes from the caller, and its entities are resolved: files, other servers.',
  },
  fixes: {
    off: { title: 'Leave entities as they are', safety: 'review' },
    refuse: { title: 'Refuse XML with a document type', safety: 'review' },
    dtd: { title: 'Read no document types', safety: 'review' },
  },
  examples: [
    {
      language: 'javascript',
      bad: `
        const libxmljs = require('libxmljs');

        app.post('/orders', (req, res) => {
          const order = libxmljs.parseXml(req.body, { noent: true, nonet: true });
          //                              ^^^^^^^^ req.body comes from the caller, and its entities are resolved: files, other servers.
          res.json({ id: order.get('//id').text() });
        });`,
      fixed: `
        const libxmljs = require('libxmljs');

        app.post('/orders', (req, res) => {
          const order = libxmljs.parseXml(req.body, { noent: false, nonet: true });
          res.json({ id: order.get('//id').text() });
        });`,
      good: `
        const libxmljs = require('libxmljs');
        const { parseString } = require('xml2js');
        const { XMLParser } = require('fast-xml-parser');

        app.post('/orders', (req, res) => {
          libxmljs.parseXml(req.body);
          libxmljs.parseXml(TEMPLATE, { noent: true });
          new XMLParser().parse(req.body);
          parseString(req.body, (error, order) => res.json(order));
        });`,
    },
    {
      language: 'python',
      bad: `
        from fastapi import APIRouter, Request
        from lxml import etree

        router = APIRouter()
        parser = etree.XMLParser(resolve_entities=True)

        @router.post("/orders")
        async def add(request: Request):
            body = await request.body()
            order = etree.fromstring(body, parser=parser)
            #                        ^^^^ body comes from the caller, and its entities are resolved: files, other servers.
            return {"id": order.findtext("id")}`,
      fixed: `
        from fastapi import APIRouter, Request
        from lxml import etree

        router = APIRouter()
        parser = etree.XMLParser(resolve_entities=False)

        @router.post("/orders")
        async def add(request: Request):
            body = await request.body()
            order = etree.fromstring(body, parser=parser)
            return {"id": order.findtext("id")}`,
      good: `
        import defusedxml.ElementTree as safe
        from fastapi import APIRouter, Request
        from lxml import etree

        router = APIRouter()

        @router.post("/orders")
        async def add(request: Request):
            body = await request.body()
            etree.fromstring(body)
            etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
            etree.parse(FILE, etree.XMLParser(resolve_entities=True))
            return {"id": safe.fromstring(body).findtext("id")}`,
    },
    {
      language: 'java',
      bad: `
        @RestController
        class Orders {
          @PostMapping("/orders")
          String add(@RequestBody String xml) throws Exception {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            DocumentBuilder builder = factory.newDocumentBuilder();
            Document order = builder.parse(new InputSource(new StringReader(xml)));
            //                                                              ^^^ xml comes from the caller, and its entities are resolved: files, other servers.
            return order.getDocumentElement().getTextContent();
          }
        }`,
      fixed: `
        @RestController
        class Orders {
          @PostMapping("/orders")
          String add(@RequestBody String xml) throws Exception {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            Document order = builder.parse(new InputSource(new StringReader(xml)));
            return order.getDocumentElement().getTextContent();
          }
        }`,
      good: `
        @RestController
        class Orders {
          private final XMLInputFactory safe = XMLInputFactory.newFactory();
          private final DocumentBuilderFactory documents = Xml.documents();

          Orders() {
            safe.setProperty(XMLInputFactory.SUPPORT_DTD, false);
          }

          @PostMapping("/orders")
          String add(@RequestBody String xml, @RequestParam MultipartFile file) throws Exception {
            safe.createXMLStreamReader(file.getInputStream());
            documents.newDocumentBuilder().parse(file.getInputStream());
            mapper.read(xml);
            return json.parse(xml).toString();
          }

          @PostMapping("/orders/files")
          String read(@RequestParam MultipartFile file) throws Exception {
            SAXParserFactory factory = SAXParserFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.newSAXParser().parse(file.getInputStream(), handler);
            return handler.text();
          }

          Document stored() throws Exception {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(FILE);
          }
        }`,
    },
    {
      language: 'java',
      bad: `
        @RestController
        class Orders {
          @PostMapping("/orders")
          void add(@RequestParam MultipartFile file) throws Exception {
            XMLInputFactory factory = XMLInputFactory.newInstance();
            XMLStreamReader reader = factory.createXMLStreamReader(file.getInputStream());
            //                                                     ^^^^^^^^^^^^^^^^^^^^^
            new SAXReader().read(file.getInputStream());
            //                   ^^^^^^^^^^^^^^^^^^^^^
          }
        }`,
    },
    {
      language: 'java',
      bad: `
        @RestController
        class Orders {
          @PostMapping("/orders")
          void add(InputStream xml) throws Exception {
            XMLInputFactory factory = XMLInputFactory.newInstance();
            XMLStreamReader reader = factory.createXMLStreamReader(xml);
            //                                                     ^^^
          }
        }`,
      fixed: `
        @RestController
        class Orders {
          @PostMapping("/orders")
          void add(InputStream xml) throws Exception {
            XMLInputFactory factory = XMLInputFactory.newInstance();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            XMLStreamReader reader = factory.createXMLStreamReader(xml);
          }
        }`,
    },
  ],

  check: {
    call(call, { report }) {
      if (call.inTest) return;
      const found = openParsing(call);
      const value = found?.xml.parts.find(({ origin }) => origin === 'request');
      if (found === undefined || value === undefined) return;
      report({
        at: value,
        message: 'entities',
        data: { value: shorten(value.text, 30) },
        fixes: fixesOf(found),
      });
    },
  },
});

function fixesOf({ option, factory }: OpenParsing): readonly FixOffer[] {
  if (option !== undefined) {
    const by = option.text === 'True' ? 'False' : 'false';
    return [{ fix: 'off', changes: () => [{ text: option, by }] }];
  }
  const statement = factory?.statement;
  // What has no name of its own cannot be told anything.
  if (factory === undefined || statement === undefined || !/^\w+$/.test(factory.text)) return [];
  const isStream = /XMLInputFactory/.test(factory.made()?.callee ?? '');
  const fix = isStream ? 'dtd' : 'refuse';
  const setting = isStream
    ? 'setProperty(XMLInputFactory.SUPPORT_DTD, false)'
    : 'setFeature("http://apache.org/xml/features/disallow-doctype-decl", true)';
  const at = { ...statement, end: statement.start, text: '' };
  const by = `${factory.text}.${setting};${lineBreak(statement)}`;
  return /TransformerFactory/.test(factory.made()?.callee ?? '')
    ? []
    : [{ fix, changes: () => [{ text: at, by }] }];
}
