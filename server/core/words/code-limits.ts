/** Why code is not followed to its end. */
export type CodeLimit = 'ways' | 'steps';

export const CODE_LIMITS: Readonly<Record<CodeLimit, string>> = {
  ways: 'more registrations lead to its routes than are followed.',
  steps: 'its code takes more steps than are followed.',
};
