/** The body of a call, in the bytes that travel: the same messages give the same bytes. */
import type { Template } from '../domain/template.ts';
import type { Message, OutgoingCall } from '../usecases/sending/ports.ts';
import {
  AS_IS,
  compile,
  HTML,
  LINE,
  putBytes,
  putSteps,
  putText,
  reserve,
  type Sheet,
  type Steps,
} from './json-writer.ts';

/** Writes the body of a call, over what is on the sheet. Throws when a mail would have a hole. */
export function writeBody(sheet: Sheet, { batch, messages }: OutgoingCall): void {
  sheet.size = 0;
  if (!batch) {
    putMessage(sheet, messages[0]!);
    return;
  }
  messages.forEach((message, index) => {
    putBytes(sheet, index === 0 ? JSON_BYTES.open : JSON_BYTES.next);
    putMessage(sheet, message);
    // The mails of a call are much alike: room for all of them at once.
    if (index === 0) reserve(sheet, Math.ceil(sheet.size * messages.length * 1.05));
  });
  putBytes(sheet, JSON_BYTES.close);
}

function putMessage(sheet: Sheet, message: Message): void {
  const scope = { values: message.values, outer: null };
  const { subject, html, text } = compiled(message.template);
  putBytes(sheet, JSON_BYTES.from);
  putText(sheet, message.from, AS_IS);
  putBytes(sheet, JSON_BYTES.to);
  putText(sheet, message.to, AS_IS);
  putBytes(sheet, JSON_BYTES.replyTo);
  putText(sheet, message.replyTo, AS_IS);
  putBytes(sheet, JSON_BYTES.subject);
  putSteps(sheet, subject, scope, LINE);
  putBytes(sheet, JSON_BYTES.html);
  putSteps(sheet, html, scope, HTML);
  putBytes(sheet, JSON_BYTES.text);
  putSteps(sheet, text, scope, LINE);
  putBytes(sheet, JSON_BYTES.headers);
  if (message.unsubscribe !== null) {
    putBytes(sheet, JSON_BYTES.unsubscribe);
    putText(sheet, message.unsubscribe, AS_IS);
    putBytes(sheet, JSON_BYTES.oneClick);
  }
  putBytes(sheet, JSON_BYTES.delivery);
  putText(sheet, message.delivery, AS_IS);
  putBytes(sheet, JSON_BYTES.end);
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
