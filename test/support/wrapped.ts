import type { Sample } from './samples.js';

/** How a function is written that holds all of a file but its imports: what stands in front of them, and behind. */
type Wrapper = readonly [front: string, back: string];

/** Of JavaScript; what a wrapper gives its parameters decides what the names in it stand for. */
const SCRIPTS: readonly Wrapper[] = [
  ['module.exports = (app) => {', '};'],
  ['module.exports = function (app, db) {', '};'],
  ['export default function routes(app) {', '}'],
  ['function register(router) {', '}\nregister(require("express")());'],
  ['const setup = app => {', '};\nsetup(app);'],
  ['async function main() {', '}\nmain();'],
  ['exports.serve = async (req, res, next) => {', '};'],
  ['export const routes = ({ req, res, db }) => {', '};'],
];

const PYTHON: readonly Wrapper[] = [
  ['def create_app():', ''],
  ['async def main(request, call_next):', 'main()'],
];

/** Stand outside of the function. */
const OUTSIDE = /^(?:import\b.*|from\b.*|.*\brequire\(.*)$/;
/** Cannot stand in it. */
const EXPORTS = /^export (?:default .*;$)?|^module\.exports = .*$/;

/** `front`: the line that begins the function. */
export interface Wrapped extends Sample {
  readonly front: string;
}

/** A sample with all but its imports in one function; one for every way to write that. */
export function wrapped({ edited: [name, text], beside }: Sample): readonly Wrapped[] {
  const isPython = name.endsWith('.py');
  const lines = text.split('\n');
  const outside = lines.filter((line) => OUTSIDE.test(line));
  const inside = lines
    .filter((line) => !OUTSIDE.test(line))
    .map((line) => (isPython ? line && `    ${line}` : line.replace(EXPORTS, '')));
  return (isPython ? PYTHON : SCRIPTS).map(([front, back]) => ({
    front,
    edited: [name, [...outside, front, ...inside, back, ''].join('\n')],
    beside,
  }));
}
