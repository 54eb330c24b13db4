/** A call of a file that signs or checks tokens, by its text. */
export interface KeyUse {
  readonly verifies: boolean;
  /** The key, as it is written. */
  readonly key: string;
  readonly start: number;
  /** What else the check asks for, where that is an object on one line. */
  readonly options: string | undefined;
}

const CALL =
  /(?<![\w$.])(?:[\w$]+\.)*(?:\w*jwt\w*|jsonwebtoken|jose)\.(sign|signAsync|encode|verify|verifyAsync|decode)\s*\(|(?<![\w$.])(sign|verify|jwtVerify)\s*\(/gi;
/** Packages whose functions are called without their names. */
const IMPORTED = /['"](?:jsonwebtoken|jose)['"]/;
/** Longer calls are not read. */
const LONGEST = 600;

/** Where the calls of a file take the keys of its tokens from. */
export function keysIn(text: string): readonly KeyUse[] {
  const isImported = IMPORTED.test(text);
  return [...text.matchAll(CALL)].flatMap((found): readonly KeyUse[] => {
    const [head, method, bare] = found;
    if (method === undefined && !isImported) return [];
    const open = found.index + head.length;
    const [, key, third] = piecesOf(text, open);
    if (key === undefined || /^\w+\s*=(?!=)/.test(key.text)) return [];
    const options = third !== undefined && /^\{.*\}$/.test(third.text) ? third.text : undefined;
    const verifies = /^(?:verify|decode|jwtVerify)/i.test(method ?? bare ?? '');
    return [{ verifies, key: key.text, start: key.start, options }];
  });
}

interface Piece {
  readonly text: string;
  readonly start: number;
}

/** The arguments behind an opening parenthesis; none where it is not closed soon. */
function piecesOf(text: string, open: number): readonly Piece[] {
  const pieces: Piece[] = [];
  let [depth, from, quote] = [0, open, ''];
  for (let at = open; at < Math.min(text.length, open + LONGEST); at += 1) {
    const sign = text.charAt(at);
    if (quote !== '') {
      if (sign === '\\') at += 1;
      else if (sign === quote) quote = '';
      continue;
    }
    if (/['"`]/.test(sign)) quote = sign;
    else if (/[([{]/.test(sign)) depth += 1;
    else if (depth > 0 && /[)\]}]/.test(sign)) depth -= 1;
    else if (depth === 0 && /[,)]/.test(sign)) {
      pieces.push(trimmed(text, from, at));
      from = at + 1;
      if (sign === ')') return pieces;
    }
  }
  return [];
}

function trimmed(text: string, start: number, end: number): Piece {
  const whole = text.slice(start, end);
  return { text: whole.trim(), start: start + whole.length - whole.trimStart().length };
}
