// Debian packages: default-jdk-headless, groovy
// A script in Groovy and the start of the server, through its command line (D37).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newPerson } from '../protocol/support/person.ts';
import { NEWS } from '../protocol/support/house.ts';
import { serviceFile } from '../support/config-folder.ts';
import { startServer } from '../support/server.ts';

const SCRIPT = `import org.apereo.cas.interrupt.InterruptResponse
def run(final Object... args) {
    def uid = args[0]
    if (System.getProperty('house.closed') != 'to all') return null
    if (['anna', 'bert'].contains(uid)) return new InterruptResponse('Closed', [:], true, true)
    return null
}`;

test('D37 a script of Apereo CAS 5 is told at the start, reads -Dname=value, and fails where it would miss its block', async (t) => {
  const server = await startServer({
    settings: {
      'server.ssl.enabled': false,
      'cas.tgc.secure': false,
      'cas.authn.accept.users': 'anna::Mellon',
      'cas.service-registry.json.location': 'file:services',
      'cas.interrupt.groovy.location': 'file:interrupt.groovy',
      'cas.interrupt.groovy.timeout': 'PT20S',
      'cas.interrupt.groovy.failure-mode': 'CLOSED',
    },
    files: {
      'interrupt.groovy': SCRIPT,
      'services/news-1.json': serviceFile(1, 'news', '^http://news\\.test/.*', {}),
    },
    arguments: ['-Dhouse.closed=to all'],
  });
  t.after(() => server.dispose());
  assert.match(server.stderr(), /"event":"script-of-apereo-5".*args\[0\]\.id/);
  assert.ok((await newPerson(server.url).enter('anna', NEWS)).page().form('formretry'));
  assert.match(
    server.stderr(),
    /not available in Vestibule: principal compared with a text .*interrupt\.groovy:5/,
  );
});
