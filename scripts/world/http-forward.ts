import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request as open,
  type ServerResponse,
} from 'node:http';

export type Onward = {
  /** Where on this machine the request goes. */
  port: number;
  /** Path and headers, if they differ from the request's. */
  path?: string | undefined;
  headers?: IncomingHttpHeaders;
  /** Changes the headers of the response. */
  answered?: (headers: IncomingHttpHeaders) => OutgoingHttpHeaders;
  /** What to say when nothing answers at the port. */
  down: string;
};

/** Forwards a request to another server of this machine. */
export function forward(
  request: IncomingMessage,
  response: ServerResponse,
  { port, path = request.url, headers = request.headers, answered = same, down }: Onward,
): void {
  const { method } = request;
  const onward = open({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answered(answer.headers));
    answer.pipe(response);
  });
  onward.on('error', () => {
    if (response.headersSent) return response.destroy();
    response.writeHead(502, { 'content-type': 'text/plain' });
    return response.end(down);
  });
  response.on('close', () => onward.destroy());
  request.pipe(onward);
}

const same = (headers: IncomingHttpHeaders): OutgoingHttpHeaders => headers;
