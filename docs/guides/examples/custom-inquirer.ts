// Announces a maintenance window of one application, and keeps people out of it while the window is open.
import type { CustomInquirer, CustomInquirerContext } from '@vestibule/interrupt';

const APPLICATION = 'Library';
const OPENS = Date.parse('2030-03-01T20:00:00Z');
const CLOSES = Date.parse('2030-03-01T23:00:00Z');
const ANNOUNCED = OPENS - 3 * 24 * 60 * 60 * 1000;

export default function maintenanceWindow({ logger }: CustomInquirerContext): CustomInquirer {
  logger.info(
    { event: 'maintenance-announced', application: APPLICATION },
    'The maintenance window is announced three days ahead',
  );

  return {
    inquire({ registeredService }) {
      const now = Date.now();
      if (registeredService?.name !== APPLICATION || now < ANNOUNCED || now >= CLOSES) return null;
      if (now < OPENS) {
        return { message: 'The library is closed for maintenance on 1 March, 20:00 to 23:00 UTC.' };
      }
      return {
        message: 'The library is closed for maintenance until 23:00 UTC.',
        links: { 'What is being done': 'https://status.example.org/library' },
        block: true,
      };
    },

    health: () => ({ status: 'up', detail: Date.now() < CLOSES ? 'window ahead or open' : 'window is over' }),
  };
}
