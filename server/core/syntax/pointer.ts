export { toPointer } from '../text/pointer.js';

/** The steps of a JSON Pointer, in its plain or its URI fragment form (RFC 6901, section 6); undefined when it is neither. */
export function fromPointer(pointer: string): readonly string[] | undefined {
  const plain = pointer.startsWith('#') ? decode(pointer.slice(1)) : pointer;
  if (plain === undefined || (plain !== '' && !plain.startsWith('/'))) return undefined;
  return plain
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
