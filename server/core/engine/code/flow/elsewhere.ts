/** Of these nothing is in the workspace. */
export const GLOBALS =
  /^(?:console|Object|JSON|Math|Array|Promise|Number|String|Date|Buffer|process|Reflect|Symbol|Error|res|response)$/;

/** Classes of Java that need no import either. */
export const JAVA_LANG =
  /^(?:Boolean|Byte|Character|Class|Double|Enum|Float|Integer|Long|Math|Number|Object|Record|Runtime|Short|String|StringBuilder|System|Thread|\w*(?:Exception|Error))$/;

/** Packages of Python and Java that hold nothing of the workspace. */
export const PACKAGES =
  /^(?:(?:fastapi|starlette|sqlalchemy|sqlmodel|pydantic|typing|os|sys|re|json|logging|datetime|time|uuid|math|random|secrets|hashlib|base64|pathlib|shutil|subprocess|asyncio|collections|functools|itertools|requests|httpx|aiohttp|urllib|jose|jwt|passlib|boto3|redis|celery|numpy|pandas|sqlite3|psycopg2?|asyncpg|pymongo|motor)\b|(?:java|javax|jakarta|lombok|org\.(?:springframework|slf4j|apache|hibernate|junit)|com\.(?:fasterxml|google)|io\.(?:jsonwebtoken|swagger))\.)/;
/** Types that hold another one. */
export const HOLDERS = /^(?:typing|Annotated|Optional|Union|Type|Provider|ObjectProvider|Lazy)$/;
