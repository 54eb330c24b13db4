import { defineRule } from '../../server/core/rule/rule.js';
import type { CallView } from '../../server/core/rule/views.js';
import { inJava } from './cors-java.js';
import type { Fault } from './cors-origins.js';
import { inPython } from './cors-python.js';
import { inScript } from './cors-script.js';

export default defineRule({
  id: 'design/cors-permissive',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['design-defaults'],
  standards: ['API8:2023', 'CWE-942', 'CWE-346'],
  title: 'Pages of every website may read the answers',
  why: `
    Browsers keep websites from reading each other's answers; this header lifts
    that for everybody. Together with cookies, any page that your users visit acts
    in their name and reads what comes back. Name the origins that your own
    pages have.`,
  callees: [
    ...[
      'cors',
      'setHeader',
      'header',
      'set',
      'append',
      'writeHead',
      'add_middleware',
      'Middleware',
      'CORSMiddleware',
      'addHeader',
      'addAllowedOrigin',
    ],
    ...[
      'CrossOrigin',
      'allowedOrigins',
      'allowedOriginPatterns',
      'addAllowedOriginPattern',
      'setAllowedOrigins',
    ],
    ...['setAllowedOriginPatterns', 'allowCredentials'],
  ],
  messages: {
    credentials: 'Any website may read the answers with the cookies of its visitors.',
    reflected: 'Whatever origin asks is allowed: any website may read the answers.',
    wildcard: 'Pages of every website may read the answers.',
    sandboxed: 'Any website may send "null" as its origin, by a page in a sandboxed frame.',
    pattern: 'This pattern also fits origins that are not yours.',
  },
  fixes: { list: { title: 'Allow only listed origins (put your own in)', safety: 'review' } },
  examples: [
    {
      language: 'javascript',
      bad: `
        const cors = require('cors');

        app.use(cors({ origin: ['https://app.example.com', 'null'] }));
        //                                                 ^^^^^^ Any website may send "null" as its origin, by a page in a sandboxed frame.`,
    },
    {
      language: 'javascript',
      bad: `
        const cors = require('cors');

        app.use(cors({ origin: true, credentials: true }));
        //                     ^^^^ Any website may read the answers with the cookies of its visitors.
        app.use(cors({ origin: (origin, done) => done(null, true) }));
        //                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Whatever origin asks is allowed: any website may read the answers.
        app.use((req, res, next) => {
          res.setHeader('Access-Control-Allow-Origin', req.headers.origin);
          //                                           ^^^^^^^^^^^^^^^^^^
          next();
        });
        app.use(cors({ origin: /example\\.com/ }));
        //                     ^^^^^^^^^^^^^^ This pattern also fits origins that are not yours.`,
      fixed: `
        const cors = require('cors');

        app.use(cors({ origin: ['https://app.example.com'], credentials: true }));
        app.use(cors({ origin: ['https://app.example.com'] }));
        app.use((req, res, next) => {
          res.setHeader('Access-Control-Allow-Origin', 'https://app.example.com');
          next();
        });
        app.use(cors({ origin: ['https://app.example.com'] }));`,
      good: `
        const cors = require('cors');

        app.use(cors({ origin: 'https://shop.example.com', credentials: true }));
        app.use(cors({ origin: ['https://shop.example.com', /^https:\\/\\/[a-z]+\\.example\\.com$/] }));
        app.use(cors({ origin: (origin, done) => done(null, ORIGINS.includes(origin)) }));
        app.use(cors(options));
        app.use((req, res, next) => {
          if (ORIGINS.includes(req.headers.origin)) res.setHeader('Access-Control-Allow-Origin', req.headers.origin);
          next();
        });`,
    },
    {
      language: 'javascript',
      bad: `
        const cors = require('cors');

        app.use(cors({ origin(from, done) { done(null, true); } }));
        //             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Whatever origin asks is allowed: any website may read the answers.
        app.use(cors({ origin: ['https://shop.example.com', /\\.example\\.com/] }));
        //                                                  ^^^^^^^^^^^^^^^^ This pattern also fits origins that are not yours.
        app.use(cors({ origin: new RegExp('example\\\\.com$') }));
        //                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        app.use(cors({ origin: (from, done) => done(null, /example\\.com/.test(from)) }));
        //                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        app.use(cors((req, done) => done(null, { origin: req.header('Origin'), credentials: true })));
        //           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Any website may read the answers with the cookies of its visitors.`,
      good: `
        const cors = require('cors');

        app.use(cors({ origin: new RegExp('^https://[a-z]+\\\\.example\\\\.com$') }));
        app.use(cors({ origin: (from, done) => done(null, /^https:\\/\\/(?:shop|app)\\.example\\.com$/.test(from)) }));
        app.use(cors({ origin: (from, done) => done(null, local && /^http:\\/\\/localhost:/.test(from)) }));
        app.use(cors((req, done) => done(null, { origin: ORIGINS.has(req.header('Origin')), credentials: true })));
        app.use(cors((req, done) => {
          if (!ORIGINS.has(req.header('Origin'))) return done(null, { origin: false });
          done(null, { origin: true, credentials: true });
        }));`,
    },
    {
      language: 'typescript',
      bad: `
        import cors from 'cors';

        app.use(cors());
        //      ^^^^ Pages of every website may read the answers.
        app.use(cors({ credentials: true }));
        //           ^^^^^^^^^^^^^^^^^^^^^`,
      fixed: `
        import cors from 'cors';

        app.use(cors({ origin: ['https://app.example.com'] }));
        app.use(cors({ origin: ['https://app.example.com'], credentials: true }));`,
    },
    {
      language: 'python',
      bad: `
        from fastapi import FastAPI
        from fastapi.middleware.cors import CORSMiddleware

        app = FastAPI()
        app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)
        #                                                ^^^^^ Any website may read the answers with the cookies of its visitors.
        app.add_middleware(CORSMiddleware, allow_origin_regex=".*")
        #                                                     ^^^^ Whatever origin asks is allowed: any website may read the answers.`,
      fixed: `
        from fastapi import FastAPI
        from fastapi.middleware.cors import CORSMiddleware

        app = FastAPI()
        app.add_middleware(CORSMiddleware, allow_origins=["https://app.example.com"], allow_credentials=True)
        app.add_middleware(CORSMiddleware, allow_origin_regex=r"https://app\\.example\\.com")`,
      good: `
        from fastapi import FastAPI
        from fastapi.middleware.cors import CORSMiddleware

        app = FastAPI()
        ORIGINS = ["https://shop.example.com", "https://desk.example.com"]
        app.add_middleware(CORSMiddleware, allow_origins=ORIGINS, allow_credentials=True)
        app.add_middleware(CORSMiddleware, allow_origins=os.environ["ORIGINS"].split(","), allow_credentials=True)`,
    },
    {
      language: 'python',
      bad: `
        from fastapi import FastAPI
        from fastapi.middleware.cors import CORSMiddleware

        app = FastAPI()
        ORIGINS = ["http://localhost:3000", "*"]
        app.add_middleware(CORSMiddleware, allow_origins=ORIGINS, allow_credentials=True)
        #                                                ^^^^^^^ Any website may read the answers with the cookies of its visitors.
        app.add_middleware(CORSMiddleware, allow_origins=os.getenv("ORIGINS", "*").split(","), allow_credentials=True)
        #                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        app.add_middleware(CORSMiddleware, allow_origins=settings.origins or ["*"])
        #                                                ^^^^^^^^^^^^^^^^^^^^^^^^^ Pages of every website may read the answers.`,
    },
    {
      language: 'python',
      bad: `
        from fastapi import FastAPI
        from starlette.middleware import Middleware
        from starlette.middleware.cors import CORSMiddleware

        app = FastAPI(middleware=[Middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)])
        #                                                                  ^^^^^ Any website may read the answers with the cookies of its visitors.
        served = CORSMiddleware(app, allow_origins=["*"], allow_credentials=True)
        #                                          ^^^^^`,
      good: `
        from fastapi import FastAPI
        from starlette.middleware import Middleware
        from starlette.middleware.cors import CORSMiddleware
        from starlette.middleware.trustedhost import TrustedHostMiddleware

        app = FastAPI(
            middleware=[
                Middleware(TrustedHostMiddleware, allowed_hosts=["*"]),
                Middleware(CORSMiddleware, allow_origins=settings.origins, allow_credentials=True),
            ]
        )`,
    },
    {
      language: 'java',
      bad: `
        @RestController
        class Orders {
          @CrossOrigin(origins = "*")
          //                     ^^^ Pages of every website may read the answers.
          @GetMapping("/orders")
          List<Order> list() { return orders.mine(); }

          void configure(CorsRegistry registry) {
            registry.addMapping("/**").allowedOriginPatterns("*").allowCredentials(true);
            //                                                                     ^^^^ Any website may read the answers with the cookies of its visitors.
          }

          @CrossOrigin
        // ^^^^^^^^^^^ Pages of every website may read the answers.
          @GetMapping("/prices")
          List<Price> prices() { return prices.all(); }

          CorsConfiguration settings() {
            CorsConfiguration settings = new CorsConfiguration();
            settings.setAllowedOriginPatterns(List.of("*"));
            //                                ^^^^^^^^^^^^
            settings.setAllowCredentials(true);
            return settings;
          }
        }`,
      fixed: `
        @RestController
        class Orders {
          @CrossOrigin(origins = "https://app.example.com")
          @GetMapping("/orders")
          List<Order> list() { return orders.mine(); }

          void configure(CorsRegistry registry) {
            registry.addMapping("/**").allowedOriginPatterns("https://app.example.com").allowCredentials(true);
          }

          @CrossOrigin(origins = "https://app.example.com")
          @GetMapping("/prices")
          List<Price> prices() { return prices.all(); }

          CorsConfiguration settings() {
            CorsConfiguration settings = new CorsConfiguration();
            settings.setAllowedOriginPatterns(List.of("https://app.example.com"));
            settings.setAllowCredentials(true);
            return settings;
          }
        }`,
      good: `
        @RestController
        class Orders {
          @CrossOrigin(origins = "https://shop.example.com")
          @GetMapping("/orders")
          List<Order> list() { return orders.mine(); }
        }`,
    },
  ],

  check: {
    call(call, { report }) {
      if (call.inTest) return;
      const fault = faultOf(call);
      if (fault !== undefined) report(fault);
    },
  },
});

function faultOf(call: CallView): Fault | undefined {
  if (call.language === 'java') return inJava(call);
  if (call.language === 'python') return inPython(call);
  return inScript(call);
}
