// How many calls one principal may have under way at one inquirer; the rest wait in line (D26). In memory, one node:
// an entry lives as long as a call or somebody who waits for one.

/** Calls of one principal at one inquirer at the same time. */
const MOST_CALLS = 4;

export interface Turns {
  /** A turn, which its holder gives back; or a promise of one, which comes to `null` after `wait` milliseconds. */
  take(key: string, wait: number): GiveBack | Promise<GiveBack | null>;
  /** How many calls are under way and how many wait, for health. */
  count(): { readonly running: number; readonly waiting: number };
}

export type GiveBack = () => void;

interface Line {
  running: number;
  readonly waiting: Set<(turn: GiveBack) => void>;
}

export function createTurns(most: number = MOST_CALLS): Turns {
  const lines = new Map<string, Line>();

  function turnIn(key: string, line: Line): GiveBack {
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      const [next] = line.waiting;
      if (next !== undefined) {
        line.waiting.delete(next);
        next(turnIn(key, line));
        return;
      }
      line.running -= 1;
      if (line.running === 0) lines.delete(key);
    };
  }

  return {
    take(key, wait) {
      const line = lines.get(key) ?? { running: 0, waiting: new Set() };
      if (line.running < most) {
        lines.set(key, line);
        line.running += 1;
        return turnIn(key, line);
      }
      return new Promise((resolve) => {
        const came = (turn: GiveBack): void => {
          clearTimeout(timer);
          resolve(turn);
        };
        const timer = setTimeout(() => {
          line.waiting.delete(came);
          resolve(null);
        }, wait);
        line.waiting.add(came);
      });
    },
    count() {
      let running = 0;
      let waiting = 0;
      for (const line of lines.values()) {
        running += line.running;
        waiting += line.waiting.size;
      }
      return { running, waiting };
    },
  };
}
