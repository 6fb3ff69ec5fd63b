import { type IncomingMessage, request as open, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { forward } from './http-forward.ts';

/**
 * The content security policy of the mailbox: its own files and images of this machine only. It
 * also covers emails, which are shown in frames of the same origin, so that viewing one makes no
 * external request.
 */
const policy = [
  "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:",
  "connect-src 'self' ws: http://localhost:* http://127.0.0.1:*",
  "img-src 'self' data: blob: http://localhost:* http://127.0.0.1:*",
  "frame-src 'self' blob: data:",
].join('; ');

/** Forwards a request to the viewer. */
export const forwardToViewer = (
  port: number,
  request: IncomingMessage,
  response: ServerResponse,
): void =>
  forward(request, response, {
    port,
    answered: ({ 'access-control-allow-origin': _, ...kept }) => ({
      ...kept,
      'content-security-policy': policy,
    }),
    down: "The email viewer isn't running. Restart the world.\n",
  });

/** Forwards a WebSocket: the viewer shows new emails as they arrive. */
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
