import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** Runs the tests that `define` declares, inside the extension host; leaves the counts for who started the editor. */
export async function runSuite(define: () => void): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, color: false, reporter: 'spec' });
  mocha.suite.emit(Mocha.Suite.constants.EVENT_FILE_PRE_REQUIRE, globalThis, 'suite', mocha);
  define();
  await new Promise<void>((resolve, reject) => {
    const runner = mocha.run((failures) => {
      const { tests = 0, passes = 0 } = runner.stats ?? {};
      const result = process.env.PORTCULLIS_RESULT;
      if (result) writeFileSync(result, JSON.stringify({ tests, passes, failures }));
      if (failures > 0) reject(new Error(`${failures} of ${tests} tests failed`));
      else if (tests === 0) reject(new Error('no tests were run'));
      else resolve();
    });
  });
}
