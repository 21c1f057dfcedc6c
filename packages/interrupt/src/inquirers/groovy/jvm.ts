// One JVM from its start to its end. Knows the pipe and the process; whose question is whose is the host's business.
import { spawn, type ChildProcess } from 'node:child_process';
import { delimiter } from 'node:path';
import { compilingHost, REFERENCE_CLASSES, type HostClasses } from './host-classes.ts';
import type { GroovyInstallation } from './installation.ts';
import { createLineReader, lineFor, type FromHost, type ToHost } from './protocol.ts';

export interface JvmOptions {
  readonly installation: GroovyInstallation;
  /** Bytes of heap. */
  readonly maxMemory: number;
  /** Scripts that run at the same time. */
  readonly threads: number;
  /** The environment of the JVM, which scripts can read. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Unpredictable; marks the lines that are messages. */
  readonly key: string;
  readonly classes: HostClasses;
  /** `-Dname=value` of the server, for `System.getProperty` of scripts. They may be secret. */
  readonly systemProperties: ReadonlyMap<string, string>;
}

export interface JvmEvents {
  readonly message: (message: FromHost) => void;
  /** A line that is no message: written to standard output past the logger, or by the JVM itself. */
  readonly stray: (text: string) => void;
  /** Called once. `detail` says how it ended, with the last words of the JVM. */
  readonly ended: (detail: string) => void;
}

export interface Jvm {
  readonly send: (message: ToHost) => void;
  readonly pid: number | undefined;
  /** Ends it at once; `ended` follows. */
  readonly kill: () => void;
  /** Lets it end by itself, kills it after a second. Resolves when it is gone. */
  stop(): Promise<void>;
}

const STOPPING_MILLISECONDS = 1_000;
const LAST_WORDS = 5;
/** What the JVM says of options in its environment; their values are nothing for the log. */
const PICKED_UP = /^(?:NOTE: )?Picked up (?:JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS|_JAVA_OPTIONS):/;

/** Starts a JVM; whether it came up is told by the message `ready` or by `ended`. */
export function startJvm(options: JvmOptions, events: JvmEvents): Jvm {
  // Where there is no descriptor left for a pipe, its streams are not there at all; `error` tells of it.
  const child: ChildProcess = spawn(options.installation.java, javaArguments(options), {
    env: options.env,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const lastWords: string[] = [];
  const remember = (text: string): void => {
    if (PICKED_UP.test(text)) return;
    lastWords.push(text.slice(0, 300));
    if (lastWords.length > LAST_WORDS) lastWords.shift();
    events.stray(text);
  };
  child.stdout?.on(
    'data',
    createLineReader(options.key, {
      message: events.message,
      stray: remember,
      overflow: () => child.kill('SIGKILL'),
    }),
  );
  child.stderr?.on(
    'data',
    createLineReader('\0', { message: () => undefined, stray: remember, overflow: () => undefined }),
  );
  // A JVM that is gone breaks the pipe; its end is told by `ended`.
  child.stdin?.on('error', () => undefined);
  const gone = ending(child, (how) => {
    events.ended([how, ...lastWords].join('; '));
  });
  child.stdin?.write(`${options.key}
${JSON.stringify(Object.fromEntries(options.systemProperties))}
`);
  return {
    pid: child.pid,
    send: (message) => void child.stdin?.write(lineFor(message)),
    kill: () => void child.kill('SIGKILL'),
    async stop() {
      child.stdin?.end();
      const timer = setTimeout(() => child.kill('SIGKILL'), STOPPING_MILLISECONDS);
      await gone;
      clearTimeout(timer);
    },
  };
}

function javaArguments({ installation, maxMemory, threads, classes }: JvmOptions): readonly string[] {
  return [
    `-Xmx${Math.floor(maxMemory / 1024)}k`,
    // Buffers outside of the heap; what else there is, is watched (`resident`).
    `-XX:MaxDirectMemorySize=${Math.floor(maxMemory / 4096)}k`,
    '-XX:+UseSerialGC',
    '-XX:TieredStopAtLevel=1',
    '-XX:+ExitOnOutOfMemoryError',
    // Nothing of it lies in the shared temporary directory: no performance data, no socket, no file (D33).
    '-XX:-UsePerfData',
    '-XX:+DisableAttachMechanism',
    `-Djava.io.tmpdir=${classes.directory}`,
    '-Djava.awt.headless=true',
    '-Dfile.encoding=UTF-8',
    '-cp',
    // Ours first: a library among the jars must not take the place of a class that the host stands on.
    [classes.directory, ...installation.jars].join(delimiter),
    ...(classes.compiled ? ['vestibule.Host'] : ['groovy.ui.GroovyMain', ...compilingHost(classes)]),
    classes.ofScripts,
    String(threads),
    REFERENCE_CLASSES,
  ];
}

/** A process of the script's own may hold the pipes open for longer than the JVM lives. */
const LAST_LINES_MILLISECONDS = 500;

/** Waits for the pipes too, so that the last lines are read before the end is told. */
function ending(child: ChildProcess, tell: (how: string) => void): Promise<void> {
  return new Promise((resolve) => {
    let told = false;
    const once = (how: string): void => {
      if (told) return;
      told = true;
      tell(how);
      resolve();
    };
    child.on('error', (error) => once(`java cannot be started (${error.message})`));
    const ended = (code: number | null, signal: string | null): void => {
      once(signal === null ? `the JVM ended with code ${code}` : `the JVM was ended by ${signal}`);
    };
    child.on('close', ended);
    child.on('exit', (code, signal) => void setTimeout(ended, LAST_LINES_MILLISECONDS, code, signal).unref());
  });
}
