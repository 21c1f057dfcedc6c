import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shapedForFive } from './of-five.ts';

const run = (body: string): string => `def run(final Object... args) {\n${body}\nreturn null\n}`;

test('D37 a script of the shape of Apereo CAS 5 is recognized', () => {
  for (const body of [
    `args[3].info('asked')`,
    'def logger = args[3]',
    'def (uid, attributes, service, logger) = args',
    'def (String uid, Map attributes, String service, log) = args',
    `def uid = args[0]\nif (uid == 'anna') return 1`,
    `def uid = args[0]\nif ('anna' == uid) return 1`,
    `def uid = args[0]\nif (closed.contains(uid)) return 1`,
    `def uid = args[0]\nif (uid in closed) return 1`,
    `def uid = args[0]\nif (uid in ['anna']) return 1`,
    `def uid = args[0]\nswitch (uid) { case 'anna': return 1 }`,
    `def uid = args[0]\nif (uid.startsWith('a')) return 1`,
    `def uid = args[0]\nif ("anna".equals(uid)) return 1`,
    `def uid = args[0]\nif (uid ==~ /a.*/) return 1`,
    'String uid = args[0]',
    `if (args[2] == 'https://app.example.org') return 1`,
    `if (args[0] != 'anna') return 1`,
    `def (principal, attributes, service, registeredService, requestContext, logger) = args\nif (service == "https://a") return 1`,
  ])
    assert.notEqual(shapedForFive(run(body)), null, body);
  assert.match(shapedForFive('def run(uid, attributes, service, logger) { null }') ?? '', /^run\(uid/);
});

test('D37 a script of the shape of Apereo CAS 6 and later is not taken for an older one', () => {
  for (const body of [
    `def (principal, attributes, service, registeredService, requestContext, logger) = args\nif (principal.id == 'anna' && service?.id == 'x') return 1`,
    'def (principal, attributes, service, registeredService) = args',
    `def registeredService = args[3]\ndef uid = args[0].id\nif (uid == 'anna' || closed.contains(uid)) return 1`,
    `if (args[0].id in ['anna'] && args[2]?.id?.startsWith('https:')) return 1`,
    `def principal = args[0]\nlogger.info('{} of {}', principal, 'x')\nif (closed.contains(principal.id)) return 1`,
    `// args[3].info('x')\ndef service = args[2]\nif (service == null) return 1`,
    `def principal = args[0]\nprintln "\${principal}"\nswitch (principal.id) { case 'anna': return 1 }`,
  ])
    assert.equal(shapedForFive(run(body)), null, body);
});
