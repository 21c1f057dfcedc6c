// A queue that serves principals in turn: who asks much waits behind the first questions of the others (D26).

export interface FairQueue<J> {
  /** `who`: the principal, or `null` for what belongs to nobody. */
  add(job: J, who: string | null): void;
  /** Asked again: before everything else, in the order given. */
  addFirst(jobs: readonly J[]): void;
  /** The next one, which stays where it is. */
  peek(): J | undefined;
  /** Takes the next one out. */
  take(): J | undefined;
  remove(job: J): void;
  /** In the order of their turns as far as it is known now. */
  all(): readonly J[];
}

export function createFairQueue<J>(): FairQueue<J> {
  let first: readonly J[] = [];
  /** In the order of turns; who has had one goes to the end. */
  const lanes = new Map<string | null, J[]>();

  return {
    add(job, who) {
      const lane = lanes.get(who);
      if (lane === undefined) lanes.set(who, [job]);
      else lane.push(job);
    },
    addFirst(jobs) {
      first = [...jobs, ...first];
    },
    peek: () => first[0] ?? lanes.values().next().value?.[0],
    take() {
      const [again] = first;
      if (again !== undefined) {
        first = first.slice(1);
        return again;
      }
      const [turn] = lanes;
      if (turn === undefined) return undefined;
      const [who, lane] = turn;
      const job = lane.shift();
      lanes.delete(who);
      if (lane.length > 0) lanes.set(who, lane);
      return job;
    },
    remove(job) {
      first = first.filter((other) => other !== job);
      for (const [who, lane] of lanes) {
        const at = lane.indexOf(job);
        if (at === -1) continue;
        lane.splice(at, 1);
        if (lane.length === 0) lanes.delete(who);
      }
    },
    all: () => [...first, ...lanes.values().toArray().flat()],
  };
}
