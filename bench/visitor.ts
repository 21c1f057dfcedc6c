// The cheapest browser there is: keep-alive connections, one cookie jar without rules. The load generator's own CPU is
// taken from the server's when both share a machine.
import { Agent, request } from 'node:http';

export interface Reply {
  readonly status: number;
  readonly location: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface Visitor {
  get(path: string): Promise<Reply>;
  post(path: string, fields: Readonly<Record<string, string>>): Promise<Reply>;
  /** A new browser on the same connection. */
  forget(): void;
}

/** `base` is an origin, e.g. `http://127.0.0.1:8080`. */
export function createVisitor(base: string): Visitor & { close(): void } {
  const { hostname, port } = new URL(base);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const cookies = new Map<string, string>();

  function send(method: string, path: string, body: string): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const headers: Record<string, string | number> = {
        'user-agent': 'bench',
        'accept-language': 'en',
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      };
      if (method === 'POST') {
        headers['content-type'] = 'application/x-www-form-urlencoded';
        headers['content-length'] = Buffer.byteLength(body);
      }
      const outgoing = request({ agent, hostname, port, method, path, headers }, (incoming) => {
        let text = '';
        incoming.setEncoding('utf8');
        incoming.on('data', (part: string) => (text += part));
        incoming.on('error', reject);
        incoming.on('end', () => {
          for (const line of incoming.headers['set-cookie'] ?? []) keep(line);
          resolve({
            status: incoming.statusCode ?? 0,
            location: incoming.headers.location ?? '',
            body: text,
            headers: incoming.headers,
          });
        });
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  function keep(line: string): void {
    const [pair = ''] = line.split(';', 1);
    const at = pair.indexOf('=');
    const value = pair.slice(at + 1);
    if (value === '' || /max-age=0/i.test(line)) cookies.delete(pair.slice(0, at));
    else cookies.set(pair.slice(0, at), value);
  }

  return {
    get: (path) => send('GET', path, ''),
    post: (path, fields) => send('POST', path, new URLSearchParams(fields).toString()),
    forget: () => cookies.clear(),
    close: () => agent.destroy(),
  };
}
