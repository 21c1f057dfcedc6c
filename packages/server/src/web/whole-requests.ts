// Bodies of requests: forms of both kinds, and what happens to a body that nobody reads.
import type { IncomingMessage } from 'node:http';
import { finished } from 'node:stream/promises';
import { Busboy } from '@fastify/busboy';
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
    (request: FastifyRequest, body: Buffer) => readMultipart(request.headers['content-type'] ?? '', body),
  );
}

/** Fields beyond these, and files, are no part of any form of ours. */
const LIMITS = { fields: 100, files: 0, parts: 100, headerPairs: 100 };

/** The body is bounded before it comes here. Rejects with status 400 what is no such form. */
function readMultipart(type: string, body: Buffer): Promise<URLSearchParams> {
  const unreadable = (): Error => Object.assign(new Error('the form cannot be read'), { statusCode: 400 });
  return new Promise((resolve, reject) => {
    const fields = new URLSearchParams();
    try {
      const parser = new Busboy({ headers: { 'content-type': type }, limits: LIMITS });
      parser.on('field', (name, value) => fields.append(name, value));
      parser.on('finish', () => resolve(fields));
      parser.on('error', () => reject(unreadable()));
      parser.end(body);
    } catch {
      reject(unreadable());
    }
  });
}

/**
 * An answer that is given before the body has been read would be lost: the connection closes under a client that is
 * still sending. So what is left of the body is read and thrown away first, within bounds.
 */
export function hearRequestsOut(server: FastifyInstance): void {
  server.addHook('onSend', async (request, _reply, payload) => {
    if (!request.raw.complete && !request.raw.destroyed) await throwAway(request.raw);
    return payload;
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
