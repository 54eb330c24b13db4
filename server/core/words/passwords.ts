import { secretField } from './sensitive.js';

/** Whether a function of this name compares a password with the one that is kept: `bcrypt.compare`, `verify_password`. */
export function provesPassword(name: string): boolean {
  return PROVERS.test(name);
}

const PROVERS =
  /^(?:compare(?:Sync)?|(?:bcrypt|password|argon2?)_?(?:compare|verify)|(?:compare|check|verify|validate|match|is_?valid)_?pass(?:word|wd|phrase)?\w*|pass(?:word|wd)_?(?:matches|verify|is_?valid))$/i;

/** Whether a field of this name holds a password, or what one is compared with, and no word about it. */
export function storesPassword(name: string): boolean {
  return secretField(name) === 'password';
}
