// The host program of the JVM: Groovy sources of ours, compiled once per server by the Groovy of this machine.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface HostClasses {
  /** Of this server alone (0700). */
  readonly directory: string;
  /** For the class files of scripts, which a restarted JVM takes up again. */
  readonly ofScripts: string;
  /** Whether the class files are there; the first JVM writes them. */
  compiled: boolean;
  discard(): void;
}

const SOURCES = fileURLToPath(new URL('./host/', import.meta.url));

/** Throws when no temporary directory can be made. */
export function makeHostClasses(): HostClasses {
  const directory = mkdtempSync(join(tmpdir(), 'vestibule-groovy-host-'));
  return {
    directory,
    ofScripts: join(directory, 'scripts'),
    compiled: false,
    discard: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** Program and arguments for Groovy's own starter; those of the host follow. */
export function compilingHost({ directory }: HostClasses): readonly string[] {
  // Somebody may have tidied the directory away.
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  return [join(SOURCES, 'Main.groovy'), SOURCES, directory];
}
