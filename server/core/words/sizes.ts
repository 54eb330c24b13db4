const UNITS: Readonly<Record<string, number>> = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 };

/** How many bytes a size is, as parsers of bodies take it: '500mb', '1048576', '5 * 1024 * 1024'; undefined for others. */
export function bytesIn(text: string): number | undefined {
  const bare = text.trim().replace(/(?<=\d)_(?=\d)/g, '');
  if (/^(?:Number\.)?(?:POSITIVE_)?Infinity$/.test(bare)) return Number.POSITIVE_INFINITY;
  if (/^[\d.e+ *]+$/i.test(bare)) {
    const product = bare.split(/\*+/).reduce((size, factor) => size * Number(factor), 1);
    return Number.isFinite(product) ? product : undefined;
  }
  const [, count, unit = ''] = /^(\d+(?:\.\d+)?) *(b|kb|mb|gb)$/i.exec(bare) ?? [];
  const size = UNITS[unit.toLowerCase()];
  return size === undefined ? undefined : Number(count) * size;
}
