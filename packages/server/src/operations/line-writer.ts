// Lines of the log and the audit on their way to somebody who may stop reading, go away, or have a full disk. Nobody's
// login waits for that reader: lines wait in a buffer with an end. Past it, lines of the log are dropped and counted, and
// the audit says that it is full, so that what must be audited is refused instead of done unseen.
import { Buffer } from 'node:buffer';
import type { HealthPart } from './health.ts';
import type { LineSink } from './log.ts';

/** Writes what can be written now and answers how many bytes that was; throws when the reader is not there. */
export type TryWrite = (bytes: Buffer) => number;

/** A sink that lines can wait in. */
export interface AuditSink extends LineSink {
  /** Whether so much waits that nothing which must be audited may begin. */
  isFull(): boolean;
}

export interface LineWriter extends LineSink {
  /** Lines that are never dropped. */
  readonly audit: AuditSink;
  health(): HealthPart;
  /** Writes what can be written now. */
  flushSync(): void;
  /** Waits for the reader a little, at the end of the process; then what is left is lost. */
  close(milliseconds: number): Promise<void>;
}

export interface LineWriterOptions {
  /** Whether the lines of one turn of the event loop are written together: a login writes half a dozen. */
  readonly gather: boolean;
  /** Bytes of audit lines that may wait. */
  readonly auditLimit?: number;
  /** Bytes of other lines that may wait. */
  readonly logLimit?: number;
}

/** A thousand logins or so: at ten in a second, a reader may pause for more than a minute. */
const AUDIT_LIMIT = 1024 * 1024;
const LOG_LIMIT = 256 * 1024;
const BATCH = 64 * 1024;
const RETRY_EVERY = 100;
/** After something went out: the reader is at it. */
const RETRY_SOON = 5;
/** Milliseconds after which a reader who is behind is worth a word in health. */
const WORTH_A_WORD = 2000;

interface Waiting {
  readonly bytes: Buffer;
  readonly kind: 'audit' | 'log';
}

export function createLineWriter(tryWrite: TryWrite, options: LineWriterOptions): LineWriter {
  const { gather, auditLimit = AUDIT_LIMIT, logLimit = LOG_LIMIT } = options;
  let queue: Waiting[] = [];
  /** Bytes of the first line that are written already. */
  let begun = 0;
  const waiting = { audit: 0, log: 0 };
  let stalled: { readonly reason: string; readonly since: number } | null = null;
  let dropped = 0;
  let full = false;
  let due: NodeJS.Immediate | null = null;
  let retry: NodeJS.Timeout | null = null;

  function add(kind: 'audit' | 'log', line: string): void {
    const bytes = Buffer.from(line);
    if (kind === 'log' && stalled !== null && waiting.log + bytes.length > logLimit) {
      dropped += 1;
      return;
    }
    queue.push({ bytes, kind });
    waiting[kind] += bytes.length;
    if (stalled !== null) full ||= waiting.audit >= auditLimit;
    else if (gather) due ??= setImmediate(flush);
    else flush();
  }

  function flush(): void {
    if (due !== null) clearImmediate(due);
    due = null;
    const before = queue.length;
    while (queue.length > 0) if (!writeBatch()) break;
    full = queue.length > 0 && (full ? waiting.audit > auditLimit / 2 : waiting.audit >= auditLimit);
    if (queue.length > 0) return again(queue.length < before ? RETRY_SOON : RETRY_EVERY);
    stalled = null;
    if (dropped > 0) tellDropped();
  }

  /** Whether all of the batch went out. */
  function writeBatch(): boolean {
    const batch: Buffer[] = [];
    let length = -begun;
    for (const { bytes } of queue) {
      if (batch.length > 0 && length + bytes.length > BATCH) break;
      batch.push(bytes);
      length += bytes.length;
    }
    let written = 0;
    try {
      written = tryWrite(Buffer.concat(batch).subarray(begun));
      if (written < length) stall('its reader does not read');
    } catch (error) {
      // Whoever comes next gets the line from its beginning.
      begun = 0;
      stall(`it cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown fault'})`);
      return false;
    }
    forget(written);
    return written === length;
  }

  function stall(reason: string): void {
    stalled = { reason, since: stalled?.since ?? performance.now() };
  }

  function forget(written: number): void {
    let left = begun + written;
    let gone = 0;
    for (const { bytes, kind } of queue) {
      if (bytes.length > left) break;
      left -= bytes.length;
      waiting[kind] -= bytes.length;
      gone += 1;
    }
    queue = queue.slice(gone);
    begun = left;
  }

  function again(milliseconds: number): void {
    // It keeps no process alive; `close` waits for its end.
    retry ??= setTimeout(() => {
      retry = null;
      flush();
    }, milliseconds).unref();
  }

  function tellDropped(): void {
    const line = {
      level: 'warn',
      time: new Date().toISOString(),
      event: 'log-lines-dropped',
      dropped,
      msg: 'lines of the log were dropped while nobody read it; the audit is whole',
    };
    dropped = 0;
    add('log', `${JSON.stringify(line)}\n`);
  }

  return {
    write: (line) => add('log', line),
    audit: { write: (line) => add('audit', line), isFull: () => full },
    flushSync: flush,
    health() {
      const name = 'log and audit';
      if (stalled === null || (!full && performance.now() - stalled.since < WORTH_A_WORD))
        return { name, status: 'up', detail: 'standard error is read' };
      const lines = `standard error: ${stalled.reason}; ${queue.length} lines wait, ${dropped} were dropped`;
      if (!full) return { name, status: 'degraded', detail: lines };
      return {
        name,
        status: 'down',
        detail: `${lines}; nobody is let in until the audit can be written`,
      };
    },
    async close(milliseconds) {
      const end = performance.now() + milliseconds;
      flush();
      while (queue.length > 0 && performance.now() < end) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        flush();
      }
    },
  };
}
