import type { CallView } from '../../server/core/rule/views.js';

/** `client.note.create({ data })`: what Prisma stores, whatever the client is called. */
export function isPrismaWrite(call: CallView): boolean {
  return (
    /\.\w+\.(?:create|createMany|update|updateMany|upsert)$/.test(call.callee) &&
    ['data', 'create'].some((key) => call.argument(0)?.property(key) !== undefined)
  );
}
