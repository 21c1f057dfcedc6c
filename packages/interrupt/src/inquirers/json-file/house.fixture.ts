// A directory with an interrupt file, and inquirers that read it, for the tests of the JSON strategy.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { InquirerAnswer } from '../../inquirer.ts';
import type { Inquiry } from '../../inquiry.ts';
import { DEFAULT_INTERRUPT_POLICY } from '../../service-policy.ts';
import type { Logger } from '../../ports.ts';
import { createJsonInquirer, type JsonInquirer } from '../json.ts';

export const CASUSER = {
  casuser: { message: 'Hello', data: { field1: ['value1', 'value2'], field2: ['value3'] } },
};

export interface House {
  readonly directory: string;
  readonly path: string;
  readonly lines: { readonly level: string; readonly fields: object; readonly message: string }[];
  write(content: unknown): void;
  open(options?: { location?: string; strict?: boolean; watch?: boolean }): Promise<JsonInquirer>;
}

export function house(context: TestContext): House {
  const directory = mkdtempSync(join(tmpdir(), 'vestibule-json-'));
  const path = join(directory, 'interrupt.json');
  const lines: House['lines'] = [];
  const say = (level: string) => (fields: object, message: string) =>
    void lines.push({ level, fields, message });
  const logger: Logger = { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') };
  const opened: JsonInquirer[] = [];
  context.after(async () => {
    await Promise.all(opened.map((inquirer) => inquirer.close()));
    rmSync(directory, { recursive: true });
  });
  return {
    directory,
    path,
    lines,
    write: (content) => writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content)),
    async open({ location = path, strict = false, watch = false } = {}) {
      const inquirer = await createJsonInquirer({
        location,
        strict,
        logger,
        clock: { now: () => 0 },
        watch,
        settle: 10,
      });
      opened.push(inquirer);
      return inquirer;
    },
  };
}

export function ask(inquirer: JsonInquirer, id: string): InquirerAnswer {
  const inquiry: Inquiry = {
    authentication: { principal: { id, attributes: {} }, attributes: {}, authenticatedAt: 0 },
    service: { id: 'https://app.example/' },
    registeredService: {
      id: 1,
      name: 'app',
      serviceId: '^https://.*',
      webflowInterruptPolicy: DEFAULT_INTERRUPT_POLICY,
    },
    request: {
      method: 'GET',
      url: '/',
      clientAddress: '127.0.0.1',
      userAgent: null,
      acceptLanguage: null,
      locale: 'en',
      headers: {},
      parameters: {},
    },
  };
  return inquirer.inquire(inquiry, new AbortController().signal) as InquirerAnswer;
}

export const messageOf = (answer: InquirerAnswer): string | null | undefined =>
  answer.kind === 'interrupt' ? answer.response.message : undefined;

/** Waits for what the contract promises within ten seconds. */
export async function eventually(condition: () => boolean): Promise<void> {
  for (let look = 0; !condition(); look += 1) {
    assert.ok(look < 500, 'it did not count within ten seconds');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
