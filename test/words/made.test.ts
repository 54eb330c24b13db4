import { deepEqual } from 'node:assert/strict';
import { isMadeSecret } from '../../server/core/words/made-secrets.js';
import { bytesIn } from '../../server/core/words/sizes.js';

describe('names of what a program makes', () => {
  it('say that it is a secret, and not when it ends or how many there are', () => {
    const names: readonly (readonly [string, boolean])[] = [
      ...['resetToken', 'generate_otp', 'OTP', 'makeSalt', 'tempPassword', 'verificationLink', 'api_key'].map(
        (name) => [name, true] as const,
      ),
      ...['inviteCode', 'sessionId', 'emailToken', 'csrfToken', 'recoveryCodes', 'genid'].map(
        (name) => [name, true] as const,
      ),
      ...['resetPasswordExpires', 'otpSentAt', 'usedTokens', 'pageToken', 'passwordLength', 'tokenCount'].map(
        (name) => [name, false] as const,
      ),
      ...['id', 'key', 'code', 'orderCode', 'color', 'secretNumber', 'deviceToken', 'lastPasswordReset'].map(
        (name) => [name, false] as const,
      ),
    ];
    deepEqual(
      names.filter(([name, is]) => isMadeSecret(name) !== is),
      [],
    );
  });
});

describe('sizes', () => {
  it('are read as parsers of bodies read them', () => {
    deepEqual(['100', '1kb', '50mb', '0.5 GB', '5 * 1024 * 1024', '10_000', '1e7', 'Infinity'].map(bytesIn), [
      100,
      1024,
      52_428_800,
      536_870_912,
      5_242_880,
      10_000,
      1e7,
      Number.POSITIVE_INFINITY,
    ]);
    deepEqual(['', 'large', '5 * MB', 'process.env.LIMIT', '10xb'].map(bytesIn), Array(5).fill(undefined));
  });
});
