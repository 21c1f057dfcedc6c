// The gate's events become audit lines, and failures of inquirers lines of the log (D9, D24).
import type { GateObserver, Logger } from '@vestibule/interrupt';
import { interruptEvent, type Audit } from '../operations/audit.ts';

export function gateObserver(audit: Audit, logger: Logger): GateObserver {
  return {
    event(event) {
      audit.record(interruptEvent(event));
      if (event.action !== 'INTERRUPT_INQUIRY_FAILED') return;
      const { inquirer, reason } = event;
      // What one person sent is nothing to wake an operator for (D27).
      if (reason?.startsWith('turned-away') === true) {
        const told = 'an inquirer was asked again without what a person sent, and answered';
        logger.warn({ event: 'inquiry-asked-again', inquirer, reason }, told);
      } else logger.error({ event: 'inquiry-failed', inquirer, reason }, 'an inquirer could not answer');
    },
    measured: () => undefined,
  };
}
