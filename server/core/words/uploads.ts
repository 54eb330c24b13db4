/** Whether prose says what kind of file is taken: 'a PNG', 'text/csv', '10 PDF documents'; an image may be anything. */
export function saysFileType(text: string): boolean {
  return FILE_TYPES.test(text);
}

/** Whether prose says how large a file may be: '10 MB', 'the maximum size', '5 megabytes'. */
export function saysFileSize(text: string): boolean {
  return FILE_SIZE.test(text);
}

/** Whether the name of an extension says how large something may be: `x-max-size`, `x-maxBytes`. */
export function isSizeExtension(name: string): boolean {
  return /^x-.*(?:max|limit).*(?:size|bytes|length|mb|kb)|^x-.*(?:size|bytes|length).*(?:max|limit)/i.test(
    name,
  );
}

/** Whether a media type leaves open what the bytes are: nothing may be concluded from it, and anything be sent. */
export function isAnyType(type: string): boolean {
  return /^(?:\*\/\*|application\/(?:\*|octet-stream|binary|x-binary))$/.test(baseType(type));
}

/** Whether a browser that is given such a file runs what is in it. */
export function isActiveType(type: string): boolean {
  return /^(?:text\/html|image\/svg\+xml|application\/(?:xhtml\+xml|javascript)|text\/javascript)$/.test(
    baseType(type),
  );
}

/** Whether a body of the type consists of parts, of which some may be files. */
export function isMultipart(type: string): boolean {
  return baseType(type).startsWith('multipart/');
}

/** Without parameters, in lower case. */
function baseType(type: string): string {
  return (type.split(';')[0] ?? '').trim().toLowerCase();
}

const FILE_TYPES =
  /\b(?:png|jpe?g|gif|webp|svg|bmp|tiff?|heic|pdf|csv|tsv|xlsx?|docx?|pptx?|odt|json|ya?ml|xml|html?|txt|markdown|mp[34]|m4a|wav|ogg|webm|mov|zip|tar|gz|gzip|pem|crt|parquet|jar|apk|wasm|mime[- ]?types?|file types?)\b|\b(?:image|text|audio|video|application)\/[\w.+*-]+/i;

const FILE_SIZE =
  /\b\d+(?:[.,]\d+)?\s*(?:[kmgt]i?b|bytes?|(?:kilo|mega|giga|kibi|mebi|gibi)bytes?)\b|\b(?:max(?:imum)?|largest)\b[^.]{0,30}\b(?:size|bytes)\b|\b(?:size|bytes)\b[^.]{0,30}\b(?:limit|max(?:imum)?|exceed|up to|at most)/i;
