// One real JVM and scripts in a directory of their own, for the tests of the Groovy strategy. Needs a Java runtime and
// Debian's package `groovy` (Groovy 2.4); Groovy 4 comes from the jars inside the npm package npm-groovy-lint.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createGroovyHost, type GroovyHost } from '../../packages/interrupt/src/inquirers/groovy/host.ts';
import {
  createGroovyInquirer,
  type GroovyInquirer,
  type GroovyInquirerOptions,
} from '../../packages/interrupt/src/inquirers/groovy/inquirer.ts';
import {
  createGroovyTrigger,
  type GroovyTriggerCreation,
} from '../../packages/interrupt/src/inquirers/groovy/trigger.ts';
import type { InquirerAnswer, InquiryFault } from '../../packages/interrupt/src/inquirer.ts';
import type { Inquiry } from '../../packages/interrupt/src/inquiry.ts';
import { systemClock, systemRandom, type Logger } from '../../packages/interrupt/src/ports.ts';
import type { InterruptResponse } from '../../packages/interrupt/src/response.ts';
import { DEFAULT_INTERRUPT_POLICY } from '../../packages/interrupt/src/service-policy.ts';

export interface LogLine {
  readonly level: keyof Logger;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

export interface Room {
  readonly host: GroovyHost;
  readonly log: LogLine[];
  /** Writes a script and answers its path. */
  write(name: string, text: string): string;
  inquirer(script: string, options?: Partial<GroovyInquirerOptions>): Promise<GroovyInquirer>;
  /** Asks a script once, patiently. */
  ask(script: string, inquiry?: Inquiry, options?: Partial<GroovyInquirerOptions>): Promise<InquirerAnswer>;
  trigger(source: string): Promise<GroovyTriggerCreation>;
  close(): Promise<void>;
}

export async function openRoom(jars: readonly string[]): Promise<Room> {
  const directory = mkdtempSync(join(tmpdir(), 'vestibule-groovy-'));
  const log: LogLine[] = [];
  const logger = recorder(log);
  const ports = { logger, clock: systemClock };
  const created = await createGroovyHost({
    maxMemory: 192 * 1024 * 1024,
    random: systemRandom,
    env: { ...process.env, VESTIBULE_TEST_OF_SCRIPTS: 'given' },
    systemProperties: new Map([['house.blocklist', '/etc/house/blocked "x"']]),
    jars,
    ...ports,
  });
  if (!created.ok) assert.fail(`these tests need Java and Groovy: ${created.detail}`);
  const { host } = created;
  const closing: (() => Promise<void>)[] = [];
  let scripts = 0;

  const room: Room = {
    host,
    log,
    write(name, text) {
      const path = join(directory, name);
      writeFileSync(path, text);
      return path;
    },
    async inquirer(script, options) {
      const location = options?.location ?? room.write(`script${(scripts += 1)}.groovy`, script);
      const made = await createGroovyInquirer({
        host,
        strict: false,
        timeout: 20_000,
        watch: false,
        ...ports,
        ...options,
        location,
      });
      if (!made.ok) assert.fail(made.detail);
      closing.push(async () => made.inquirer.close());
      return made.inquirer;
    },
    ask: async (script, question = inquiry(), options = {}) =>
      put(await room.inquirer(script, options), question),
    async trigger(source) {
      const made = await createGroovyTrigger(host, source, { timeout: 20_000, watch: false, ...ports });
      if (made.ok) closing.push(async () => made.trigger.close());
      return made;
    },
    async close() {
      for (const close of closing) await close();
      await host.close();
      rmSync(directory, { recursive: true });
    },
  };
  return room;
}

/** One question, as the plan puts it. */
export async function put(inquirer: GroovyInquirer, question: Inquiry = inquiry()): Promise<InquirerAnswer> {
  return inquirer.inquire(question, new AbortController().signal);
}

function recorder(log: LogLine[]): Logger {
  const at =
    (level: keyof Logger) =>
    (fields: object, message: string): void => {
      log.push({ level, fields: { ...fields }, message });
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** casuser, member of staff, on the way to an application, with a browser that speaks German. */
export function inquiry(changes: Partial<Inquiry> = {}): Inquiry {
  return {
    authentication: {
      principal: { id: 'casuser', attributes: { memberOf: ['staff', 'admin'], mail: ['c@example.org'] } },
      attributes: { authenticationMethod: ['Static'], mail: ['from-authentication@example.org'] },
      authenticatedAt: 0,
    },
    service: { id: 'https://app.example.org/?a=b' },
    registeredService: {
      id: 100,
      name: 'sample service',
      serviceId: '^https://.+',
      webflowInterruptPolicy: DEFAULT_INTERRUPT_POLICY,
    },
    request: {
      method: 'POST',
      url: '/cas/login?service=https%3A%2F%2Fapp.example.org%2F',
      clientAddress: '192.0.2.7',
      userAgent: 'Mozilla/5.0',
      acceptLanguage: 'de',
      locale: 'de-AT',
      headers: { 'user-agent': 'Mozilla/5.0', 'x-two': '2' },
      parameters: { service: ['https://app.example.org/'], many: ['1', '2'] },
    },
    ...changes,
  };
}

export const IMPORT = 'import org.apereo.cas.interrupt.InterruptResponse\n';

/** A script that answers what an expression over its arguments says, as the message. */
export function saying(expression: string): string {
  return `${IMPORT}def run(Object... args) {
    def (principal, attributes, service, registeredService, requestContext, logger) = args
    def request = requestContext.externalContext.nativeRequest
    new InterruptResponse(String.valueOf((Object) (${expression})))
  }`;
}

/** The interrupt that an answer must be. */
export function response(answer: InquirerAnswer): InterruptResponse {
  assert.equal(answer.kind, 'interrupt', JSON.stringify(answer));
  return answer.kind === 'interrupt' ? answer.response : assert.fail();
}

/** The fault that an answer must be. */
export function failure(answer: InquirerAnswer): InquiryFault {
  return answer.kind === 'failed' ? answer.fault : assert.fail(`${answer.kind} is no failure`);
}

/** Debian's Groovy 2.4. */
export const DEBIAN_JARS: readonly string[] = ['/usr/share/java/groovy-all.jar'];

/** Groovy 4 from npm-groovy-lint; `VESTIBULE_TEST_GROOVY_LIB` names another directory of jars. */
export function groovy4Jars(): readonly string[] {
  const lib = process.env['VESTIBULE_TEST_GROOVY_LIB'] ?? libOfNpmGroovyLint();
  assert.ok(
    existsSync(lib),
    `${lib} does not exist: the development dependency npm-groovy-lint is not installed`,
  );
  return readdirSync(lib)
    .filter((name) => /^groovy-(?:json-)?\d.*\.jar$/.test(name))
    .map((name) => join(lib, name));
}

function libOfNpmGroovyLint(): string {
  try {
    // Its manifest is not among its exports; its entry lies beside the jars.
    const entry = createRequire(import.meta.url).resolve('npm-groovy-lint');
    return join(dirname(entry), 'java', 'groovy', 'lib');
  } catch {
    return 'node_modules/npm-groovy-lint';
  }
}
