/**
 * CommonJS text of the module that the extension host runs in place of the suite: it sends the console to a file and
 * leaves a verdict once the suite has really ended.
 * @param {{ suite: string, output: string, verdict: string }} files absolute paths
 */
export function wrapperText({ suite, output, verdict }) {
  return `
const fs = require('node:fs');
const util = require('node:util');
const out = fs.openSync(${JSON.stringify(output)}, 'a');
// The host gives these a setter that ignores assignments. It turns whole lines of stdout into console calls already.
for (const name of ['log', 'info', 'warn', 'error', 'debug']) {
  const value = (...args) => {
    // The lean install lacks the host's own log writer, about which it complains for each log channel.
    if (String(args[0] && args[0].message).startsWith('Could not locate the bindings file')) return;
    fs.writeSync(out, util.format(...args) + '\\n');
  };
  Object.defineProperty(console, name, { value, configurable: true, writable: true });
}
exports.run = async () => {
  try {
    await require(${JSON.stringify(suite)}).run();
    fs.writeFileSync(${JSON.stringify(verdict)}, 'ok');
  } catch (error) {
    fs.writeSync(out, '[extension host] ' + ((error && error.stack) || error) + '\\n');
    throw error;
  }
};
`;
}
