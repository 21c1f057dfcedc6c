// The plan: which inquirers are asked, in which order, and what their failure means (D3, D9). Data, not code.
import type { Inquirer } from './inquirer.ts';

export type FailureMode =
  /** Go on; the entry is marked (default, as the reference). */
  | { readonly mode: 'OPEN' }
  /** Nobody enters until the inquirer answers. */
  | { readonly mode: 'CLOSED' }
  /** The last good answer, at most `maxAge` milliseconds old; else as `otherwise` says. */
  | { readonly mode: 'LAST_KNOWN'; readonly maxAge: number; readonly otherwise: 'OPEN' | 'CLOSED' };

export interface PlannedInquirer {
  readonly inquirer: Inquirer;
  readonly failureMode: FailureMode;
}

export type Plan = readonly PlannedInquirer[];

/** The order of kinds when nothing else is said (D3). */
const DEFAULT_ORDER: readonly Inquirer['kind'][] = ['json', 'groovy', 'script', 'regex', 'rest', 'custom'];

export type PlanAnswer =
  | { readonly ok: true; readonly plan: Plan }
  | { readonly ok: false; readonly fault: string };

/**
 * Puts inquirers in order. `order` lists names or kinds, and a name counts before its kind; those it leaves out follow
 * in the default order. Two inquirers of one name, a word given twice, or one that names none is a fault.
 */
export function makePlan(inquirers: readonly PlannedInquirer[], order: readonly string[] = []): PlanAnswer {
  const names = inquirers.map(({ inquirer }) => inquirer.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return { ok: false, fault: `two inquirers are named "${twice}"` };
  const kinds: readonly string[] = DEFAULT_ORDER;
  const again = order.find((word, index) => order.indexOf(word) !== index);
  if (again !== undefined) return { ok: false, fault: `the order names "${again}" twice` };
  const unknown = order.find((word) => !names.includes(word) && !kinds.includes(word));
  if (unknown !== undefined) {
    const known = names.length === 0 ? 'there are none' : `there are ${names.join(', ')}`;
    return {
      ok: false,
      fault: `the order names "${unknown}", but no inquirer has that name or kind (${known})`,
    };
  }
  const rank = ({ inquirer: { name, kind } }: PlannedInquirer): number => {
    const said = order.includes(name) ? order.indexOf(name) : order.indexOf(kind);
    return said >= 0 ? said : order.length + kinds.indexOf(kind);
  };
  return { ok: true, plan: inquirers.toSorted((a, b) => rank(a) - rank(b)) };
}

export interface PlanLine {
  readonly name: string;
  readonly kind: Inquirer['kind'];
  readonly order: number;
  readonly failureMode: FailureMode['mode'];
}

/** The plan for people to read: health, `explain`, `check`. */
export function describePlan(plan: Plan): readonly PlanLine[] {
  return plan.map(({ inquirer, failureMode }, index) => ({
    name: inquirer.name,
    kind: inquirer.kind,
    order: index + 1,
    failureMode: failureMode.mode,
  }));
}
