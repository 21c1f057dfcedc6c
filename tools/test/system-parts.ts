// Before the tests: says which parts of the system are missing and how large they are, asks where somebody is there to
// answer, and installs them. What cannot be had is named; the files that need it count as failed.
import { createInterface } from 'node:readline/promises';
import { hasApt, install, missingPackages, planInstallation } from './debian-packages.ts';

/** Returns the packages that are still missing afterwards. */
export async function provideSystemParts(wanted: readonly string[]): Promise<readonly string[]> {
  const missing = missingPackages(wanted);
  if (missing.length === 0) return [];
  say(`The system tests need Debian packages that are not here: ${missing.join(', ')}.`);
  if (!hasApt()) {
    say('There is no apt-get on this machine: install their counterparts yourself.');
    return missing;
  }
  const plan = planInstallation(missing);
  if (plan === null) {
    say('apt-get does not know how to install them.');
    return missing;
  }
  say(`apt-get would install ${plan.all.length}: ${plan.all.join(' ')}\n${plan.size}`);
  if (!(await agreed())) {
    say('Not installed. "npm run test:unit" runs the tests that need nothing but npm.');
    return missing;
  }
  if (!install(missing)) say('The installation failed.');
  return missingPackages(missing);
}

async function agreed(): Promise<boolean> {
  if (process.env['CI'] !== undefined || !process.stdin.isTTY) return true;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question('Install them? [y/N] ')).trim());
  } finally {
    terminal.close();
  }
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
