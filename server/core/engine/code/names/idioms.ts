/** Functions of which the answer leaves no choice of text: numbers, dates, identifiers. */
export const NUMERIC =
  /^(?:parseInt|parseFloat|Number|Boolean|BigInt|isNaN|Math\.\w+|Number\.\w+|Date|Date\.\w+|int|float|bool|len|round|abs|Decimal|(?:uuid\.)?UUID|(?:datetime\.)?(?:date|datetime)\.\w+|(?:Integer|Long|Short|Double|Float|Boolean|BigDecimal|BigInteger|UUID|LocalDate|LocalDateTime|Instant)(?:\.\w+)?|(?!String\b)[A-Z]\w*\.valueOf)$/;

export const ESCAPES =
  /^(?:\w*escape\w*|quote\w*|format|literal|ident|identifier|sanitize\w*|md5|hash\w*|uuid\w*)$/i;

/** Functions that hand on what they are given in another form. */
export const KEEPS_TEXT =
  /^(?:String|decodeURIComponent|encodeURIComponent|decodeURI|encodeURI|unescape|JSON\.stringify|JSON\.parse|str|json\.(?:loads|dumps)|String\.valueOf|Objects\.toString|URLDecoder\.decode|Buffer\.from|atob|(?:zlib|gzip|bz2|lzma)\.decompress)$/;

/** What is read instead of the text or the bytes that it is made of first. */
export const STREAMS =
  /^(?:(?:io\.)?(?:BytesIO|StringIO)|(?:java\.\w+\.)*(?:(?:ByteArray|Buffered|GZIP|Inflater|Data)InputStream|InputStreamReader|BufferedReader|StringReader)|(?:[a-z]+\.)*(?:InputSource|StreamSource|SAXSource))$/;

/** Functions that give back their first argument, as it is or as bytes, or fail. */
export const PASSES = /^(?:Objects\.requireNonNull(?:Else)?|Buffer\.from)$/;

/** Functions that mark a text as a statement or an address and leave it as it is, or put it into another alphabet. */
export const KEEPS_PARTS =
  /^(?:\w+\.)?(?:text|SQL)$|^(?:java\.net\.)?(?:URL|URI|URI\.create)$|^new TextEncoder\(\)\.encode$|^(?:Decoders\.BASE64(?:URL)?|(?:java\.util\.)?Base64\.get(?:Url|Mime)?Decoder\(\))\.decode$|^(?:base64\.)?(?:urlsafe_)?b64decode$/;

/** Methods that give back what their receiver holds. */
export const TEXT_METHODS =
  /^(?:trim|trimStart|trimEnd|toLowerCase|toUpperCase|toString|get_secret_value|valueOf|slice|substring|substr|padStart|padEnd|normalize|repeat|split|filter|reverse|sort|flat|at|pop|shift|toLocaleLowerCase|toLocaleUpperCase|toReversed|toSorted|charAt|values|keys|entries|strip|rsplit|splitlines|partition|rpartition|removeprefix|removesuffix|casefold|zfill|intern|lstrip|rstrip|lower|upper|title|capitalize|encode|decode|getBytes|toCharArray|items|getlist|get|getOrDefault|getFirst|orElse|orElseThrow|stripLeading|stripTrailing|json|dict|model_dump(?:_json)?)$/;

/** Methods of the request that read what the caller sent. */
export const REQUEST_METHODS =
  /^(?:get|header|param|json|body|form|stream|getParameter|getParameterValues|getParameterMap|getHeader|getHeaders|getQueryString|getCookies|getInputStream|getReader|getPathInfo|getRequestURI|getRequestURL)$/;

export const REQUEST_TEXTS = /^(?:url|originalUrl|path|hostname|rawBody)$/;

/** Methods of a text that put values into it: `'{}'.format(x)`, `"%s".formatted(x)`. */
export const FILLS = /^(?:format|formatted|format_map)$/;

/** The same as functions, whose first argument is the text. */
export const FILLING = /^(?:String\.format|MessageFormat\.format)$/;

/** Packages whose `format` puts values into a text, with what each placeholder does: `raw` leaves the value as it is. */
export const FORMATS: Readonly<Record<string, { readonly all: RegExp; readonly raw: RegExp }>> = {
  util: { all: /%[sdifjoOc]/g, raw: /[sjoO]$/ },
  'node:util': { all: /%[sdifjoOc]/g, raw: /[sjoO]$/ },
  'pg-format': { all: /%[sIL]/g, raw: /s$/ },
};

/** Makes a text piece by piece. */
export const BUILDER = /^(?:StringBuilder|StringBuffer|StringJoiner)$/;

/** Classes of Java that ask other servers, and the packages that hold them. */
export const PACKAGES: ReadonlyMap<string, string> = new Map([
  ['RestTemplate', 'org.springframework.web.client'],
  ['RestOperations', 'org.springframework.web.client'],
  ['RestClient', 'org.springframework.web.client'],
  ['WebClient', 'org.springframework.web.reactive.function.client'],
  ['HttpClient', 'java.net.http'],
]);
