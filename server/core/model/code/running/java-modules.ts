/**
 * The file of a class by its full name, 'com.example.Paths', in one of the folders above the file, since each may be the
 * root of the sources; '.Paths' is a class of the same package.
 */
export function javaModule(
  specifier: string,
  from: string,
  has: (uri: string) => boolean,
): string | undefined {
  const folder = from.slice(0, from.lastIndexOf('/'));
  const path = `${specifier.replace(/^\./, '').replaceAll('.', '/')}.java`;
  if (specifier.startsWith('.')) return [`${folder}/${path}`].find(has);
  for (let at = folder; at.includes('/'); at = at.slice(0, at.lastIndexOf('/'))) {
    const uri = `${at}/${path}`;
    if (has(uri)) return uri;
  }
  return undefined;
}
