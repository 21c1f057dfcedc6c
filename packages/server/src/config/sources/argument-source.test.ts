import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultsOf, settingsOf } from '../directory.fixture.ts';

test('D38 what a service manager gives to a Java machine is told and stops nothing', () => {
  const args = [
    '-Xms512m',
    '-Xmx2g',
    '-XX:+UseG1GC',
    '-server',
    '-ea',
    '-javaagent:/x.jar',
    '--add-opens=java.base/java.lang=ALL-UNNAMED',
    '-jar',
    'cas.war',
    '--debug',
    '-Djava.security.egd=file:/dev/./urandom',
    '-Dfile.encoding=UTF-8',
  ];
  const { notices } = settingsOf({ arguments: args });
  assert.deepEqual(
    notices.map((notice) => notice.replace(/ \(arguments\): has no effect here, .*/u, '')),
    args.slice(0, 10),
  );
});

test('D38 a system property is read with and without a value', () => {
  const { settings } = settingsOf({ arguments: ['-Dcas.tgc.domain', '-Dcas.tgc.name=a', '-Dserver.port=9'] });
  assert.deepEqual(
    [settings['cas.tgc.domain'], settings['cas.tgc.name'], settings['server.port']],
    ['', 'a', 9],
  );
});

test('D38 a value beside its name is told how to write it, and is not shown', () => {
  assert.deepEqual(faultsOf({ arguments: ['--cas.tgc.name', 'hunter2'] }), [
    '--cas.tgc.name (arguments): is no setting; write --cas.tgc.name=value, in one word with its value',
    'argument 2 (arguments): is no setting; write --name=value',
  ]);
});

test('D38 options of a Java machine count as it reads them, and those of scripts are told', () => {
  const { settings, warnings } = settingsOf({
    environment: {
      JDK_JAVA_OPTIONS: `-Xmx1g -Dcas.tgc.name=a '-Dcas.authn.accept.name=the list'`,
      JAVA_OPTS: '-Xmx1g -Dcas.tgc.path=/x -Djava.net.preferIPv4Stack=true',
      CAS_OPTS: '-Dspring.profiles.active=prod',
      CAS_PORT: 'tcp://10.0.0.1:8443',
      CAS_SERVICE_HOST: '10.0.0.1',
    },
  });
  assert.deepEqual(
    [settings['cas.tgc.name'], settings['cas.authn.accept.name'], settings['cas.tgc.path']],
    ['a', 'the list', ''],
  );
  const told = warnings.filter((warning) => /environment/u.test(warning));
  assert.deepEqual(
    told
      .map((warning) => warning.replace(/ in the environment (?:sets (\S+),)?.*/u, ' $1').trim())
      .toSorted(),
    ['CAS_OPTS spring.profiles.active', 'CAS_PORT', 'CAS_SERVICE_HOST', 'JAVA_OPTS cas.tgc.path'],
  );
});

test('D38 one JSON text of settings is read, and a broken one is a fault', () => {
  const json = '{"cas":{"tgc":{"max-age":7},"interrupt":{"core":{"order":["json","rest"]}}}}';
  for (const given of [
    { environment: { SPRING_APPLICATION_JSON: json } },
    { arguments: [`--spring.application.json=${json}`] },
  ]) {
    const { settings } = settingsOf(given);
    assert.deepEqual(
      [settings['cas.tgc.max-age'], settings['cas.interrupt.core.order']],
      [7, ['json', 'rest']],
    );
  }
  assert.match(
    faultsOf({ environment: { SPRING_APPLICATION_JSON: '{' } })[0] ?? '',
    /expected a JSON object of settings/u,
  );
});
