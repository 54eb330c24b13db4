import type { Change } from '../../server/core/rule/change.js';
import { defineRule, type FixOffer } from '../../server/core/rule/rule.js';
import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { quoted } from '../code-text.js';

export default defineRule({
  id: 'design/debug-enabled',
  severity: 'warning',
  profile: 'recommended',
  weight: 'exposure',
  practices: ['design-errors', 'design-defaults'],
  standards: ['API8:2023', 'CWE-489', 'CWE-209'],
  title: 'Help for developers that everybody gets',
  why: `
    What frameworks show to those who write the code, they show to every caller:
    traces with paths, versions and pieces of the source, and with FastAPI a page
    of them for whatever fails. What is written into the code is on wherever the
    code runs. Have the environment turn it on, where somebody develops.`,
  callees: ['FastAPI', 'Starlette', 'debug=', 'set', 'use'],
  messages: {
    debug: 'Whoever makes a request fail is sent the stack trace, wherever this runs.',
    development: 'This says that somebody develops, wherever it runs: callers are sent stack traces.',
    handler: 'This sends stack traces to callers and is in use wherever the code runs.',
  },
  fixes: {
    off: { title: 'Make it {value}', safety: 'review' },
    condition: { title: 'Use it in development only', safety: 'review' },
  },
  examples: [
    {
      language: 'python',
      bad: `
        from fastapi import FastAPI

        app = FastAPI(title="Orders", debug=True)
        #                                   ^^^^ Whoever makes a request fail is sent the stack trace, wherever this runs.`,
      fixed: `
        from fastapi import FastAPI

        app = FastAPI(title="Orders", debug=False)`,
      good: `
        import os
        import uvicorn
        from fastapi import FastAPI
        from settings import settings

        app = FastAPI(title="Orders", debug=settings.debug)
        other = FastAPI(debug=os.environ.get("DEBUG") == "1")

        if __name__ == "__main__":
            local = FastAPI(debug=True)
            uvicorn.run("main:app", reload=True)`,
    },
    {
      language: 'javascript',
      bad: `
        const express = require('express');
        const errorhandler = require('errorhandler');

        const app = express();
        app.set('env', 'development');
        //             ^^^^^^^^^^^^^ This says that somebody develops, wherever it runs: callers are sent stack traces.
        app.use(errorhandler());
        //      ^^^^^^^^^^^^^^ This sends stack traces to callers and is in use wherever the code runs.`,
      fixed: `
        const express = require('express');
        const errorhandler = require('errorhandler');

        const app = express();
        app.set('env', 'production');
        if (process.env.NODE_ENV === 'development') app.use(errorhandler());`,
      good: `
        const express = require('express');
        const errorhandler = require('errorhandler');
        const { errorHandler } = require('./errors');

        const app = express();
        app.set('env', process.env.NODE_ENV);
        if (app.get('env') === 'development') {
          app.use(errorhandler());
        }
        app.use(errorHandler());`,
    },
  ],

  check: {
    call(call, { report }) {
      const found = call.inTest ? undefined : turnedOn(call);
      if (found === undefined || isChosen(found.at, call)) return;
      report({ ...found, stated: true });
    },
  },
});

interface Found {
  readonly at: ValueView;
  readonly message: string;
  readonly fixes: readonly FixOffer[];
}

function turnedOn(call: CallView): Found | undefined {
  const { name, language, callee } = call;
  const [first, second] = call.arguments;
  if (language === 'python') {
    const value = name === 'debug=' ? first : call.keyword('debug');
    const isOurs =
      name === 'debug=' ? /^(?:\w*app|api)\.debug$/.test(callee) : name !== 'set' && name !== 'use';
    return isOurs && value?.literal === 'True' ? set('debug', value, 'False') : undefined;
  }
  if (name === 'use') return handlerOf(call);
  const isSet = first?.literal === 'env' && /^(?:\w*app|server)\.set$/.test(callee);
  if (!isSet || second?.literal !== 'development') return undefined;
  return set('development', second, quoted('production', second, language));
}

function set(message: string, at: ValueView, by: string): Found {
  const changes = (): readonly Change[] => [{ text: at, by }];
  // A name stands for something that others may read as well.
  const isHere = /^(?:True|(['"`]).*\1)$/.test(at.text);
  return { at, message, fixes: isHere ? [{ fix: 'off', data: { value: by }, changes }] : [] };
}

/** `app.use(errorhandler())` of the package, which says itself that it is for development only. */
function handlerOf(call: CallView): Found | undefined {
  const at = call.arguments.find((one) => /\(/.test(one.text) && one.made()?.module === 'errorhandler');
  const statement = at?.statement;
  if (at === undefined) return undefined;
  const condition = `if (process.env.NODE_ENV === ${quoted('development', at, call.language)}) `;
  const isAlone = statement?.text.startsWith(`${call.callee}(`) === true;
  if (statement === undefined || !isAlone) return { at, message: 'handler', fixes: [] };
  const { leaf, start, endLeaf } = statement;
  const changes = () => [{ text: { leaf, start, endLeaf, end: start }, by: condition }];
  return { at, message: 'handler', fixes: [{ fix: 'condition', changes }] };
}

/** Whether it depends on something that it is reached, here or where the function around it is called. */
function isChosen(at: ValueView, call: CallView): boolean {
  const around = call.callers().map(({ object, arguments: [first] }) => object ?? first);
  return [at, ...around].some((one) => (one?.conditions().length ?? 0) > 0);
}
