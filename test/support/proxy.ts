import { once } from 'node:events';
import { request as ask, createServer, type IncomingHttpHeaders } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Certificate } from './certificate.ts';

/** A tunnel that was asked for. */
export interface Tunnel {
  /** `HOST:PORT` */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
}

export interface ConnectProxy extends AsyncDisposable {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly port: number;
  readonly tunnels: readonly Tunnel[];
  /** Every byte that the proxy saw, both ways, of tunnels as well. */
  readonly seen: () => string;
}

/**
 * A real proxy on loopback: it answers CONNECT alone, and every tunnel leads to a port of this machine, whatever the name
 * that was asked for.
 *
 * @param to the port behind a name
 * @param options `credentials` is `USER:PASSWORD` that it asks for; `status` is answered to every CONNECT instead of a
 *   tunnel
 */
export async function connectProxy(
  to: (host: string) => number,
  { credentials, status = 200 }: { readonly credentials?: string; readonly status?: number } = {},
): Promise<ConnectProxy> {
  const tunnels: Tunnel[] = [];
  const seen: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    tunnels.push({ target: `${request.method} ${request.url}`, headers: request.headers });
    response.writeHead(405).end();
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('data', (chunk: Buffer) => seen.push(chunk));
  });
  server.on('connect', (request, socket: Socket, head: Buffer) => {
    tunnels.push({ target: request.url ?? '', headers: request.headers });
    socket.on('error', () => {});
    const wanted =
      credentials === undefined ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`;
    const answer = wanted !== undefined && request.headers['proxy-authorization'] !== wanted ? 407 : status;
    if (answer !== 200) {
      socket.end(`HTTP/1.1 ${answer} No\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    const upstream = connect(to(request.url?.split(':')[0] ?? ''), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(socket);
      socket.pipe(upstream);
    });
    sockets.add(upstream);
    upstream.on('data', (chunk: Buffer) => seen.push(chunk));
    upstream.on('error', () => socket.destroy());
    socket.on('close', () => upstream.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    tunnels,
    seen: () => Buffer.concat(seen).toString('latin1'),
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The same server once more, with TLS: what it gets it passes on to a server that speaks plain HTTP on loopback. */
export async function tlsBefore(
  plain: string,
  certificate: Certificate,
): Promise<{ readonly port: number } & AsyncDisposable> {
  const { host } = new URL(plain);
  const server = createTlsServer(certificate, (request, response) => {
    const { method, url, headers } = request;
    const passed = ask(`${plain.replace(/\/+$/, '')}${url}`, { method, headers: { ...headers, host } });
    passed.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    passed.on('error', () => response.destroy());
    request.pipe(passed);
  });
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
