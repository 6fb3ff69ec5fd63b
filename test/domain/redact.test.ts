import { describe, expect, it } from 'vitest';
import { redact, thrown } from '../../src/domain/redact.ts';
import { tokens } from '../../src/links/links.ts';

const TOKEN = ((ring) => ring.sign('manage', ring.currentKey, 'abcdefghjkmnpqrstvwx', null))(
  tokens(['a-test-secret-of-thirty-two-or-more-characters']),
);

describe('never in a log', () => {
  it.each([
    ['an address', 'no mailbox ada.l+x@mail.example.com here', 'no mailbox … here'],
    ['an address in brackets', 'to <Ada@example.com>, bob@b.example', 'to <…>, …'],
    ['an address in a URL', 'GET /x?email=ada%40example.com&y=1', 'GET /…&y=1'],
    ['an address of letters', 'ädä@bücher.example', '…'],
    ['a value in quotes', `for value "Ada \\"x\\" L" and 'Zoë'`, 'for value … and …'],
    ['a token', `bad token ${TOKEN}!`, 'bad token …!'],
    [
      'a link',
      `fetch https://m.test/manage/${TOKEN}/export failed`,
      'fetch https://m.test/manage/… failed',
    ],
    ['a broken link', 'at /unsubscribe/abc.def', 'at /unsubscribe/…'],
    ['a key', 'Bearer abc.def re_123_abc whsec_a+b/c=', 'Bearer … … …'],
  ])('%s', (_, text, left) => {
    expect(redact(text)).toBe(left);
  });
});

it('kept for debugging', () => {
  for (const text of [
    'D1_ERROR: UNIQUE constraint failed: subscribers.address_key: SQLITE_CONSTRAINT',
    'D1_ERROR: no such column: s.link_version at offset 40: SQLITE_ERROR',
    'TypeError: undefined is not iterable\n    at show (src/usecases/manage/show.ts:6:46)',
    'Error: Network connection lost.\n    at async dispatch (hono/dist/compose.js:36:11)',
  ]) {
    expect(redact(text)).toBe(text);
  }
});

it('any thrown value can be logged', () => {
  expect(thrown(new TypeError('no "Ada"'))).toMatch(/^TypeError: no …\n +at /);
  for (const odd of [undefined, null, 7, 'ada@example.com', { toString: () => 'x' }]) {
    expect(thrown(odd)).not.toContain('@');
  }
});
