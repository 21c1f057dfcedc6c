// The port of an inquirer: one named source of interrupts. Answers are values; an exception is a defect and is
// turned into a failure by the plan.
import type { Inquiry } from './inquiry.ts';
import type { InterruptResponse } from './response.ts';

/** What went wrong with one inquiry. `detail` goes to the log and to nobody else. */
export interface InquiryFault {
  readonly code:
    | 'malformed'
    | 'unavailable'
    | 'timeout'
    | 'refused'
    | 'too-large'
    | 'script'
    | 'pattern-input-too-long'
    | 'defect';
  readonly detail: string;
  readonly cause?: unknown;
}

export type InquirerAnswer =
  | { readonly kind: 'none' }
  | { readonly kind: 'interrupt'; readonly response: InterruptResponse; readonly fault?: InquiryFault }
  | { readonly kind: 'failed'; readonly fault: InquiryFault };

export interface Inquirer {
  /** Unique in the plan; appears in the log, in `interruptInquiryFailed`, in health and in `explain`. */
  readonly name: string;
  readonly kind: 'json' | 'groovy' | 'script' | 'regex' | 'rest' | 'custom';
  /** Milliseconds one inquiry may take before the plan counts it as failed; `null` for those that only look in memory. */
  readonly timeout: number | null;
  /** `signal` is aborted at the deadline. An inquirer that does not heed it is left behind, never waited for. */
  inquire(inquiry: Inquiry, signal: AbortSignal): Promise<InquirerAnswer> | InquirerAnswer;
  /** What health shows of this source. */
  health?(): InquirerHealth;
  close?(): Promise<void> | void;
}

export interface InquirerHealth {
  readonly status: 'up' | 'degraded' | 'down';
  readonly detail: string;
}
