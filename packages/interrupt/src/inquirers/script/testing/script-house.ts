// A directory with scripts, and inquirers that run them.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { InquirerAnswer } from '../../../inquirer.ts';
import type { Logger } from '../../../ports.ts';
import { inquiry, type Facts, type Line } from '../../rest/testing/endpoint.ts';
import {
  createScriptInquirer,
  createScriptTrigger,
  type ClosableScriptTrigger,
  type ScriptInquirer,
  type ScriptInquirerOptions,
} from '../script.ts';

export interface ScriptHouse {
  readonly directory: string;
  readonly lines: readonly Line[];
  write(name: string, text: string): void;
  remove(name: string): void;
  open(name: string, options?: Partial<ScriptInquirerOptions>): Promise<ScriptInquirer>;
  trigger(name: string): Promise<ClosableScriptTrigger>;
  /** Waits until the log holds such a line. */
  logged(level: string, message: RegExp): Promise<Line>;
}

export function scriptHouse(context: TestContext): ScriptHouse {
  const directory = mkdtempSync(join(tmpdir(), 'vestibule-script-'));
  const lines: Line[] = [];
  const heard = new Set<() => void>();
  const say = (level: string) => (fields: object, message: string) => {
    lines.push({ level, fields, message });
    for (const listener of heard) listener();
  };
  const logger: Logger = { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') };
  const opened: { close(): Promise<void> }[] = [];
  context.after(async () => {
    await Promise.all(opened.map((source) => source.close()));
    rmSync(directory, { recursive: true });
  });
  const settings = { logger, watch: false, settle: 10 };
  return {
    directory,
    lines,
    write: (name, text) => writeFileSync(join(directory, name), text),
    remove: (name) => rmSync(join(directory, name)),
    async open(name, options = {}) {
      const location = `file:${join(directory, name)}`;
      const inquirer = await createScriptInquirer({ location, strict: false, ...settings, ...options });
      opened.push(inquirer);
      return inquirer;
    },
    async trigger(name) {
      const trigger = await createScriptTrigger({ location: join(directory, name), ...settings });
      opened.push(trigger);
      return trigger;
    },
    async logged(level, message) {
      for (;;) {
        const line = lines.find((said) => said.level === level && message.test(said.message));
        if (line !== undefined) return line;
        const { promise, resolve } = Promise.withResolvers<void>();
        heard.add(resolve);
        await promise;
      }
    },
  };
}

export async function ask(
  inquirer: ScriptInquirer,
  username: string,
  facts: Partial<Facts> = {},
): Promise<InquirerAnswer> {
  return inquirer.inquire(inquiry({ username, ...facts }), new AbortController().signal);
}

export const messageOf = (answer: InquirerAnswer): string | null => {
  assert.equal(answer.kind, 'interrupt', JSON.stringify(answer));
  return answer.response.message;
};
