import { defineRule } from '../../server/core/rule/rule.js';
import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { shorten } from '../../server/core/words/text.js';
import { pickFields } from './picked-fields.js';

/** Receivers that store nothing, or what the caller may fill as they like. */
const ELSEWHERE =
  /^(?:axios|http|https|fetch|got|request|res|response|stripe|redis|cache|logger|log|console|socket|io|bus|queue|producer|client|map|session|params|headers|formData|form|validator|schema|joi|z|yup|_)\b|Cache\b|^(?:crypto|hmac|hash|cipher)/i;
const CLIENTS =
  /^(?:axios|got|node-fetch|stripe|undici|superagent|ky|zod|joi|yup|requests|httpx|celery|redis|ioredis|ws|socket\.io)/;
const NO_MODEL =
  /^new (?:\w*(?:Error|Exception|Response|Request|Event|Schema|Command|Dto|DTO|Service|Client|Controller|Validator|Query)|Map|Set|Date|URL|URLSearchParams|Promise|Array|Object|Buffer|FormData|ObjectId)$/;
/** Calls that may check or cut what they are handed: by then it is no longer what the caller sent. */
const CHECKS = /valid|parse|schema|sanitiz|\bpick\b|whitelist|allowed|matchedData|check_?fields/i;

export default defineRule({
  id: 'design/mass-assignment',
  severity: 'error',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['design-data-exposure', 'input-validate'],
  standards: ['API3:2023', 'CWE-915'],
  title: 'Whole request body stored as it came',
  why: `
    The caller decides which fields the body has. Stored as it is, it sets every
    field that the record knows: the role, the balance, the owner, the flag that
    says an address was verified. Name the fields that callers may set, and leave
    the rest to the server.`,
  callees: [
    ...[
      'create',
      'insert',
      'insertMany',
      'insertOne',
      'insert_one',
      'bulkCreate',
      'createMany',
      'build',
      'save',
    ],
    ...['update', 'updateOne', 'updateMany', 'update_one', 'upsert', 'findByIdAndUpdate', 'findOneAndUpdate'],
    ...[
      'findOneAndReplace',
      'replaceOne',
      'patch',
      'set',
      'assign',
      'merge',
      'extend',
      'values',
      'setattr',
      'persist',
    ],
    ...['insertAndFetch', 'updateAndFetchById', 'patchAndFetchById', 'saveAndFlush', 'new *'],
  ],
  messages: { stored: 'Callers choose the fields here: whatever {value} holds is stored.' },
  fixes: { pick: { title: 'Store {fields} only', safety: 'review' } },
  examples: [
    {
      language: 'javascript',
      bad: `
        app.post('/users', async (req, res) => {
          const user = await User.create(req.body);
          //                             ^^^^^^^^ Callers choose the fields here: whatever req.body holds is stored.
          res.status(201).json({ id: user.id });
        });
        app.patch('/users/:id', async (req, res) => {
          const changes = req.body;
          await User.findByIdAndUpdate(req.params.id, { ...changes, updatedAt: new Date() });
          //                                               ^^^^^^^ Callers choose the fields here: whatever changes holds is stored.
          const other = new Profile(req.body);
          //                        ^^^^^^^^
          await other.save();
          res.end();
        });`,
      good: `
        app.post('/users', async (req, res) => {
          const { name, email } = req.body;
          await User.create({ name, email });
          await User.create(pick(req.body, ['name', 'email']));
          await User.create(req.body, { fields: ['name', 'email'] });
          await axios.create(req.body);
          cache.set('last', req.body);
        });`,
    },
    {
      language: 'javascript',
      bad: `
        app.post('/users', async (req, res) => {
          const { email } = req.body;
          if (await User.exists({ email, role: req.body.role })) return res.status(409).end();
          const user = await User.create({ ...req.body, email: email.trim(), hi: 'Hi ' + req.body.name });
          //                                  ^^^^^^^^ Callers choose the fields here: whatever req.body holds is stored.
          await Profile.create(req.body);
          //                   ^^^^^^^^
          res.status(201).json({ id: user.id });
        });`,
      fixed: `
        app.post('/users', async (req, res) => {
          const { email } = req.body;
          if (await User.exists({ email, role: req.body.role })) return res.status(409).end();
          const user = await User.create({ name: req.body.name, email: email.trim(), hi: 'Hi ' + req.body.name });
          await Profile.create({ email: req.body.email, name: req.body.name });
          res.status(201).json({ id: user.id });
        });`,
    },
    {
      language: 'typescript',
      bad: `
        router.put('/me', async (req: Request, res: Response) => {
          await prisma.user.update({ where: { id: req.user.id }, data: req.body });
          //                                                           ^^^^^^^^ Callers choose the fields here: whatever req.body holds is stored.
          res.json({});
        });`,
      good: `
        import { z } from 'zod';

        const Changes = z.object({ name: z.string().max(100) });
        router.put('/me', async (req: Request, res: Response) => {
          const data = Changes.parse(req.body);
          await prisma.user.update({ where: { id: req.user.id }, data });
          res.json({});
        });`,
    },
    {
      language: 'python',
      bad: `
        from fastapi import APIRouter, Request

        router = APIRouter()

        @router.post("/users")
        async def create(request: Request, db=Depends(get_db)):
            payload = await request.json()
            db.add(User(**payload))
            #             ^^^^^^^ Callers choose the fields here: whatever payload holds is stored.

        @router.patch("/users/{user_id}")
        def change(user_id: int, changes: dict, db=Depends(get_db)):
            user = db.get(User, user_id)
            for key, value in changes.items():
                setattr(user, key, value)
                #             ^^^ Callers choose the fields here: whatever key holds is stored.`,
      good: `
        from fastapi import APIRouter

        router = APIRouter()

        @router.post("/users")
        async def create(user: NewUser, db=Depends(get_db)):
            db.add(User(**user.model_dump()))
            db.add(User(name=user.name))`,
    },
    {
      language: 'java',
      bad: `
        @RestController
        class Users {
          @PostMapping("/users")
          User create(@RequestBody User user) {
            return userRepository.save(user);
            //                         ^^^^ Callers choose the fields here: whatever user holds is stored.
          }
        }`,
      good: `
        @RestController
        class Users {
          @PostMapping("/users")
          User create(@RequestBody NewUser sent) {
            return userRepository.save(new User(sent.getName(), sent.getEmail()));
          }
        }`,
    },
  ],

  check: {
    call(call, { report, unknown }) {
      if (call.inTest || !stores(call)) return;
      const value = wholeIn(call);
      if (value === undefined) return;
      const endpoints = call.handler?.endpoints ?? [];
      const restricted = endpoints.length > 0 && endpoints.every((one) => has(one, 'authorization'));
      if (restricted) return;
      // A validator of Express may put what is allowed in the place of the body.
      const cut =
        !/^(?:java|python)$/.test(call.language) &&
        endpoints.some((one) => one.obscured || has(one, 'validation'));
      if (cut || value.checked || call.neighbors().some((callee) => CHECKS.test(callee)))
        return unknown(value);
      const data = { value: shorten(value.text, 40) };
      report({ at: value, message: 'stored', data, fixes: pickFields(call, value) });
    },
  },
});

type Endpoint = NonNullable<CallView['handler']>['endpoints'][number];

function has({ guards }: Endpoint, kind: string): boolean {
  return guards.known && guards.value.some((guard) => guard.kind === kind);
}

function stores(call: CallView): boolean {
  const { callee, name, module = '' } = call;
  if (CLIENTS.test(module)) return false;
  if (name === 'assign') return callee === 'Object.assign' && call.arguments.length > 1;
  if (name === 'merge' || name === 'extend')
    return (
      /^(?:_|lodash|merge|extend|\w*(?:[rR]epo|[rR]epository|[mM]anager))\b/.test(callee) &&
      call.arguments.length > 1
    );
  if (name === 'setattr' || name === 'values') return call.language === 'python';
  if (/^new /.test(name)) {
    const kept = call.neighbors().some((one) => /\.(?:save|persist|insert|create)$/.test(one));
    return call.language !== 'java' && kept && !NO_MODEL.test(name);
  }
  if (/^[A-Z]/.test(name)) return call.language === 'python' && !NO_MODEL.test(`new ${name}`);
  if (call.language === 'java') return /repo|dao|entitymanager|\bem\b/i.test(callee);
  return callee.includes('.') && !ELSEWHERE.test(callee);
}

/** The value that is all of the body, among what the call stores. */
function wholeIn(call: CallView): ValueView | undefined {
  const { name, language } = call;
  if (language === 'python') return inPython(call);
  if (language === 'java') return call.arguments.find(isWhole);
  if (call.argument(1)?.property('fields') !== undefined) return undefined;
  const target = call.argument(0);
  // A copy of the body is no record.
  if (name === 'assign' && (target?.form === 'object' || target?.text === '{}')) return undefined;
  const stored =
    name === 'assign' || name === 'merge' || name === 'extend' ? call.arguments.slice(1) : call.arguments;
  for (const value of stored) {
    const found = [
      value,
      value.property('data'),
      value.property('$set'),
      value.property('create'),
      value.property('update'),
    ]
      .flatMap((one) => (one === undefined ? [] : [one, ...one.spreads]))
      .find(isWhole);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `User(**payload)`, `insert_one(payload)` and `setattr(user, key, value)` over its items. */
function inPython(call: CallView): ValueView | undefined {
  if (call.name === 'setattr') {
    const key = call.argument(1);
    return key?.input?.[0] === 'json' ? key : undefined;
  }
  const unpacked = call.unpacked.find(isTable);
  if (unpacked !== undefined || /^[A-Z]/.test(call.name) || call.name === 'update' || call.name === 'save')
    return unpacked;
  return call.arguments.flatMap((one) => [one, one.property('$set') ?? one]).find(isTable);
}

function isTable({ input }: ValueView): boolean {
  return input?.[0] === 'json' && input.length <= 2;
}

function isWhole(value: ValueView): boolean {
  if (value.form === 'object') return false;
  const [first, ...rest] = value.input ?? [];
  return first === 'body' && rest.length === 0;
}
