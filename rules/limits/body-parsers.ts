import type { CallView, ValueView } from '../../server/core/rule/views.js';
import { bytesIn } from '../../server/core/words/sizes.js';
import { readsAnySize, UPLOAD_READERS } from './python-uploads.js';

/** Names of what reads bodies and files. */
export const READERS: readonly string[] = [
  ...['multer', 'fileUpload', 'expressFileupload', 'expressFileUpload', 'fileupload', 'upload', 'Multer'],
  ...['busboy', 'Busboy', 'new Busboy', 'new BusBoy', 'formidable', 'new IncomingForm', 'IncomingForm'],
  ...UPLOAD_READERS,
  ...['json', 'urlencoded', 'raw', 'text', 'bodyParser', 'koaBody', 'fastify', 'Fastify'],
];

/** What reads without end, and the object that should say where it ends; undefined for all others. */
export interface Unlimited {
  readonly at: ValueView | CallView['node'];
  readonly is: 'file' | 'body' | 'endless';
  /** Options that lack a limit. */
  readonly options?: ValueView | undefined;
  /** How much is taken, as it is written. */
  readonly size?: string;
}

const MB = 1024 ** 2;
/** Bodies that are parsed as a whole: an object of them takes several times as much memory. */
const MOST_PARSED = 10 * MB;
/** Bytes that are handed over as they came. */
const MOST_BYTES = 100 * MB;
/** Ends a stream that has become too long. */
const STOPS = /(?:^|\.)(?:destroy|unpipe|abort|truncate)$/;

/** Send and read something of a request: most calls of these names. */
const ANSWERS = /^(?:res|response|req|request|reply|ctx|c)\b/;

/** What a call reads without end, or up to an end that is none. */
export function unlimitedIn(call: CallView): Unlimited | undefined {
  if (call.language === 'python') return readsAnySize(call) ? { at: call.node, is: 'file' } : undefined;
  if (call.language === 'java' || ANSWERS.test(call.callee)) return undefined;
  switch (call.module) {
    case 'multer':
      return call.callee.includes('.') ? undefined : ofMulter(call);
    case 'express-fileupload':
      return /\./.test(call.callee) ? undefined : ofFiles(call.argument(0), call);
    case 'busboy':
      return call.neighbors().some((one) => STOPS.test(one)) ? undefined : ofFiles(call.argument(0), call);
    case 'formidable':
      return ofSize(call.argument(0)?.property('maxFileSize'), Number.MAX_VALUE);
    case 'express':
    case 'body-parser':
      return ofBody(call);
    case 'fastify':
      return ofSize(call.argument(0)?.property('bodyLimit'), MOST_PARSED);
    default:
      return undefined;
  }
}

/** Without options it takes forms of fields alone, or files that it holds in memory: what it is used for says so. */
function ofMulter(call: CallView): Unlimited | undefined {
  const options = call.argument(0);
  const takesFiles = () => call.neighbors().some((one) => /\.(?:single|array|fields|any)$/.test(one));
  const takesNone = call.taken()[0] === 'none';
  if (takesNone || (options === undefined && (isReplaced(call) || !takesFiles()))) return undefined;
  return ofFiles(options, call);
}

/** Whether the name that it is given stands for another one as well: `var upload = multer()`, and once more with options. */
function isReplaced(call: CallView): boolean {
  const names = call.keptAs().map(({ name }) => name);
  return call.nearby(call.name).some((one) => one.keptAs().some(({ name }) => names.includes(name)));
}

/** Options that are all in sight, and say of no file how large it may be. */
function ofFiles(options: ValueView | undefined, { node }: CallView): Unlimited | undefined {
  if (options === undefined) return { at: node, is: 'file' };
  if (!isInSight(options)) return undefined;
  const limits = options.property('limits');
  if (limits === undefined) return { at: node, is: 'file', options };
  const size = limits.property('fileSize');
  if (size !== undefined) return ofSize(size, Number.MAX_VALUE);
  return isInSight(limits) ? { at: limits, is: 'file', options: limits } : undefined;
}

function isInSight({ keys }: ValueView): boolean {
  return keys !== undefined;
}

function ofBody(call: CallView): Unlimited | undefined {
  const most = /^(?:raw|text)$/.test(call.name) ? MOST_BYTES : MOST_PARSED;
  return ofSize(call.argument(0)?.property('limit'), most);
}

function ofSize(size: ValueView | undefined, most: number): Unlimited | undefined {
  if (size === undefined) return undefined;
  const written = size.literal ?? size.text;
  const bytes = bytesIn(written);
  if (bytes === undefined || bytes <= most) return undefined;
  return bytes === Number.POSITIVE_INFINITY
    ? { at: size, is: 'endless' }
    : { at: size, is: 'body', size: written };
}
