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
    /** Something on the way disliked a person's own text; without it there was an answer (D27). */
    | 'turned-away'
    | 'script'
    | 'pattern-input-too-long'
    | 'defect';
  readonly detail: string;
  readonly cause?: unknown;
}

/** With a `fault`, the answer stands and the entry is marked with what went wrong on the way to it. */
export type InquirerAnswer =
  | { readonly kind: 'none'; readonly fault?: InquiryFault }
  | { readonly kind: 'interrupt'; readonly response: InterruptResponse; readonly fault?: InquiryFault }
  | { readonly kind: 'failed'; readonly fault: InquiryFault };

/**
 * How a call tells whose time it is that passes (D26). Without a word it is the inquirer's own; while a queue, a limit
 * or a pool at its maximum holds the call back it is ours, and when that lasts too long the entry is busy and nothing
 * has failed.
 */
export interface Turn {
  /** The call is not under way yet. */
  held(): void;
  /** It is: the name is looked up, the connection begun, the worker has it. From now on silence is the source's. */
  begun(): void;
  /** Milliseconds of its own time that the source still has. */
  left?(): number;
}

export interface Inquirer {
  /** Unique in the plan; appears in the log, in `interruptInquiryFailed`, in health and in `explain`. */
  readonly name: string;
  readonly kind: 'json' | 'groovy' | 'script' | 'regex' | 'rest' | 'custom';
  /**
   * Milliseconds one inquiry may take before the plan counts it as failed; `null` for those that only look in memory.
   * So long, too, an inquiry may be held back before it is busy.
   */
  readonly timeout: number | null;
  /** `signal` is aborted at the deadline. An inquirer that does not heed it is left behind, never waited for. */
  inquire(inquiry: Inquiry, signal: AbortSignal, turn?: Turn): Promise<InquirerAnswer> | InquirerAnswer;
  /** All that would be sent, byte for byte: two inquiries that agree in it may share a call. Default: the whole inquiry. */
  question?(inquiry: Inquiry): string;
  /** What health shows of this source. */
  health?(): InquirerHealth;
  close?(): Promise<void> | void;
}

export interface InquirerHealth {
  readonly status: 'up' | 'degraded' | 'down';
  readonly detail: string;
}
