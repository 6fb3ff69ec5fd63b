import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldedAddress, isUnreachable, mailboxOf, readAddress } from '../../src/domain/address.ts';

describe('an address is accepted as people type it', () => {
  it.each([
    ['ada@example.com', 'ada@example.com', 'ada@example.com'],
    ['  ada@example.com  ', 'ada@example.com', 'ada@example.com'],
    ['Ada.Lovelace+ml@Example.COM', 'Ada.Lovelace+ml@example.com', 'ada.lovelace+ml@example.com'],
    ["o'hara@example.co.uk", "o'hara@example.co.uk", "o'hara@example.co.uk"],
    [
      'a!#$%&*+/=?^_`{|}~-@example.org',
      'a!#$%&*+/=?^_`{|}~-@example.org',
      'a!#$%&*+/=?^_`{|}~-@example.org',
    ],
    ['ada@bücher.example', 'ada@xn--bcher-kva.example', 'ada@xn--bcher-kva.example'],
    ['ada@BÜCHER.example', 'ada@xn--bcher-kva.example', 'ada@xn--bcher-kva.example'],
    ['ada@bu\u0308cher.example', 'ada@xn--bcher-kva.example', 'ada@xn--bcher-kva.example'],
    ['ada@例え。テスト', 'ada@xn--r8jz45g.xn--zckzah', 'ada@xn--r8jz45g.xn--zckzah'],
    ['a@xn--e1afmkfd.xn--p1ai', 'a@xn--e1afmkfd.xn--p1ai', 'a@xn--e1afmkfd.xn--p1ai'],
    ['ada@123.example', 'ada@123.example', 'ada@123.example'],
    [
      `${'a'.repeat(64)}@example.com`,
      `${'a'.repeat(64)}@example.com`,
      `${'a'.repeat(64)}@example.com`,
    ],
  ])('%j', (typed, send, key) => {
    expect(readAddress(typed)).toEqual({ ok: true, value: { send, key } });
  });
});

describe('an impossible address is rejected, with its reason', () => {
  it.each([
    ['', 'missing'],
    ['   ', 'missing'],
    ['ada', 'no_at'],
    ['@example.com', 'local'],
    ['ada@', 'domain'],
    ['ada@@example.com', 'local'],
    ['ada@example', 'no_dot'],
    ['ada@localhost', 'no_dot'],
    ['ada@.com', 'domain'],
    ['ada@example..com', 'domain'],
    ['ada@example.com.', 'domain'],
    ['ada@-example.com', 'domain'],
    ['ada@example-.com', 'domain'],
    ['ada@exa_mple.com', 'domain'],
    ['ada@example.123', 'domain'],
    ['ada@127.0.0.1', 'domain'],
    ['ada@1.2', 'domain'],
    ['ada@mail.invalid', 'unreachable'],
    ['ada@macbook.local', 'unreachable'],
    ['ada@Hidden.ONION', 'unreachable'],
    ['ada@router.lan', 'unreachable'],
    ['ada@[127.0.0.1]', 'domain'],
    ['ada@example.com:25', 'domain'],
    ['ada@example.com/path', 'domain'],
    ['ada@exam%70le.com', 'domain'],
    ['ada@xn--.com', 'domain'],
    [`ada@${'a'.repeat(64)}.com`, 'domain'],
    ['.ada@example.com', 'dots'],
    ['ada.@example.com', 'dots'],
    ['a..da@example.com', 'dots'],
    ['"ada"@example.com', 'local'],
    ['a(da)@example.com', 'local'],
    ['äda@example.com', 'local_not_ascii'],
    ['Ada <ada@example.com>', 'several'],
    ['ada@example.com, bob@example.com', 'several'],
    ['ada@example.com;bob@example.com', 'several'],
    ['ada lovelace@example.com', 'several'],
    ['ada\u00a0l@example.com', 'several'],
    ['ada@example.com\r\nBcc: bob@example.com', 'control'],
    ['ada@example.com\n', 'control'],
    ['ada\u0000@example.com', 'control'],
    ['ada\u2028@example.com', 'control'],
    ['ada\u200b@example.com', 'control'],
    ['ada\ud800@example.com', 'control'],
    [`${'a'.repeat(65)}@example.com`, 'too_long'],
    [`${'a'.repeat(20)}@${'abcdefg.'.repeat(30)}example`, 'too_long'],
  ])('%j', (typed, fault) => {
    expect(readAddress(typed)).toEqual({ ok: false, fault });
  });
});

it('two people whose addresses differ in tags and dots stay two', () => {
  const keys = ['ada@example.com', 'a.da@example.com', 'ada+x@example.com'].map((typed) => {
    const address = readAddress(typed);
    return address.ok && address.value.key;
  });
  expect(new Set(keys).size).toBe(3);
});

describe('for limits, an address is normalized only as its provider does', () => {
  it.each([
    ['Anna.Lena@web.de', 'anna.lena@web.de', 'anna.lena@web.de'],
    ['annalena@web.de', 'annalena@web.de', 'annalena@web.de'],
    ['a.d.a@gmail.com', 'ada@gmail.com', 'ada@gmail.com'],
    ['ada@googlemail.com', 'ada@gmail.com', 'ada@gmail.com'],
    ['a.da+x.y@gmail.com', 'ada+xy@gmail.com', 'ada@gmail.com'],
    ['school+ada@example.com', 'school+ada@example.com', 'school@example.com'],
    ['a+b+c@example.com', 'a+b+c@example.com', 'a@example.com'],
    ['+tag@example.com', '+tag@example.com', '+tag@example.com'],
    ['+a+b@example.com', '+a+b@example.com', '+a@example.com'],
  ])('%s', (key, folded, mailbox) => {
    expect([foldedAddress(key), mailboxOf(key)]).toEqual([folded, mailbox]);
  });
});

it('a domain is normalized as every URL does it', () => {
  const label = fc.stringMatching(/^[a-zA-Z0-9-]{1,8}$/);
  const odd = fc.constantFrom('xn--', 'xn--bcher-kva', 'XN--a', 'com', 'c', '0x1f', '12', '');
  const labels = fc.array(fc.oneof({ weight: 3, arbitrary: label }, odd), { minLength: 2 });
  fc.assert(
    fc.property(labels, (parts) => {
      const domain = parts.join('.');
      const read = readAddress(`ada@${domain}`);
      const host = URL.parse(`http://${domain}/`)?.hostname ?? '';
      const whole = /^([a-z\d]([a-z\d-]{0,61}[a-z\d])?(\.|$))+$/.test(host) && !host.endsWith('.');
      const fits = whole && host.includes('.') && !/(^|\.)\d+$/.test(host) && !isUnreachable(host);
      expect(read.ok && read.value.send).toBe(fits && `ada@${host}`);
    }),
    { numRuns: 2000 },
  );
});
