const { writeFileSync } = require('node:fs');
const path = require('node:path');
const { reporters } = require('mocha');

/** Mocha's own report, and the counts in a file of $PORTCULLIS_COUNTS for whoever adds several runs up. */
module.exports = class Counting extends reporters[process.env.PORTCULLIS_REPORTER || 'spec'] {
  constructor(runner, options) {
    super(runner, options);
    const folder = process.env.PORTCULLIS_COUNTS;
    if (!folder) return;
    runner.once('end', () => {
      const { tests, passes, failures, pending } = this.stats;
      const file = path.join(folder, `mocha-${process.pid}.json`);
      writeFileSync(file, JSON.stringify({ tests, passes, failures, pending }));
    });
  }
};
