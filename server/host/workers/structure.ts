import { parentPort } from 'node:worker_threads';
import SwaggerParser from '@apidevtools/swagger-parser';
import { type Fault, faultsOf, refusalOf } from './structure-faults.js';
import { isAffordable, readYaml } from './structure-read.js';

/** Second opinion on the structure of one document. It reads no file itself: it asks for the text of every one it needs. */
export interface StructureRequest {
  /** Absolute path of the document. */
  readonly file: string;
}

/** A file whose text is needed. */
export interface StructureQuestion {
  readonly uri: string;
}

/**
 * Undefined where it cannot be judged: a reference leads nowhere, the version is not known to the checker, or it would
 * take forever.
 */
export interface StructureVerdict {
  readonly faults?: readonly Fault[];
}

const pending: ((answer: unknown) => void)[] = [];

parentPort?.on('message', (message: { readonly request?: StructureRequest; readonly answer?: unknown }) => {
  if (message.request) void judge(message.request).then((result) => parentPort?.postMessage({ result }));
  else pending.shift()?.(message.answer);
});

async function judge({ file }: StructureRequest): Promise<StructureVerdict> {
  try {
    const raw = await SwaggerParser.parse(file, OPTIONS);
    if (!isAffordable(raw)) return {};
    try {
      await SwaggerParser.validate(file, structuredClone(raw), OPTIONS);
      return { faults: [] };
    } catch (error) {
      return { faults: faultsOf(error, raw) };
    }
  } catch (error) {
    return refusalOf(error);
  }
}

const OPTIONS = {
  parse: {
    json: false as const,
    yaml: {
      order: 1,
      canParse: ['.yaml', '.yml', '.json'],
      parse: ({ data }: { readonly data: unknown }) => readYaml(String(data)),
    },
  },
  resolve: {
    http: false as const,
    file: {
      order: 1,
      canRead: true,
      read: ({ url }: { readonly url: string }) => readText(url),
    },
  },
};

async function readText(url: string): Promise<string> {
  // The checker names local files by their path, escaped as in a URI.
  const question: StructureQuestion = { uri: url.startsWith('/') ? `file://${url}` : url };
  const answer = await new Promise<unknown>((resolve) => {
    pending.push(resolve);
    parentPort?.postMessage({ ask: question });
  });
  if (typeof answer !== 'string') throw new Error('refused');
  return answer;
}
