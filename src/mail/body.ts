/** The body of a call, in the bytes that travel: the same messages give the same bytes. */
import type { Template } from '../domain/template.ts';
import type { Message, OutgoingCall } from '../usecases/sending/ports.ts';
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

/** Writes the body of a call, over what is on the sheet. Throws when a mail would have a hole. */
export function writeBody(buffer: JsonBuffer, { batch, messages }: OutgoingCall): void {
  buffer.size = 0;
  if (!batch) {
    putMessage(buffer, messages[0]!);
    return;
  }
  messages.forEach((message, index) => {
    putBytes(buffer, index === 0 ? JSON_BYTES.open : JSON_BYTES.next);
    putMessage(buffer, message);
    // The mails of a call are much alike: room for all of them at once.
    if (index === 0) reserve(buffer, Math.ceil(buffer.size * messages.length * 1.05));
  });
  putBytes(buffer, JSON_BYTES.close);
}

function putMessage(buffer: JsonBuffer, message: Message): void {
  const scope = { values: message.values, outer: null };
  const { subject, html, text } = compiled(message.template);
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
  }
  putBytes(buffer, JSON_BYTES.delivery);
  putText(buffer, message.delivery, AS_IS);
  putBytes(buffer, JSON_BYTES.end);
}

const bytes = (json: string): Uint8Array => new TextEncoder().encode(json);

/** What stands between the parts of a mail, in the provider's names. */
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
  oneClick: bytes('>","List-Unsubscribe-Post":"List-Unsubscribe=One-Click"'),
  delivery: bytes('},"tags":[{"name":"delivery","value":"'),
  end: bytes('"}]}'),
};

type Compiled = { readonly subject: Steps; readonly html: Steps; readonly text: Steps };

/** Compiled when it is first sent, and then for as long as the isolate lives. */
function compiled(template: Template): Compiled {
  let parts = known.get(template);
  if (parts === undefined) {
    const { subject, html, text } = template;
    parts = { subject: compile(subject), html: compile(html), text: compile(text) };
    known.set(template, parts);
  }
  return parts;
}

const known = new WeakMap<Template, Compiled>();
