// Debian packages: default-jdk-headless, groovy
// What `vestibule check` and `vestibule explain` say of the configuration that was brought along.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startChild } from '../support/child.ts';
import { unpack, type University } from './university.ts';

const LAUNCHER = fileURLToPath(new URL('../../packages/server/bin/vestibule.js', import.meta.url));

describe('check and explain on a configuration of Apereo CAS', () => {
  let university: University;
  before(async () => {
    university = await unpack();
  });
  after(() => university.close());

  /** Lines of standard output, the directory written `DIR`. */
  async function said(command: string, ...more: readonly string[]): Promise<readonly string[]> {
    const { folder, env } = university;
    const parameters = [LAUNCHER, command, '--config', folder.path, ...more];
    const child = startChild(process.execPath, parameters, { env: { ...process.env, ...env } });
    await child.ended;
    return `${child.stdout()}${child.stderr()}`.replaceAll(folder.path, 'DIR').trimEnd().split('\n');
  }

  /** Number of the line that begins with `start`. */
  function lineOf(file: string, start: string): number {
    const lines = readFileSync(`${university.folder.path}/${file}`, 'utf8').split('\n');
    return lines.findIndex((line) => line.trimStart().startsWith(start)) + 1;
  }

  const inSettings = (name: string): string =>
    `${name} (DIR/cas.properties, line ${lineOf('cas.properties', name)})`;

  test('W5 check: no fault, four warnings, one notice for each thing without effect', async () => {
    const inert = (name: string, why = ''): string => `notice: ${inSettings(name)}: has no effect here${why}`;
    const random = ', the value of `TGC` is random, its session is kept by hash on the server';
    assert.deepEqual(await said('check'), [
      'warning: DIR/services/HTTPSandIMAPS-10000001.json: the pattern of "HTTPS and IMAPS" matches every site; any of them may ask who a person is',
      'warning: DIR/interrupt.json: nobody among the accounts is called "zoe"',
      'warning: DIR/services/Archive-1008.json: matches and refuses everybody: multifactorPolicy is not supported (DefaultRegisteredServiceMultifactorPolicy)',
      'warning: DIR/services/Learning-1009.json: matches and refuses everybody: a service of this kind is not supported (OidcRegisteredService)',
      'notice: DIR/services/Webmail-1002.json: logoutType, logoutUrl: single logout to applications is not here yet: applications keep their own sessions',
      'notice: DIR/services/Wiki-1001.json: without effect here: contacts',
      inert('cas.person-directory.active-attribute-repository-ids', ', stub attributes are always attached'),
      inert('cas.tgc.crypto.encryption.key', random),
      inert('cas.tgc.crypto.signing.key', random),
      inert('cas.server.tomcat.http-proxy.enabled'),
      inert('cas.server.tomcat.http-proxy.secure'),
      inert(
        'server.tomcat.remoteip.remote-ip-header',
        ', cas.server.trusted-proxies says whose forwarded addresses count',
      ),
      inert('logging.config'),
      inert('spring.thymeleaf.cache'),
      inert('management.endpoints.web.exposure.include'),
      inert('cas.authn.mfa.gauth.core.issuer'),
      inert('cas.authn.mfa.gauth.core.label'),
      inert(
        'cas.slo.asynchronous',
        ', single logout to applications is not here yet: applications keep their own sessions',
      ),
      inert('cas.webflow.crypto.signing.key'),
      inert('cas.webflow.crypto.encryption.key'),
      inert('cas.theme.default-theme-name'),
      inert('cas.audit.slf4j.audit-format'),
      '0 faults, 4 warnings, 18 notices',
    ]);
  });

  test('W5 check: a protection that is lost without a word is a fault', async () => {
    const faults = (await said('check', '--cas.unsupported.accept=')).filter((line) =>
      line.startsWith('fault'),
    );
    assert.equal(faults.length, 2);
    for (const [index, name] of [
      'cas.authn.mfa.gauth.core.issuer',
      'cas.authn.mfa.gauth.core.label',
    ].entries())
      assert.ok(faults[index]?.startsWith(`fault: ${inSettings(name)}: Apereo CAS knows it`), faults[index]);
  });

  test('D23 explain says what the server does', async () => {
    const decisions: readonly (readonly [name: string, service: string, decision: string])[] = [
      ['bruno', 'https://wiki.example.edu/start', 'the person is blocked by json'],
      ['dora', 'https://wiki.example.edu/start', 'the person sees the page of groovy'],
      ['emil', 'https://wiki.example.edu/start', 'the person sees the page of rest'],
      ['gerd', 'https://exams.example.edu/', 'the person sees the page of json'],
      ['anna', 'https://exams.example.edu/', 'the person goes on'],
    ];
    for (const [name, service, decision] of decisions) {
      const lines = await said('explain', '--user', name, '--service', service);
      assert.equal(lines.at(-1), `Decision     ${decision}`, `${name} at ${service}:\n${lines.join('\n')}`);
    }
    const barred = await said('explain', '--user', 'gerd', '--service', 'https://payroll.example.edu/');
    assert.match(barred.at(-1) ?? '', /the accessStrategy of "Payroll" does not let this person in/);
    const refused = await said('explain', '--user', 'anna', '--service', 'https://learning.example.edu/');
    assert.match(refused.at(-1) ?? '', /restriction that is not supported/);
  });

  test('W4 D11 check: a variant with faults gives one line for each, with file and line', async () => {
    const { folder } = university;
    const edit = (file: string, from: string, to: string): void => {
      const text = readFileSync(`${folder.path}/${file}`, 'utf8');
      assert.ok(text.includes(from), `${file}: ${from}`);
      folder.write(file, text.replace(from, to));
    };
    edit('cas.properties', 'cas.interrupt.core.trigger-mode=', 'cas.interrupt.core.triggermodus=');
    edit('cas.properties', 'server.port=8443', 'server.port=https');
    edit(
      'cas.properties',
      'cas.interrupt.regex.attribute-value=^contract.+',
      'cas.interrupt.regex.attribute-value=^(a|b)\\\\1$',
    );
    edit(
      'interrupt.json',
      '"message": "Please return your key card first.",',
      '"message": ["Please return it."],',
    );
    edit('interrupt.groovy', 'return null', 'return null }');
    edit('services/Wiki-1001.json', '"id": 1001,', '"id": "one",');
    edit('services/Payroll-1003.json', '"TRUE"', '"ALWAYS"');
    edit('services/Exams-1007.json', "contains('students') }", "contains('students' }");
    edit('services/Grants-1006.json', '"id": 1006', '"id": 1007');
    const lines = (await said('check')).filter((line) => /^(?:fault|warning): .*, line \d+\): /.test(line));
    const places: readonly (readonly [subject: string, file: string, start: string])[] = [
      ['server.port', 'cas.properties', 'server.port='],
      ['cas.interrupt.core.triggermodus', 'cas.properties', 'cas.interrupt.core.triggermodus='],
      ['webflowInterruptPolicy.forceExecution', 'services/Payroll-1003.json', '"forceExecution"'],
      ['id', 'services/Wiki-1001.json', '"id"'],
      ['id', 'services/Grants-1006.json', '"id"'],
      ['cas.interrupt.groovy.location', 'interrupt.groovy', 'return null }'],
      ['cas.interrupt.regex.attribute-value', 'cas.properties', 'cas.interrupt.regex.attribute-value='],
      ['bruno', 'interrupt.json', '"bruno"'],
      ['webflowInterruptPolicy.groovyScript', 'services/Exams-1007.json', '"groovyScript"'],
    ];
    assert.equal(lines.length, places.length, lines.join('\n'));
    for (const [index, [subject, file, start]] of places.entries()) {
      // The compiler notices a surplus brace where the text goes on after it.
      const line = lineOf(file, start) + (file.endsWith('.groovy') ? 1 : 0);
      // The first seven stop the start, a script without a good text before it among them (D37); the others concern one
      // person and one application.
      const place = `${index < 7 ? 'fault' : 'warning'}: ${subject} (DIR/${file}, line ${line}): `;
      assert.ok(lines[index]?.startsWith(place), `${lines[index]}\nshould begin ${place}`);
    }
  });
});
