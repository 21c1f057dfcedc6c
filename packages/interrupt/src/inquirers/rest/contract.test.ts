// The REST strategy keeps the contract of every inquirer.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { silentLogger } from '../../ports.ts';
import { describeInquirer } from '../../testing/inquirer-contract.ts';
import { testInquiry } from '../../testing/test-inquiry.ts';
import { createRestInquirer } from './rest.ts';

describeInquirer('rest', async () => {
  const server = createServer((request, response) => {
    const interrupted = request.url?.includes('username=interrupted') === true;
    response.end(interrupted ? '{"message":"m","data":{"b":["2"],"a":["1"]}}' : 'null');
  });
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const rest = await createRestInquirer({
    url,
    strict: false,
    logger: silentLogger,
    clock: { now: () => 0 },
  });
  const inquirer = {
    ...rest,
    async close() {
      await rest.close();
      server.close();
    },
  };
  return {
    inquirer,
    interrupted: testInquiry({ principalId: 'interrupted' }),
    untouched: testInquiry({ service: null }),
  };
});
