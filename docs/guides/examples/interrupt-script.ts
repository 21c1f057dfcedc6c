// Decides for each person who signs in: a notice, a required task, or nothing.
import type { InterruptScript } from '@vestibule/interrupt';

const script: InterruptScript = (
  principal,
  attributes,
  service,
  registeredService,
  requestContext,
  logger,
) => {
  const status = attributes['accountStatus']?.[0];
  const groups = attributes['memberOf'] ?? [];

  if (status === 'hold') {
    logger.info('{} is on hold and wants to enter {}', principal.id, service?.id ?? 'no application');
    return {
      message: 'Your account is on hold. Please settle what is open first.',
      links: { 'Open the help desk': 'https://help.example.org/hold' },
      block: true,
    };
  }

  if (groups.includes('students') && registeredService?.name === 'Exams') {
    const german = requestContext.externalContext.nativeRequest.getLocale().startsWith('de');
    return {
      message: german ? 'Bitte lies die Prüfungsordnung.' : 'Please read the rules for examinations.',
      links: { Rules: 'https://www.example.org/exams' },
      data: { Term: ['Spring 2030'], Contact: ['exams@example.org', '+44 20 7946 0000'] },
    };
  }

  return null;
};

export default script;
