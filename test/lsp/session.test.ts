import assert from 'node:assert/strict';
import { Session } from '../../server/lsp/session.js';
import { createWorkspace } from '../../server/lsp/workspace.js';
import { PaperWorld, paperParts, until, WordEngine } from './support.js';

const URI = 'file:///w/a.yaml';
const OTHER = 'file:///w/b.yaml';

function started(world = new PaperWorld(), now?: () => number) {
  const engine = new WordEngine();
  const problems: unknown[] = [];
  const states: boolean[] = [];
  const session = new Session(paperParts(engine, world, now), {
    progress: (settled) => states.push(settled),
    problem: (_what, problem) => problems.push(problem),
  });
  const settled = () => until('rest', () => states.at(-1));
  return { engine, world, session, problems, settled };
}

describe('a session', () => {
  it('brings the file that the engine wants, and says when there is none', async () => {
    const { engine, world, session, settled } = started();
    world.files.set(OTHER, 'b: BAD\n');
    session.open(URI, 'yaml', 1, `load: ${OTHER}\nload: file:///w/none.yaml\n`);
    await until('the file', () => engine.document(OTHER));
    await settled();
    assert.deepEqual(engine.wants(), []);
    assert.equal(session.buffer(OTHER), undefined);
    session.dispose();
  });

  it('keeps the buffer while its file changes, and takes the file back when the buffer closes', async () => {
    const { engine, world, session, settled } = started();
    world.files.set(OTHER, 'b: disk\n');
    session.open(URI, 'yaml', 1, `load: ${OTHER}\n`);
    await until('the file', () => engine.document(OTHER));
    session.open(OTHER, 'yaml', 5, 'b: buffer\n');
    world.files.set(OTHER, 'b: disk, newer\n');
    session.refresh(OTHER);
    await settled();
    assert.equal(engine.document(OTHER)?.text(), 'b: buffer\n');
    session.close(OTHER);
    assert.equal(engine.document(OTHER)?.text(), 'b: disk, newer\n');
    world.files.set(OTHER, 'b: newest\n');
    session.refresh(OTHER);
    assert.equal(engine.document(OTHER)?.text(), 'b: newest\n');
    session.forget(OTHER);
    assert.equal(engine.document(OTHER), undefined);
    session.dispose();
  });

  it('reads a file that was missing once it is written', async () => {
    const { engine, world, session, settled } = started();
    session.open(URI, 'yaml', 1, `load: ${OTHER}\n`);
    await settled();
    assert.equal(engine.document(OTHER), undefined);
    world.files.set(OTHER, 'b: BAD\n');
    session.refresh(OTHER);
    assert.equal(engine.document(OTHER)?.text(), 'b: BAD\n');
    session.dispose();
  });

  it('leaves other languages and changes of unknown files alone', () => {
    const { engine, session } = started();
    session.open('file:///w/a.py', undefined, 1, 'BAD');
    session.change('file:///w/a.py', 2, [() => ({ range: { start: 0, end: 0 }, text: 'x' })]);
    session.close('file:///w/a.py');
    assert.equal(engine.documents.size, 0);
    session.dispose();
  });

  it('tells the engine the day in UTC', () => {
    const { engine, session } = started(new PaperWorld(), () => Date.UTC(2026, 10, 23, 23, 59, 59, 990));
    assert.deepEqual(engine.days, ['2026-11-23']);
    session.dispose();
  });

  it('tells the engine the new day at midnight', async () => {
    let now = Date.UTC(2026, 10, 23, 23, 59, 59, 985);
    const { engine, session } = started(new PaperWorld(), () => now);
    now += 15;
    await until('midnight', () => engine.days.includes('2026-11-24'));
    session.dispose();
  });

  it('names a file by its path in the workspace', () => {
    const { session } = started();
    session.confine(['file:///w/']);
    assert.equal(session.nameOf('file:///w/api/a%20b.yaml'), 'api/a b.yaml');
    assert.equal(session.nameOf('untitled:Untitled-1'), 'untitled:Untitled-1');
    session.dispose();
  });
});

describe('a workspace', () => {
  it('is read in the background; buffers and later changes win', async () => {
    const { engine, world, session, problems } = started();
    for (let i = 0; i < 30; i++) world.files.set(`file:///w/${i}.yaml`, `n: ${i}\n`);
    const workspace = createWorkspace({ session, problem: (_what, problem) => problems.push(problem) });
    session.open('file:///w/7.yaml', 'yaml', 3, 'n: typed\n');
    workspace.folders(['file:///w']);
    await until('all files', () => engine.documents.size === 30);
    assert.equal(engine.document('file:///w/7.yaml')?.text(), 'n: typed\n');
    assert.deepEqual(engine.layouts.at(-1)?.folders, ['file:///w/']);
    workspace.fileChanged('file:///w/pkg/package.json', false);
    assert.deepEqual(engine.layouts.at(-1)?.packages, ['file:///w/pkg/']);
    world.fronted.add('file:///w/pkg/');
    workspace.fileChanged('file:///w/pkg/pom.xml', false);
    assert.deepEqual(engine.layouts.at(-1)?.fronted, ['file:///w/pkg/']);
    workspace.fileChanged('file:///w/pkg/package.json', true);
    assert.deepEqual(engine.layouts.at(-1)?.packages, []);
    workspace.fileChanged('file:///w/3.yaml', true);
    assert.equal(engine.document('file:///w/3.yaml'), undefined);
    assert.deepEqual(problems, []);
    workspace.dispose();
    session.dispose();
  });
});
