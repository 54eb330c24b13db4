/** What tells of an answer, of a check of the caller and of credentials, by names. */

export const STATUS_CALLS =
  /^(?:status|sendStatus|setStatus|setStatusCode|setRawStatusCode|writeHead|code|sendError|assert|send)$/;
export const STATUS_FIELDS = /^(?:status|statusCode)$/;
export const UNAUTHORIZED =
  /unauthori[sz]ed|unauthenticated|not_?authenticated|authentication_?(?:error|failed|required)|invalid_?token|auth_?error|login_?required|not_?logged_?in/i;
export const FORBIDDEN =
  /forbidden|access_?denied|permission_?(?:denied|error)|not_?(?:authori[sz]ed|allowed|permitted)|authori[sz]ation_?error|insufficient/i;
export const LIMITED = /too_?many_?requests|rate_?limit/i;
export const LOGIN_PAGE = /log-?in|sign-?in|\/auth/i;
export const VERIFIERS =
  /^(?:verify|jwtVerify|verifyIdToken|verifyAccessToken|verifyToken|introspect|verify_id_token|verify_access_token|verify_token|verify_jwt|decode_token|decode_access_token|decode_jwt)$/;
export const VALIDATORS =
  /^(?:parse|safeParse|parseAsync|safeParseAsync|validate|validateAsync|validateSync|validationResult)$/;
export const AUTH_WORDS =
  /auth|session|token|verify|permi|role|login|jwt|access|guard|protect|ensure|require|owner|current_?user/i;
export const CREDENTIALS = /password|passwd|credential|\botp\b|passcode/i;
export const HEADERS =
  /['"`](?:authorization|x-api-key|x-access-token|x-auth[-\w]*|api[-_]?key|proxy-authorization)['"`]/i;
/** Answers and faults of Python, by the name of what makes them. */
export const MADE_ANSWERS = /(?:Exception|Error|(?<!Redirect)Response)$/;
/** Python hands the caller to a handler as a parameter. */
export const PRINCIPAL = /\bcurrent_?user\b|\buser\s*\.\s*(?:is_|role|id\b|scopes|permissions)/i;
/** Java finds the caller in one of these. */
export const JAVA_PRINCIPAL =
  /\b(?:principal|authentication|\w*SecurityContextHolder|SecurityUtils|userDetails|getUserPrincipal|getRemoteUser|isUserInRole|(?:get)?(?:current|logged_?in|signed_?in|authenticated)(?:user|member|account|principal|customer|person)\w*)\b|\.getAttribute\(\s*"\w*(?:user|account|member|principal|caller|auth)\w*"/i;
/** Types and annotations of parameters by which Java hands the caller to a handler. */
export const CALLER_TYPES =
  /^(?:Principal|Authentication|Jwt|\w*UserDetails|\w*OAuth2User|OidcUser|\w*Principal|UserPrincipal|JwtAuthenticationToken|OAuth2AuthenticationToken|HttpSession|(?:Current|LoggedIn|SignedIn|Authenticated)(?:User|Member|Account|Customer|Person))$/;
export const CALLER_MARKS =
  /^(?:AuthenticationPrincipal|CurrentSecurityContext|(?:Current|LoggedIn|SignedIn|Login|Auth(?:enticated)?)(?:User|Member|Account|Principal|Customer|Person)(?:Id)?)$/;
/** Members of what Express keeps for one answer under which middleware leaves who is calling: `res.locals.user`. */
export const CALLER_KEYS =
  '\\w*user\\w*|token|jwt|claims|auth|account|principal|caller|subject|uid|sub|session|identity|member';
/** Names of what a caller proves who they are with. */
export const CREDENTIAL_NAMES = /^\w*(?:token|credentials?|authorization|api_?key)$/i;
