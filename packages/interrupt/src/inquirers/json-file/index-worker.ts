// The thread that reads a large interrupt file, so that the event loop of the server never waits for it (D11).
import { parentPort, workerData } from 'node:worker_threads';
import { readWhole } from './read-whole.ts';
import { readPeople } from './read-people.ts';

const { path, strict } = workerData as { readonly path: string; readonly strict: boolean };
const file = readWhole(path);
const read = file.ok ? readPeople(file.bytes, strict) : file;
parentPort?.postMessage(read, read.ok ? [read.buffers.text, read.buffers.table] : []);
