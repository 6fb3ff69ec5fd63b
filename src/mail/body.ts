/** Encodes the request body of a call. The same messages always give the same bytes. */
import type { Template } from '../domain/template.ts';
import {
  AS_IS,
  compile,
  HTML,
  type JsonBuffer,
  LINE,
  putBytes,
  putSteps,
  putText,
  reserve,
  type Steps,
} from './json-writer.ts';
import type { Message, OutgoingCall } from './provider.ts';

/** Overwrites the buffer with the body of a call. Throws if a slot has no value. */
export function writeBody(buffer: JsonBuffer, { batch, messages }: OutgoingCall): void {
  buffer.size = 0;
  if (!batch) {
    putMessage(buffer, messages[0]!);
    return;
  }
  messages.forEach((message, index) => {
    putBytes(buffer, index === 0 ? JSON_BYTES.open : JSON_BYTES.next);
    putMessage(buffer, message);
    // The emails of a call are about the same size: reserve room for all of them at once.
    if (index === 0) reserve(buffer, Math.ceil(buffer.size * messages.length * 1.05));
  });
  putBytes(buffer, JSON_BYTES.close);
}

function putMessage(buffer: JsonBuffer, message: Message): void {
  const scope = { values: message.values, outer: null };
  const { subject, html, text, feedback } = compiled(message.template);
  putBytes(buffer, JSON_BYTES.from);
  putText(buffer, message.from, AS_IS);
  putBytes(buffer, JSON_BYTES.to);
  putText(buffer, message.to, AS_IS);
  putBytes(buffer, JSON_BYTES.replyTo);
  putText(buffer, message.replyTo, AS_IS);
  putBytes(buffer, JSON_BYTES.subject);
  putSteps(buffer, subject, scope, LINE);
  putBytes(buffer, JSON_BYTES.html);
  putSteps(buffer, html, scope, HTML);
  putBytes(buffer, JSON_BYTES.text);
  putSteps(buffer, text, scope, LINE);
  putBytes(buffer, JSON_BYTES.headers);
  if (message.unsubscribe !== null) {
    putBytes(buffer, JSON_BYTES.unsubscribe);
    putText(buffer, message.unsubscribe, AS_IS);
    putBytes(buffer, JSON_BYTES.oneClick);
    putText(buffer, message.list ?? '', AS_IS);
    putBytes(buffer, feedback);
    putText(buffer, message.delivery, AS_IS);
    putBytes(buffer, JSON_BYTES.quote);
  }
  putBytes(buffer, JSON_BYTES.delivery);
  putText(buffer, message.delivery, AS_IS);
  putBytes(buffer, JSON_BYTES.end);
}

const bytes = (json: string): Uint8Array => new TextEncoder().encode(json);

/** The JSON between the parts of an email, with the provider's field names. */
const JSON_BYTES = {
  open: bytes('['),
  next: bytes(','),
  close: bytes(']'),
  from: bytes('{"from":"'),
  to: bytes('","to":["'),
  replyTo: bytes('"],"reply_to":"'),
  subject: bytes('","subject":"'),
  html: bytes('","html":"'),
  text: bytes('","text":"'),
  headers: bytes('","headers":{'),
  unsubscribe: bytes('"List-Unsubscribe":"<'),
  // Automatic replies are not wanted (RFC 3834, Exchange).
  oneClick: bytes(
    '>","List-Unsubscribe-Post":"List-Unsubscribe=One-Click","Auto-Submitted":"auto-generated",' +
      '"X-Auto-Response-Suppress":"All","List-Id":"<',
  ),
  quote: bytes('"'),
  delivery: bytes('},"tags":[{"name":"delivery","value":"'),
  end: bytes('"}]}'),
};

type Compiled = {
  readonly subject: Steps;
  readonly html: Steps;
  readonly text: Steps;
  /** JSON from the end of `List-Id` to the id by which Gmail keeps threads apart. */
  readonly feedback: Uint8Array;
};

/** Compiled on first use and kept for the lifetime of the isolate. */
function compiled(template: Template): Compiled {
  let parts = known.get(template);
  if (parts === undefined) {
    const { subject, html, text } = template;
    parts = {
      subject: compile(subject),
      html: compile(html),
      text: compile(text),
      feedback: feedbackOf(template),
    };
    known.set(template, parts);
  }
  return parts;
}

/** Spam reports are counted by message and course, never by person. */
const feedbackOf = ({ course, message }: Template): Uint8Array =>
  bytes(`>","Feedback-ID":"${message}:${course}:milepost","X-Entity-Ref-ID":"`);

const known = new WeakMap<Template, Compiled>();
