// What a process has cost so far, as the kernel counts it (Linux only).
import { readFileSync } from 'node:fs';

/** Ticks of `/proc/PID/stat` in a second: USER_HZ, fixed at 100 on every platform Linux runs Node on. */
const TICKS_PER_SECOND = 100;

/** CPU milliseconds, user and system, of all threads. Resolution 10 ms. */
export function cpuMilliseconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field, the command's name, may hold spaces: count from behind its bracket.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND;
}

export interface Memory {
  /** MiB resident now. */
  readonly resident: number;
  /** MiB at most so far. */
  readonly peak: number;
}

export function memory(pid: number): Memory {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mebibytes = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? Number.NaN) / 1024;
  return { resident: mebibytes('VmRSS'), peak: mebibytes('VmHWM') };
}
