/** Why code is not followed to its end. */
export type CodeLimit = 'ways' | 'steps';

/** Why a file of properties is not read. */
export const PROPERTY_LIMITS = { length: 'it is longer than anybody writes by hand.' };

export const CODE_LIMITS: Readonly<Record<CodeLimit, string>> = {
  ways: 'more registrations lead to its routes than are followed.',
  steps: 'its code takes more steps than are followed.',
};
