// The yardstick: Fastify with its form parser, which answers the same requests with the same bytes as the server did
// once, and does none of the work. Reads those answers from the file named by the first argument.
import { readFileSync } from 'node:fs';
import formbody from '@fastify/formbody';
import Fastify, { type FastifyReply } from 'fastify';

export interface Recorded {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Answers by what the requests of `scenarios.ts` tell apart. */
export type Recording = Readonly<
  Record<'form' | 'page' | 'arrival' | 'reentry' | 'success' | 'failure', Recorded>
>;

const recording = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Recording;
const app = Fastify({ logger: false });
await app.register(formbody);

function answer(reply: FastifyReply, { status, headers, body }: Recorded): FastifyReply {
  return reply.code(status).headers(headers).send(body);
}

app.get('/cas/login', (request, reply) =>
  answer(reply, /\bTGC=/.test(request.headers.cookie ?? '') ? recording.reentry : recording.form),
);
app.post<{ Body: { _eventId: string; username?: string } }>('/cas/login', ({ body }, reply) =>
  answer(reply, body.username?.startsWith('noticed') === true ? recording.page : recording.arrival),
);
app.get<{ Querystring: { ticket: string } }>('/cas/p3/serviceValidate', ({ query }, reply) =>
  answer(reply, query.ticket.includes('unknown') ? recording.failure : recording.success),
);

const url = await app.listen({ port: 0, host: '127.0.0.1' });
process.stdout.write(`Vestibule is ready at ${url}/cas\n`);
process.once('SIGTERM', () => void app.close());
