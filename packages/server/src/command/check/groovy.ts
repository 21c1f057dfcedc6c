// Scripts in Groovy of service policies: they are there, and they compile. None of them is run. One that does not lets the
// server start, and has the inquirers asked (D7).
import { readFileSync } from 'node:fs';
import {
  readTriggerSource,
  whyUnreadable,
  type GroovyHost,
  type GroovyHostCreation,
} from '@vestibule/interrupt';
import type { Settings } from '../../config/settings.ts';
import { findingAt, type Finding } from './finding.ts';
import { lineOfMember } from './line-of-member.ts';
import { definitions } from './services.ts';

/** What the compiler calls a script in its messages. */
const NAME = 'script.groovy';
const TRIGGER = ['webflowInterruptPolicy', 'groovyScript'];

interface Script {
  /** The text, or the file that holds it. */
  readonly written: { readonly text: string } | { readonly path: string };
  /** What to say when it is not as it should be. */
  readonly finding: (detail: string) => Finding;
}

/** `start` is called when there is a script; without a JVM nothing is said here. */
export async function checkGroovy(
  settings: Settings,
  start: () => Promise<GroovyHostCreation>,
): Promise<readonly Finding[]> {
  const scripts = await triggers(settings);
  const started = scripts.length === 0 ? null : await start();
  if (started?.ok !== true) return [];
  const said = await Promise.all(
    scripts.map(async (script) => {
      const detail = await whyUnusable(script, started.host);
      return detail === null ? [] : [script.finding(detail)];
    }),
  );
  return said.flat();
}

async function triggers(settings: Settings): Promise<readonly Script[]> {
  return (await definitions(settings)).flatMap(
    ({ source: file, webflowInterruptPolicy }): readonly Script[] => {
      const source = webflowInterruptPolicy.scriptTrigger?.source;
      const written = source === undefined ? null : readTriggerSource(source);
      if (written === null || written.kind === 'neither') return [];
      const line = lineOfMember(readFileSync(file, 'utf8'), TRIGGER);
      const finding = (detail: string): Finding =>
        findingAt('warning', { file, line }, TRIGGER.join('.'), detail);
      return [{ written, finding }];
    },
  );
}

async function whyUnusable({ written }: Script, host: GroovyHost): Promise<string | null> {
  try {
    const text = 'text' in written ? written.text : readFileSync(written.path, 'utf8');
    const loaded = await host.load({ name: NAME, text, mustTakeArguments: false });
    if (!loaded.ok) return loaded.detail.replace(/^(?:script\.groovy: )*(?:\d+: )?/, '');
    host.unload(loaded.script);
    return null;
  } catch (error) {
    if ('text' in written) throw error;
    return `the file ${whyUnreadable(written.path, error)}`;
  }
}
