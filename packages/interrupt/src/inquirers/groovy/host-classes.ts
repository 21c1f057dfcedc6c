// The host program of the JVM: Groovy sources of ours, compiled once per server by the Groovy of this machine.
import { lstatSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A directory of this server alone (0700). */
export interface HostClasses {
  readonly directory: string;
  /** For the class files of scripts, which a restarted JVM takes up again. */
  readonly ofScripts: string;
  /** Whether the class files of the host are there; the first JVM writes them. */
  readonly compiled: boolean;
}

export interface HostClassesKeeper {
  /**
   * What the next JVM starts from. In place of a directory that was tidied away, and perhaps made again by somebody
   * else, there is a new one. Throws when none can be made.
   */
  current(): HostClasses;
  /** The JVM that was started from `current` came up (or did not). */
  cameUp(well: boolean): void;
  discard(): void;
}

const SOURCES = fileURLToPath(new URL('./host/', import.meta.url));
/** Of the classes that scripts of Apereo houses import, made when a script names them. */
export const REFERENCE_CLASSES: string = fileURLToPath(new URL('./reference/', import.meta.url));

/** Makes its directory in `parent`. */
export function keepHostClasses(parent: string): HostClassesKeeper {
  let directory: string | null = null;
  let identity: string | null = null;
  let compiled = false;
  return {
    current() {
      if (directory === null || identityOf(directory) !== identity) {
        directory = mkdtempSync(join(parent, 'vestibule-groovy-host-'));
        identity = identityOf(directory);
        compiled = false;
      }
      return { directory, ofScripts: join(directory, 'scripts'), compiled };
    },
    cameUp(well) {
      compiled = well;
    },
    discard() {
      if (directory !== null && identityOf(directory) === identity) rmSync(directory, { recursive: true });
    },
  };
}

function identityOf(directory: string): string | null {
  const stat = lstatSync(directory, { throwIfNoEntry: false });
  return stat === undefined ? null : [stat.dev, stat.ino, stat.uid, stat.mode].join(' ');
}

/** Program and arguments for Groovy's own starter; those of the host follow. */
export function compilingHost({ directory }: HostClasses): readonly string[] {
  return [join(SOURCES, 'Main.groovy'), SOURCES, directory];
}
