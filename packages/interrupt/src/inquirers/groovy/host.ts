// Groovy beside the server: one long-lived JVM for the interrupt script and for the triggers of policies, restarted
// when it dies (D12). A script has the operator's rights; the JVM is a fence against accidents, no sandbox.
import { tmpdir } from 'node:os';
import type { InquirerHealth, Turn } from '../../inquirer.ts';
import type { Clock, Logger, Random } from '../../ports.ts';
import { keepHostClasses, type HostClasses } from './host-classes.ts';
import type { OnLoaded } from '../loaded-files.ts';
import { findGroovy } from './installation.ts';
import { createJobs, type JobAnswer } from './jobs.ts';
import { startJvm, type Jvm } from './jvm.ts';
import { watchResidentMemory } from '../resident-memory.ts';
import type { FromHost, HostQuestion, HostReady, QuestionFacts } from './protocol.ts';

export interface GroovyHostOptions {
  /** `cas.interrupt.groovy.max-memory`: bytes of heap. */
  readonly maxMemory: number;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly random: Random;
  /**
   * The environment: `GROOVY_HOME`, `JAVA_HOME` and `PATH` are looked at, and scripts can read all of it, as they can
   * in the reference.
   */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Jar files or directories of jars to use instead of looking for a Groovy. */
  readonly jars?: readonly string[];
  /** Where a directory for class files is made, removed by `close`. Default: the system's temporary directory. */
  readonly workDirectory?: string;
  /** `cas.interrupt.groovy.start-timeout`: milliseconds for the JVM to be ready, and for a script to be compiled. Default 120,000. */
  readonly startTimeout?: number;
  /** `-Dname=value` of the server, for `System.getProperty` of scripts. */
  readonly systemProperties?: ReadonlyMap<string, string>;
  /** Scripts that run at the same time. Default 8. */
  readonly parallel?: number;
  /** Told the program `java` and the jars that it runs (D33). */
  readonly onLoaded?: OnLoaded;
}

/** A script that was compiled once. Stays valid when a newer text takes its place and when the JVM is restarted. */
export interface LoadedScript {
  readonly id: number;
  readonly name: string;
}

export interface ScriptText {
  /** File name for stack traces and the log. */
  readonly name: string;
  readonly text: string;
  /** Whether a script without `run(Object... args)` is refused. */
  readonly mustTakeArguments: boolean;
}

export type LoadAnswer =
  | { readonly ok: true; readonly script: LoadedScript }
  /** `late`: there was no time to tell whether the text is good. */
  | { readonly ok: false; readonly detail: string; readonly late: boolean };

export interface GroovyHost {
  /** Compiles; with `replacing`, takes its place from the next question on. A text that does not compile changes nothing. */
  load(script: ScriptText, replacing?: LoadedScript): Promise<LoadAnswer>;
  unload(script: LoadedScript): void;
  /** The six arguments (INT-20). `timeout` in milliseconds. */
  inquire(
    script: LoadedScript,
    facts: QuestionFacts,
    timeout: number,
    signal?: AbortSignal,
    turn?: Turn,
  ): Promise<JobAnswer>;
  /** The five arguments of a policy's trigger. */
  decide(script: LoadedScript, facts: QuestionFacts, timeout: number): Promise<JobAnswer>;
  health(): InquirerHealth;
  /** Ends the JVM. What still waits fails. */
  close(): Promise<void>;
}

export type GroovyHostCreation =
  | { readonly ok: true; readonly host: GroovyHost }
  | {
      readonly ok: false;
      readonly code: 'no-java' | 'no-groovy' | 'start-failed';
      /** Names what to install or what went wrong; start-up stops with it. */
      readonly detail: string;
    };

const START_SETTING = 'cas.interrupt.groovy.start-timeout';
const GRACE_MILLISECONDS = 250;
/** Bytes for what the JVM itself takes as scripts are compiled, and for buffers outside of the heap. */
const BESIDE_THE_HEAP = 192 * 1_048_576;
const LONGEST_PAUSE_MILLISECONDS = 30_000;

export async function createGroovyHost(options: GroovyHostOptions): Promise<GroovyHostCreation> {
  const { logger, clock, random, env, maxMemory, parallel = 8, workDirectory = tmpdir() } = options;
  // The first start compiles the host, which a busy machine takes its time for; so do the first scripts.
  const { startTimeout = 120_000, systemProperties = new Map<string, string>() } = options;
  const found = findGroovy(options);
  if (!found.ok) return found;
  const { installation } = found;
  for (const path of [installation.java, ...installation.jars]) options.onLoaded?.(path);
  const classes = keepHostClasses(workDirectory);

  const scripts = new Map<number, ScriptText>();
  const first = Promise.withResolvers<string | null>();
  let jvm: Jvm | null = null;
  let version: HostReady | null = null;
  let down: string | null = 'the JVM is starting';
  let upSince = 0;
  let restarts = 0;
  let failures = 0;
  let scriptsMade = 0;
  let closed = false;
  /** Why the JVM is being killed by us. */
  let killedFor: string | null = null;
  /** It is killed for what one of the scripts in it does, and nobody can tell which. */
  let somebodyIsGuilty = false;
  let unwatch = (): void => undefined;
  let pause: NodeJS.Timeout | undefined;

  const jobs = createJobs({
    parallel,
    grace: GRACE_MILLISECONDS,
    opening: startTimeout,
    end(reason) {
      killedFor = reason;
      jvm?.kill();
    },
  });

  function start(): void {
    let ready = false;
    killedFor = null;
    somebodyIsGuilty = false;
    let startFrom: HostClasses;
    try {
      startFrom = classes.current();
    } catch (error) {
      return ended(`no directory for class files can be made: ${messageOf(error)}`, false);
    }
    const starting = setTimeout(() => {
      killedFor = `it was not ready within ${startTimeout} ms (${START_SETTING})`;
      started.kill();
    }, startTimeout);
    const key = Buffer.from(random(16)).toString('hex');
    const started = startJvm(
      { installation, maxMemory, threads: parallel, env, key, classes: startFrom, systemProperties },
      {
        message(message) {
          if (!('ready' in message)) return heard(message);
          ready = true;
          clearTimeout(starting);
          void opened(started, message);
        },
        stray: (text) =>
          logger.warn(
            { event: 'groovy-jvm-output', inquirer: 'groovy', text },
            'the JVM of Groovy wrote a line of its own',
          ),
        ended(detail) {
          clearTimeout(starting);
          if (!closed) ended(killedFor === null ? detail : `${killedFor}, so the JVM was ended`, ready);
        },
      },
    );
    jvm = started;
  }

  async function opened(started: Jvm, ready: HostReady): Promise<void> {
    version = ready;
    classes.cameUp(true);
    upSince = clock.now();
    // Native memory counts for no limit of the JVM's; what is resident does.
    if (started.pid !== undefined)
      unwatch = watchResidentMemory(started.pid, maxMemory + BESIDE_THE_HEAP, () => {
        killedFor = `it took more memory than ${Math.floor(maxMemory / 1_048_576)} MiB of heap and what goes with it`;
        somebodyIsGuilty = true;
        started.kill();
      });
    const opening = [...scripts].map(([id, script]): HostQuestion => ({ op: 'load', script: id, ...script }));
    const answers = await jobs.connect(started.send, opening);
    if (answers === null) return;
    for (const answer of answers) {
      if (answer.ok) continue;
      const { detail } = answer.fault;
      logger.error(
        { event: 'script-rejected', inquirer: 'groovy', detail },
        'a Groovy script that was loaded before no longer compiles',
      );
    }
    failures = 0;
    down = null;
    logger.info(
      {
        event: 'groovy-jvm-ready',
        inquirer: 'groovy',
        groovy: ready.groovy,
        java: ready.java,
        from: installation.source,
      },
      'the JVM of Groovy is ready',
    );
    first.resolve(null);
  }

  function ended(detail: string, wasReady: boolean): void {
    jvm = null;
    unwatch();
    // A start that failed may be for want of a class file that somebody tidied away.
    if (!wasReady) classes.cameUp(false);
    down = detail;
    first.resolve(detail);
    if (version === null) return;
    jobs.disconnected(detail, killedFor !== null && !somebodyIsGuilty);
    failures += 1;
    restarts += 1;
    // The first restart comes at once: an inquiry is waiting. One that fails again and again must not eat the machine.
    const milliseconds =
      wasReady && failures === 1 ? 0 : Math.min(250 * 2 ** failures, LONGEST_PAUSE_MILLISECONDS);
    logger.warn(
      { event: 'groovy-jvm-restarted', inquirer: 'groovy', detail, restarts },
      'the JVM of Groovy ended and is started again',
    );
    pause = setTimeout(start, milliseconds);
  }

  function heard(message: Exclude<FromHost, HostReady>): void {
    if ('log' in message) {
      const { script, text } = message;
      logger[message.log]({ event: 'script-said', inquirer: 'groovy', script }, text);
    } else jobs.answered(message);
  }

  async function close(): Promise<void> {
    closed = true;
    clearTimeout(pause);
    unwatch();
    jobs.close();
    await jvm?.stop();
    classes.discard();
  }

  start();
  const fault = await first.promise;
  if (fault !== null) {
    await close();
    return {
      ok: false,
      code: 'start-failed',
      detail: `Groovy (${installation.source}) cannot start: ${fault}`,
    };
  }

  const ask = (
    op: 'inquire' | 'decide',
    { id, name }: LoadedScript,
    facts: QuestionFacts,
    timeout: number,
    signal?: AbortSignal,
    turn?: Turn,
  ): Promise<JobAnswer> => jobs.ask({ op, script: id, name, facts }, timeout, signal, turn);

  const host: GroovyHost = {
    async load(script, replacing) {
      const id = replacing?.id ?? (scriptsMade += 1);
      const text = script.text.replace(/^\uFEFF/, '');
      const answer = await jobs.ask({ op: 'load', script: id, ...script, text }, startTimeout);
      if (!answer.ok) {
        const { code, detail } = answer.fault;
        const late = code === 'timeout';
        return {
          ok: false,
          late,
          detail: late
            ? `${script.name} was not compiled within ${startTimeout} ms (${START_SETTING})`
            : detail,
        };
      }
      scripts.set(id, { ...script, text });
      return { ok: true, script: { id, name: script.name } };
    },
    unload({ id }) {
      scripts.delete(id);
      jvm?.send({ op: 'unload', script: id });
    },
    inquire: (script, facts, timeout, signal, turn) => ask('inquire', script, facts, timeout, signal, turn),
    decide: (script, facts, timeout) => ask('decide', script, facts, timeout),
    health() {
      if (down !== null) return { status: 'down', detail: down };
      const since = new Date(upSince).toISOString();
      const detail = `Groovy ${version?.groovy} on Java ${version?.java}, up since ${since}, restarted ${restarts} times`;
      return { status: 'up', detail };
    },
    close,
  };
  return { ok: true, host };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
