// Durations as Spring writes them: ISO-8601, bare seconds, or a number with its unit.

const ISO = /^P(?!$)(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,9})?)S)?)?$/iu;
export const UNITS = { ns: 1e-6, us: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Milliseconds; NaN for what is no duration. */
export function readDuration(written: string): number {
  const [, amount, unit = 's'] = /^\+?(\d+)(ns|us|ms|s|m|h|d)?$/iu.exec(written) ?? [];
  if (amount !== undefined)
    return Math.round(Number(amount) * UNITS[unit.toLowerCase() as keyof typeof UNITS]);
  const iso = ISO.exec(written);
  if (iso === null) return Number.NaN;
  const [days, hours, minutes, seconds] = iso.slice(1).map((part) => Number(part ?? 0));
  const whole = Number(days) * UNITS.d + Number(hours) * UNITS.h + Number(minutes) * UNITS.m;
  return whole + Math.round(Number(seconds) * UNITS.s);
}
