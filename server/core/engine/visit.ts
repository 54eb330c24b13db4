import type { CodeVisitor } from './code/walk.js';
import type { Run } from './dispatch.js';
import { kindsOf } from './openapi/schema-kinds.js';
import type { Visitor } from './openapi/walk.js';

/** Hands each subject of a document's part to the rules that look at it. */
export function documentVisitor(run: Run, endpoint: string | undefined): Visitor {
  return {
    scheme: (view) => run.each('scheme', view.node, endpoint, (rule, ctx) => rule.check.scheme?.(view, ctx)),
    operation: (view) =>
      run.each('operation', view.keyNode, view.fact.key, (rule, ctx) => rule.check.operation?.(view, ctx)),
    parameter: (view) =>
      run.each('parameter', view.nameNode, endpoint, (rule, ctx) => rule.check.parameter?.(view, ctx)),
    mediaType: (view) =>
      run.each('mediaType', view.keyNode, endpoint, (rule, ctx) => rule.check.mediaType?.(view, ctx)),
    schema: (view) =>
      run.eachSchema(kindsOf(view), view.node, endpoint, (rule, ctx) => rule.check.schema?.(view, ctx)),
    text: (view) => run.each('text', view.node, endpoint, (rule, ctx) => rule.check.text?.(view, ctx)),
    problem: (view) => run.each('problem', view.at, endpoint, (rule, ctx) => rule.check.problem?.(view, ctx)),
  };
}

/** The same for a code file. */
export function codeVisitor(run: Run): CodeVisitor {
  return {
    route: (view) => {
      const key = `${view.method} ${view.endpoint.shape}`;
      run.each('route', view.at, key, (rule, ctx) => rule.check.route?.(view, ctx));
    },
    handling: (view) => {
      const [first] = view.endpoints;
      const key = first && `${first.method} ${first.shape}`;
      run.each('handling', view.at, key, (rule, ctx) => rule.check.handling?.(view, ctx));
    },
    call: (view) => {
      const ask = (name: string) =>
        run.eachCall(name, view.node, (rule, ctx) => rule.check.call?.(view, ctx));
      ask(view.name);
      // Python makes an object by calling its class.
      if (/^new /.test(view.name) || (view.language === 'python' && /^[A-Z]\w*$/.test(view.name)))
        ask('new *');
    },
  };
}
