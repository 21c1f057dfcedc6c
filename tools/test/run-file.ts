// Runs one test file in its own process and counts what it did. A file that ran no test, a skipped or postponed test, a
// throwing `describe` and a process that does not end all count as failed: node:test alone would let them pass.
import { run } from 'node:test';
import { inspect } from 'node:util';

const DEADLINE_MS = 300_000;

export interface FileResult {
  readonly passed: number;
  readonly failures: readonly { readonly name: string; readonly why: string }[];
  readonly milliseconds: number;
  /** What the file wrote, for showing beside its failures. */
  readonly output: string;
}

export async function runFile(root: string, path: string): Promise<FileResult> {
  const started = performance.now();
  const failures: { name: string; why: string }[] = [];
  let passed = 0;
  let output = '';
  const events = run({
    files: [`${root}/${path}`],
    cwd: root,
    isolation: 'process',
    concurrency: 1,
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  for await (const { type, data } of events as AsyncIterable<TestEvent>) {
    if (type === 'test:stdout' || type === 'test:stderr') output += data.message;
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const outcome = judge(`${root}/${path}`, type, data);
    if (outcome === 'passed') passed += 1;
    else if (outcome !== 'not a test') failures.push({ name: data.name, why: outcome });
  }
  if (passed === 0 && failures.length === 0) failures.push({ name: path, why: 'no test ran' });
  return { passed, failures, milliseconds: performance.now() - started, output };
}

/** The part of node:test's events that counts here. */
interface TestEvent {
  readonly type: string;
  readonly data: {
    readonly name: string;
    readonly message: string;
    readonly skip?: string | boolean;
    readonly todo?: string | boolean;
    readonly details: {
      readonly type?: string;
      readonly error?: Error & { readonly failureType?: string };
    };
  };
}

function judge(file: string, type: 'test:pass' | 'test:fail', test: TestEvent['data']): string {
  if (type === 'test:pass') {
    if (test.skip !== undefined) return `skipped: ${String(test.skip)}`;
    if (test.todo !== undefined) return `postponed: ${String(test.todo)}`;
    return test.name === file || test.details.type === 'suite' ? 'not a test' : 'passed';
  }
  const { error } = test.details;
  // Its failing parts have been counted themselves.
  if (error?.failureType === 'subtestsFailed') return 'not a test';
  if (error?.failureType === 'testAborted') return `did not end within ${DEADLINE_MS / 1000} s`;
  return inspect(error?.cause ?? error);
}
