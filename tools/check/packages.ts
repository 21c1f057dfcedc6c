// Builds what would be published and looks at it as npm and its users would: exports, types, files.
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { readFileSync } from 'node:fs';
import { buildPackage, PUBLISHED } from '../package/build.ts';

export async function packageFindings(): Promise<readonly string[]> {
  const findings: string[] = [];
  for (const folder of PUBLISHED) {
    try {
      const dist = buildPackage(folder);
      const manifest = JSON.parse(readFileSync(`${dist}/package.json`, 'utf8')) as object;
      const { messages } = await publint({ pkgDir: dist, strict: true, pack: false });
      findings.push(
        ...messages.map((message) => `${folder}: ${formatMessage(message, manifest) ?? message.code}`),
      );
    } catch (error) {
      findings.push(error instanceof Error ? error.message : String(error));
    }
  }
  return findings;
}
