// The program's log: JSON lines, by pino, on standard error. Secrets are kept out by not logging them;
// the redaction here is the second line of defence.
import type { LogFields, Logger } from '@vestibule/interrupt';
import { pino, stdSerializers } from 'pino';
import { createLineWriter, type LineWriter, type LineWriterOptions } from './line-writer.ts';
import { standardStream } from './standard-stream.ts';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Members whose value never reaches the log, at the top of a line or one level below. */
export const REDACTED_FIELDS = [
  'password',
  'credential',
  'credentials',
  'secret',
  'token',
  'ticket',
  'pgt',
  'pgtId',
  'pgtIou',
  'execution',
  'cookie',
  'cookies',
  'set-cookie',
  'authorization',
  'logoutRequest',
  'TGC',
  'CASINTERRUPT',
  'CASPRIVACY',
  'CASLOGIN',
  'payload',
] as const;

/** Somewhere that lines go to, each with its newline. */
export interface LineSink {
  write(line: string): unknown;
}

export interface Log extends Logger {
  /** Writes out what is still held back; to be called before the process ends. */
  flush(): void;
}

/**
 * Standard error, for the log and, as its member `audit`, for the audit. Lines are written at once, or with `gather` at the
 * end of the event loop's turn; a reader who stops reading holds up nobody.
 */
export function standardError({ gather }: LineWriterOptions = { gather: false }): LineWriter {
  return createLineWriter(standardStream(2), { gather });
}

/** Fields named `err`, `error` or `cause` that hold an error are written with type, message and stack. */
export function createLog(level: LogLevel, sink: LineSink & { flushSync?(): void }): Log {
  const logger = pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: errorOf, error: errorOf, cause: errorOf },
      redact: { paths: redactedPaths(), censor: '[redacted]' },
    },
    sink as { write(line: string): void },
  );
  return {
    debug: (fields, message) => logger.debug(withEvent(fields), message),
    info: (fields, message) => logger.info(withEvent(fields), message),
    warn: (fields, message) => logger.warn(withEvent(fields), message),
    error: (fields, message) => logger.error(withEvent(fields), message),
    flush: () => sink.flushSync?.(),
  };
}

/** A module of the operator, whose JavaScript knows no types, may have left it out. */
function withEvent(fields: LogFields): LogFields {
  return typeof fields.event === 'string' ? fields : { ...fields, event: 'module' };
}

/** The path of an address or request target, without query and fragment, which may carry tickets. */
export function pathOf(url: string): string {
  return /^[^?#]*/.exec(url)?.[0] ?? '';
}

function redactedPaths(): string[] {
  return REDACTED_FIELDS.flatMap((field) => [`["${field}"]`, `*["${field}"]`]);
}

function errorOf(value: unknown): unknown {
  return value instanceof Error ? stdSerializers.err(value) : value;
}
