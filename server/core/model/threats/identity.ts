/**
 * The id of a threat instance: the first 12 hex digits of SHA-256 over its kind and what it is about. Nothing else enters
 * it, neither titles nor lines nor versions, so that a decision about it survives them all.
 */
export function threatId(kind: string, scope: string): string {
  return sha256(`${kind}\n${scope}`).slice(0, 12);
}

/** SHA-256 (FIPS 180-4) of the UTF-8 form of a text, as 64 hex digits. The core knows no `node:crypto`. */
export function sha256(text: string): string {
  const state = Uint32Array.from(INITIAL);
  const words = new Uint32Array(64);
  const bytes = padded(new TextEncoder().encode(text));
  for (let block = 0; block < bytes.byteLength; block += 64) {
    for (let i = 0; i < 16; i += 1) words[i] = bytes.getUint32(block + i * 4);
    compress(state, words);
  }
  return Array.from(state, (word) => word.toString(16).padStart(8, '0')).join('');
}

/** The message, a set bit, zeros, and the message's length in bits as the last 64 of a block. */
function padded(message: Uint8Array): DataView {
  const view = new DataView(new ArrayBuffer((Math.floor((message.length + 8) / 64) + 1) * 64));
  for (const [at, byte] of message.entries()) view.setUint8(at, byte);
  view.setUint8(message.length, 0x80);
  view.setUint32(view.byteLength - 8, Math.floor(message.length / 0x20000000));
  view.setUint32(view.byteLength - 4, message.length << 3);
  return view;
}

function compress(state: Uint32Array, words: Uint32Array): void {
  for (let i = 16; i < 64; i += 1) {
    const early = at(words, i - 15);
    const late = at(words, i - 2);
    const small = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
    const large = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
    words[i] = at(words, i - 16) + small + at(words, i - 7) + large;
  }
  const v = Uint32Array.from(state);
  for (let i = 0; i < 64; i += 1) round(v, at(ROUND, i) + at(words, i));
  for (let i = 0; i < 8; i += 1) state[i] = at(state, i) + at(v, i);
}

/** One round on the eight working variables a to h. */
function round(v: Uint32Array, input: number): void {
  const [a, b, c, e, f, g] = [at(v, 0), at(v, 1), at(v, 2), at(v, 4), at(v, 5), at(v, 6)];
  const mix = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
  const first = at(v, 7) + mix + ((e & f) ^ (~e & g)) + input;
  const second = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
  v.copyWithin(1, 0, 7);
  v[4] = at(v, 4) + first;
  v[0] = first + second;
}

function rotate(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

/** Every index here is in range. */
function at(words: Uint32Array, index: number): number {
  return words[index] ?? 0;
}

/** The first 32 bits of the fractional part of the given root of the first primes. */
function fractions(count: number, root: (prime: number) => number): Uint32Array {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n += 1) {
    if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  }
  return Uint32Array.from(primes, (prime) => (root(prime) % 1) * 0x1_0000_0000);
}

const INITIAL = fractions(8, Math.sqrt);
const ROUND = fractions(64, Math.cbrt);
