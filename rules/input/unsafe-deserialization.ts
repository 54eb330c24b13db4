import { defineRule, type FixOffer } from '../../server/core/rule/rule.js';
import type { CallView } from '../../server/core/rule/views.js';
import { shorten } from '../../server/core/words/text.js';
import { DESERIALIZES, revivedBy } from './deserializers.js';

/** Calls that find out whether the server itself wrote what comes back. */
const SIGNED = /compare_?digest|timingSafeEqual|verify|unsign|isEqual$|doFinal$|decrypt/i;

export default defineRule({
  id: 'input/unsafe-deserialization',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['input-sanitize', 'input-injection'],
  standards: ['API8:2023', 'CWE-502'],
  title: 'Request data decides which objects are made',
  why: `
    Formats that restore objects of any class say which constructors and functions
    are called while they are read. Who sends such bytes runs code before a line
    of yours has looked at them. Take JSON, and make the objects of it that you
    expect.`,
  callees: DESERIALIZES,
  messages: {
    objects: '{value} comes from the caller, and reading it makes any object and runs its code.',
  },
  fixes: {
    safe: { title: 'Take the loader that makes plain values alone', safety: 'review' },
  },
  examples: [
    {
      language: 'python',
      bad: `
        import yaml
        from fastapi import APIRouter, UploadFile

        router = APIRouter()

        @router.post("/rules")
        async def keep(rules: UploadFile):
            return yaml.load(await rules.read(64_000), Loader=yaml.UnsafeLoader)
            #                ^^^^^^^^^^^^^^^^^^^^^^^^ await rules.read(… comes from the caller, and reading it makes any object and runs its code.`,
      fixed: `
        import yaml
        from fastapi import APIRouter, UploadFile

        router = APIRouter()

        @router.post("/rules")
        async def keep(rules: UploadFile):
            return yaml.load(await rules.read(64_000), Loader=yaml.SafeLoader)`,
      good: `
        import json
        import pickle
        import yaml
        from fastapi import APIRouter, Request, UploadFile

        router = APIRouter()

        @router.post("/rules")
        async def keep(rules: UploadFile, request: Request, key: str):
            yaml.safe_load(await rules.read())
            yaml.load(await rules.read(), Loader=yaml.CSafeLoader)
            yaml.load(await rules.read(), yaml.FullLoader)
            pickle.dumps(key)
            cached = pickle.loads(await cache.get(key))
            return json.loads(await request.body())`,
    },
    {
      language: 'python',
      bad: `
        import base64
        import io
        import pickle
        import jsonpickle
        import yaml
        from fastapi import APIRouter, Cookie, Request, UploadFile

        router = APIRouter()

        @router.post("/carts")
        async def restore(request: Request, model: UploadFile, cart: str = Cookie()):
            items = pickle.loads(base64.b64decode(cart))
            #                    ^^^^^^^^^^^^^^^^^^^^^^ base64.b64decode(… comes from the caller, and reading it makes any object and runs its code.
            pickle.load(model.file)
            #           ^^^^^^^^^^
            body = await request.body()
            pickle.load(io.BytesIO(body))
            #                      ^^^^
            yaml.load(body)
            #         ^^^^
            return jsonpickle.decode(body)
            #                        ^^^^`,
      good: `
        import hmac
        import pickle
        from fastapi import APIRouter, Cookie

        router = APIRouter()

        @router.post("/carts")
        async def restore(cart: str = Cookie(), mark: str = Cookie()):
            if not hmac.compare_digest(sign(cart), mark):
                raise HTTPException(400)
            return pickle.loads(cart)`,
    },
    {
      language: 'javascript',
      bad: `
        const serialize = require('node-serialize');

        app.get('/profile', (req, res) => {
          const text = Buffer.from(req.cookies.profile, 'base64').toString();
          const profile = serialize.unserialize(text);
          //                                    ^^^^ text comes from the caller, and reading it makes any object and runs its code.
          res.send(profile.name);
        });`,
      good: `
        const yaml = require('js-yaml');
        const v8 = require('node:v8');

        app.post('/profile', (req, res) => {
          const profile = JSON.parse(req.cookies.profile);
          const { deserialize } = require('./profiles');
          res.json({ profile, rules: yaml.load(req.body.rules), settings: deserialize(req.body.settings) });
        });`,
    },
    {
      language: 'java',
      bad: `
        @RestController
        class Carts {
          @PostMapping("/carts")
          Object restore(HttpServletRequest request) throws Exception {
            try (ObjectInputStream in = new ObjectInputStream(request.getInputStream())) {
              //                                              ^^^^^^^^^^^^^^^^^^^^^^^^
              return in.readObject();
            }
          }

          @PostMapping("/carts/stream")
          Object stream(InputStream body) throws Exception {
            return new ObjectInputStream(body).readObject();
            //                           ^^^^
          }

          @PostMapping("/carts/text")
          Object text(@RequestBody String cart) throws Exception {
            byte[] bytes = Base64.getDecoder().decode(cart);
            ByteArrayInputStream stream = new ByteArrayInputStream(bytes);
            //                                                     ^^^^^ bytes comes from the caller, and reading it makes any object and runs its code.
            return new ObjectInputStream(stream).readObject();
          }

          @PostMapping("/carts/xml")
          Object xml(@RequestBody String cart, @RequestParam MultipartFile file) throws Exception {
            XStream xstream = new XStream();
            xstream.addPermission(AnyTypePermission.ANY);
            xstream.fromXML(cart);
            //              ^^^^
            return new XMLDecoder(file.getInputStream()).readObject();
            //                    ^^^^^^^^^^^^^^^^^^^^^
          }
        }`,
      good: `
        @RestController
        class Carts {
          @PostMapping("/carts")
          Object restore(HttpServletRequest request) throws Exception {
            ObjectInputStream in = new ObjectInputStream(request.getInputStream());
            in.setObjectInputFilter(ObjectInputFilter.Config.createFilter("shop.Cart;!*"));
            return in.readObject();
          }

          @PostMapping("/carts/number")
          int number(HttpServletRequest request) throws Exception {
            return new ObjectInputStream(request.getInputStream()).readInt();
          }

          @PostMapping("/carts/xml")
          Object xml(@RequestBody String cart) {
            XStream xstream = new XStream();
            xstream.allowTypes(new Class[] {Cart.class});
            mapper.readValue(cart, Cart.class);
            new Yaml(new SafeConstructor()).load(cart);
            return xstream.fromXML(cart);
          }

          @PostMapping("/carts/closed")
          Object closed(@RequestBody String cart) {
            XStream xstream = new XStream(new DomDriver());
            xstream.allowTypesByWildcard(new String[] {"shop.**"});
            return List.of(new XStream().fromXML(cart), xstream.fromXML(cart));
          }

          Object stored() throws Exception {
            return new ObjectInputStream(new FileInputStream(FILE)).readObject();
          }
        }`,
    },
  ],

  check: {
    call(call, { report, unknown }) {
      if (call.inTest) return;
      const value = revivedBy(call)?.parts.find(({ origin }) => origin === 'request');
      if (value === undefined) return;
      if (call.neighbors().some((callee) => SIGNED.test(callee))) return unknown(value);
      report({
        at: value,
        message: 'objects',
        data: { value: shorten(value.text, 18) },
        fixes: fixesOf(call),
      });
    },
  },
});

/** Of PyYAML, whose loaders stand in the same module. */
function fixesOf(call: CallView): readonly FixOffer[] {
  const loader = call.keyword('Loader') ?? call.argument(1);
  if (call.module !== 'yaml' || loader === undefined || !/^yaml\.\w+$/.test(loader.text)) return [];
  return [{ fix: 'safe', changes: () => [{ text: loader, by: 'yaml.SafeLoader' }] }];
}
