// The gate's events become audit lines, and failures of inquirers lines of the log (D9, D24).
import type { GateObserver, Logger } from '@vestibule/interrupt';
import { interruptEvent, type Audit } from '../operations/audit.ts';

export function gateObserver(audit: Audit, logger: Logger): GateObserver {
  return {
    event(event) {
      audit.record(interruptEvent(event));
      if (event.action !== 'INTERRUPT_INQUIRY_FAILED') return;
      const { inquirer, reason } = event;
      logger.error({ event: 'inquiry-failed', inquirer, reason }, 'an inquirer could not answer');
    },
    measured: () => undefined,
  };
}
