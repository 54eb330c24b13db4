import { express } from './express.js';
import { fastapi } from './fastapi.js';
import type { Framework } from './framework.js';
import { spring } from './spring.js';

/** Frameworks whose routes are read. */
export const FRAMEWORKS: readonly Framework[] = [express, fastapi, spring];
