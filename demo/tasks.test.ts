// The training office rewrites a file that people edit, too: nothing but the one entry may go.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import Hjson from 'hjson';
import { tasksInInterruptFile, tasksInMemory } from './tasks.ts';

const FILE = `# Who is interrupted.
{
  # A notice.
  "anna": { "message": "Read this.", "links": { "b": "https://b.example", "a": "https://a.example" } },
  # A task.
  "bert": { "message": "Do this.", "block": true },
  # Another.
  "carl": { "block": true }
}
`;

function interruptFile(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'vestibule-tasks-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'interrupts.json');
  writeFileSync(path, FILE);
  return path;
}

test('an entry that blocks is a task, and no other', (t) => {
  const tasks = tasksInInterruptFile(interruptFile(t));
  assert.deepEqual(['anna', 'bert', 'carl', 'dora', 'toString'].map(tasks.isOpen), [
    false,
    true,
    true,
    false,
    false,
  ]);
});

test('a task that is done leaves the file; the other entries stay as they are, in their order', (t) => {
  const path = interruptFile(t);
  const tasks = tasksInInterruptFile(path);
  tasks.clear('bert');
  tasks.clear('bert');
  tasks.clear('nobody');
  assert.deepEqual(['bert', 'carl'].map(tasks.isOpen), [false, true]);
  const text = readFileSync(path, 'utf8');
  const { bert: _, ...others } = Hjson.parse(FILE) as Record<string, unknown>;
  assert.equal(text, JSON.stringify(others, null, 2));
});

test('a task in memory is open until it is done', () => {
  const tasks = tasksInMemory(['bert']);
  assert.deepEqual(['anna', 'bert'].map(tasks.isOpen), [false, true]);
  tasks.clear('bert');
  assert.equal(tasks.isOpen('bert'), false);
});
