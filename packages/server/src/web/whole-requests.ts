// Bodies of requests: forms of both kinds, and what happens to a body that nobody reads.
import type { IncomingMessage } from 'node:http';
import { finished } from 'node:stream/promises';
import fastifyFormbody from '@fastify/formbody';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** A body longer than this is not listened to for the sake of its answer. */
const LONGEST_REST = 64 * 1024 * 1024;
/** Nor one that takes longer; milliseconds. */
const LONGEST_WAIT = 10_000;

/** Form posts as browsers send them, of either `enctype` (D36); both end as the fields in their order. */
export async function readForms(server: FastifyInstance): Promise<void> {
  await server.register(fastifyFormbody, { parser: (body) => new URLSearchParams(body) as never });
  server.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => {
      const type = request.headers['content-type'] ?? '';
      try {
        // The platform's own parser; the body limit bounds what it gets. Files are no fields of ours.
        const form = await new Response(new Uint8Array(body), {
          headers: { 'content-type': type },
        }).formData();
        const fields = [...form].filter((field): field is [string, string] => typeof field[1] === 'string');
        return new URLSearchParams(fields);
      } catch {
        throw Object.assign(new Error('the form cannot be read'), { statusCode: 400 });
      }
    },
  );
}

/**
 * An answer that is given before the body has been read would be lost: the connection closes under a client that is
 * still sending. So what is left of the body is read and thrown away first, within bounds.
 */
export function hearRequestsOut(server: FastifyInstance): void {
  server.addHook('onSend', (request, _reply, payload, done) => {
    if (request.raw.complete || request.raw.destroyed) {
      done(null, payload);
      return;
    }
    void throwAway(request.raw).then(() => done(null, payload));
  });
}

async function throwAway(body: IncomingMessage): Promise<void> {
  let length = 0;
  const enough = new AbortController();
  const timer = setTimeout(() => enough.abort(), LONGEST_WAIT);
  body.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > LONGEST_REST) enough.abort();
  });
  body.resume();
  try {
    await finished(body, { signal: enough.signal });
  } catch {
    // Too long, too slow, or gone: the answer goes out as it can.
  } finally {
    clearTimeout(timer);
  }
}
