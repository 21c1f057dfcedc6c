// The memory that a process of ours really holds. A heap limit leaves out buffers, native memory and threads; what the
// machine runs out of is what is resident.
import { readFileSync } from 'node:fs';

const LOOK_EVERY_MILLISECONDS = 100;

/** Bytes, or null where the system does not tell (it is Linux that does) or the process is gone. */
export function residentMemory(pid: number): number | null {
  try {
    const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kibibytes === undefined ? null : Number(kibibytes) * 1024;
  } catch {
    return null;
  }
}

/** Calls `exceeded` once when the process holds more than `limit` bytes beyond what it holds now. Answers how to stop. */
export function watchResidentMemory(pid: number, limit: number, exceeded: () => void): () => void {
  const own = residentMemory(pid);
  if (own === null) return () => undefined;
  const timer = setInterval(() => {
    const now = residentMemory(pid);
    if (now === null || now - own <= limit) return;
    clearInterval(timer);
    exceeded();
  }, LOOK_EVERY_MILLISECONDS);
  timer.unref();
  return () => clearInterval(timer);
}
