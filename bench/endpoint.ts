// The REST endpoint that strategies.ts asks, a process of its own: says no after as many milliseconds as the path names.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const server = createServer((request, response) => {
  const delay = Number(/^\/(\d+)/.exec(request.url ?? '')?.[1] ?? 0);
  const answer = (): void => void response.writeHead(204).end();
  if (delay === 0) answer();
  else setTimeout(answer, delay);
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
