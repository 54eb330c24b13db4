import type { GuardKind } from '../api.js';
import { CALLER_MARKS } from '../code/signs.js';
import type { Framework, Parameter, Source } from './framework.js';
import { interceptionsOf } from './spring-interceptors.js';
import { wholeChainOf } from './spring-rest.js';

const CALLER: readonly GuardKind[] = ['authentication'];
const PERMITTED: readonly GuardKind[] = ['authentication', 'authorization'];

/** Expressions of the language of Spring that everybody meets, and that everybody who has signed in meets. */
const EVERYBODY = /^\s*(?:permitAll(?:\(\s*\))?|isAnonymous\(\s*\)|true)\s*$/;
const SIGNED_IN = /^\s*(?:isAuthenticated|isFullyAuthenticated|isRememberMe)\(\s*\)\s*$/;

/** What an annotation of a class or a method demands; undefined when it is about something else. */
function demands(annotation: string, text: string): readonly GuardKind[] | undefined {
  switch (annotation) {
    case 'PreAuthorize':
    case 'PostAuthorize':
      if (EVERYBODY.test(text)) return [];
      return SIGNED_IN.test(text) ? CALLER : PERMITTED;
    case 'Secured':
      return /ANONYMOUSLY/.test(text) ? [] : /IS_AUTHENTICATED/.test(text) ? CALLER : PERMITTED;
    case 'RolesAllowed':
    case 'DenyAll':
      return PERMITTED;
    case 'PermitAll':
      return [];
    case 'RateLimiter':
    case 'RateLimit':
    case 'RateLimiting':
    case 'Bucket4j':
      return ['rate-limit'];
    default:
      return undefined;
  }
}

/** Types of which a text has one of few forms. */
const NARROW =
  /^(?:int|long|short|byte|boolean|double|float|char|Integer|Long|Short|Byte|Boolean|Double|Float|Big(?:Decimal|Integer)|UUID|LocalDate|LocalDateTime|LocalTime|Instant|ZonedDateTime|OffsetDateTime|Date|Locale|ObjectId)$/;
const TEXTS =
  /^(?:String|CharSequence|UR[IL]|Object|byte\[\]|InputStream|Reader|(?:Multi(?:Value)?)?Map\b.*|HttpHeaders|JsonNode|ObjectNode|(?:List|Set|Collection|Optional)<.*|String\[\])$/;
const REQUESTS =
  /^(?:(?:Http)?ServletRequest|WebRequest|NativeWebRequest|ServerHttpRequest|ServerWebExchange|HttpEntity\b.*|RequestEntity\b.*)$/;
/** What the framework hands in beside the input. */
const GIVEN =
  /^(?:Principal|Authentication|\w*Session|Model|ModelMap|ModelAndView|BindingResult|Errors|Pageable|Sort|RedirectAttributes|UriComponentsBuilder|(?:Http)?ServletResponse|ServerHttpResponse|SessionStatus|TimeZone|Writer|OutputStream)$/;
/** What is called for a request: what answers it, and what fills the model before. */
const ROUTES = /^(?:(?:Get|Post|Put|Patch|Delete|Request)Mapping|ModelAttribute)$/;
const INPUTS =
  /^(?:RequestParam|PathVariable|RequestHeader|CookieValue|MatrixVariable|RequestBody|RequestPart|ModelAttribute)$/;
const PUT_THERE = /^(?:SessionAttribute|RequestAttribute|Value)$/;

function source({ type, marks, decorators }: Parameter): Source | undefined {
  if (REQUESTS.test(type)) return 'request';
  if (
    !decorators.some((name) => ROUTES.test(name)) ||
    marks.some((name) => PUT_THERE.test(name) || CALLER_MARKS.test(name))
  )
    return undefined;
  if (NARROW.test(type)) return 'computed';
  const mark = marks.find((name) => INPUTS.test(name));
  if (TEXTS.test(type)) return 'input';
  if (GIVEN.test(type)) return undefined;
  // Other types of a single value are enumerations and what converters make of a text.
  return mark === undefined ||
    /^(?:RequestBody|RequestPart|ModelAttribute)$/.test(mark) ||
    type === 'MultipartFile'
    ? 'record'
    : 'computed';
}

/** Spring MVC with Spring Security (docs.spring.io). */
export const spring: Framework = {
  name: 'spring',
  languages: ['java'],
  modules: ['org.springframework'],
  constructors: {},
  verbs: {
    GetMapping: 'GET',
    PostMapping: 'POST',
    PutMapping: 'PUT',
    PatchMapping: 'PATCH',
    DeleteMapping: 'DELETE',
  },
  annotating: {
    controllers: ['RestController'],
    pages: ['Controller'],
    answers: 'ResponseBody',
    clients: ['FeignClient', 'HttpExchange'],
    interceptors: [
      ...['HandlerInterceptor', 'HandlerInterceptorAdapter', 'AsyncHandlerInterceptor'],
      ...['OncePerRequestFilter', 'GenericFilterBean', 'Filter', 'HttpFilter', 'WebFilter'],
      'HandlerMethodArgumentResolver',
    ],
    mapping: 'RequestMapping',
    known:
      /^(?:SecurityRequirements?|EnableWebSecurity|Enable\w+Security|AllArgsConstructor|\w+ArgsConstructor|AccessLevel|CrossOrigin|Api\w*|Operation|Tag)$/,
    checks: ['Valid', 'Validated'],
    rules: [
      'permitAll',
      'anonymous',
      'denyAll',
      'authenticated',
      'fullyAuthenticated',
      'rememberMe',
      'hasRole',
      'hasAnyRole',
      'hasAuthority',
      'hasAnyAuthority',
      'hasScope',
      'access',
    ],
    demands,
    narrow: /^(?!.*has(?:Any)?(?:Role|Authority|Scope)).*#\w/s,
    chain: wholeChainOf,
    registered: ['HandlerInterceptor', 'HandlerInterceptorAdapter', 'AsyncHandlerInterceptor'],
    others:
      /^(?:org\.springframework\.security\.(?!crypto\b)|org\.apache\.shiro|org\.keycloak|cn\.dev33\.satoken)/,
    interceptions: interceptionsOf,
  },
  mounts: [],
  params: [],
  receivers: /^$/,
  middleware: {},
  servers: [],
  identity: [],
  inputs: [],
  source,
};
