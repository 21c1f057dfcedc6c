// How long an end may take. Whoever waits for something at the end waits no longer than this.

/** Milliseconds for the rooms to let go of files, workers and JVMs, once no request is answered any more. */
export const ROOMS_MAY_TAKE = 5000;

/** Whether `work` came to an end in time. What it rejects with is the caller's to handle. */
export async function endsWithin(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  try {
    return await Promise.race([work.then(() => true as const), late]);
  } finally {
    clearTimeout(timer);
  }
}
