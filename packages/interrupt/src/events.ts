// What the gate tells its host as it happens: for audit, metrics and the log (D24). No payload ever travels here.

export type GateAction =
  | 'INTERRUPT_REQUIRED'
  | 'INTERRUPT_SKIPPED'
  | 'INTERRUPT_PROCEEDED'
  | 'INTERRUPT_LINK_FOLLOWED'
  | 'INTERRUPT_BLOCKED'
  | 'INTERRUPT_WITHHELD'
  | 'INTERRUPT_INQUIRY_FAILED'
  | 'INTERRUPT_BUSY';

export interface GateEvent {
  readonly action: GateAction;
  readonly principalId: string;
  readonly service: string | null;
  readonly clientAddress: string;
  readonly inquirer: string | null;
  /** Why, in a word or a short sentence: `acknowledged`, `policy`, `passive`, a fault's code and detail… */
  readonly reason: string | null;
}

/** One inquiry, for counters and latency histograms per inquirer and outcome. */
export interface InquiryMeasured {
  readonly inquirer: string;
  readonly outcome: 'none' | 'interrupt' | 'failed-open' | 'failed-closed' | 'busy';
  readonly milliseconds: number;
}

export interface GateObserver {
  event(event: GateEvent): void;
  measured(inquiry: InquiryMeasured): void;
}

/** Hears nothing. */
export const deafObserver: GateObserver = { event: () => undefined, measured: () => undefined };
