import { type IncomingMessage, request as open, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * What the mailbox's pages may load: their own files and pictures of this machine. Mails are shown
 * in frames of the same origin and fall under it too, so looking at one asks nobody outside.
 */
const policy = [
  "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:",
  "connect-src 'self' ws: http://localhost:* http://127.0.0.1:*",
  "img-src 'self' data: blob: http://localhost:* http://127.0.0.1:*",
  "frame-src 'self' blob: data:",
].join('; ');

/** Passes a request on to the viewer behind the mailbox. */
export function forward(port: number, request: IncomingMessage, response: ServerResponse): void {
  const { method, url, headers } = request;
  const onward = open({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
    const { 'access-control-allow-origin': _, ...kept } = answer.headers;
    response.writeHead(answer.statusCode ?? 502, { ...kept, 'content-security-policy': policy });
    answer.pipe(response);
  });
  onward.on('error', () => {
    if (response.headersSent) return response.destroy();
    response.writeHead(502, { 'content-type': 'text/plain' });
    return response.end('The mail viewer is not running. Stop and start the world again.\n');
  });
  response.on('close', () => onward.destroy());
  request.pipe(onward);
}

/** Passes a WebSocket on: the viewer shows new mails as they arrive. */
export function forwardUpgrade(
  port: number,
  request: IncomingMessage,
  socket: Socket,
  head: Buffer,
): void {
  const { method, url, headers } = request;
  const onward = open({ host: '127.0.0.1', port, method, path: url, headers });
  onward.on('upgrade', (answer, upstream, upstreamHead) => {
    const lines = answer.rawHeaders.reduce(
      (text, part, index) => text + part + (index % 2 === 0 ? ': ' : '\r\n'),
      'HTTP/1.1 101 Switching Protocols\r\n',
    );
    socket.write(`${lines}\r\n`);
    if (upstreamHead.length > 0) socket.write(upstreamHead);
    if (head.length > 0) upstream.write(head);
    upstream.pipe(socket).pipe(upstream);
    upstream.on('error', () => socket.destroy());
    socket.on('error', () => upstream.destroy());
    socket.on('close', () => upstream.destroy());
  });
  onward.on('response', () => socket.destroy());
  onward.on('error', () => socket.destroy());
  socket.on('error', () => onward.destroy());
  onward.end();
}
