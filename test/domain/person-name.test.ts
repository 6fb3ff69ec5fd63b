import { describe, expect, it } from 'vitest';
import { readName } from '../../src/domain/person-name.ts';

describe('a name is accepted in any script', () => {
  it.each([
    ['', ''],
    ['Ada', 'Ada'],
    ['  Ada   Lovelace ', 'Ada Lovelace'],
    ["O'Hara-Müller", "O'Hara-Müller"],
    ['J. Smith', 'J. Smith'],
    ['María José', 'María José'],
    ['Jose\u0301', 'José'],
    ['王小明', '王小明'],
    ['محمد', 'محمد'],
    ['$& $1 $` {{name}} %s', '$& $1 $` {{name}} %s'],
    ['"Ada" & Co', '"Ada" & Co'],
    ['Ada\u202eevil\u202c', 'Adaevil'],
    ['A\u200bda\ufeff', 'Ada'],
    ['A\u3164da\u115f', 'Ada'],
    ['Ada\u{e0041}\u{e007f}', 'Ada'],
    ['\u2066Ada\u2069', 'Ada'],
    ['\u3164', ''],
    ['👩🏽‍🚀'.replaceAll('\u200d', ''), '👩🏽🚀'],
    ['é'.repeat(40), 'é'.repeat(40)],
  ])('%j', (typed, value) => {
    expect(readName(typed)).toEqual({ ok: true, value });
  });
});

describe('characters that an email client would interpret, or that are invisible, are rejected', () => {
  it.each([
    ['Ada\nBcc: bob@example.com', 'control'],
    ['Ada\r\n', 'control'],
    ['Ada\t', 'control'],
    ['Ada\u0000', 'control'],
    ['Ada\u2029', 'control'],
    ['Ada\udc00', 'control'],
    ['<b>Ada</b>', 'markup'],
    ['Ada <script>alert(1)</script>', 'markup'],
    ['3 > 2', 'markup'],
    ['http://evil', 'link'],
    ['WWW.evil', 'link'],
    ['www\u200b.evil', 'link'],
    ['evil.com', 'link'],
    ['ada@evil', 'link'],
    ['ada＠evil', 'link'],
    ['evil。com', 'link'],
    ['evil．com', 'link'],
    ['evil․com', 'link'],
    ['evil.\u200bcom', 'link'],
    ['192.168.0.1', 'link'],
    ['ada﹫evil', 'link'],
    ['mailto:ada', 'link'],
    ['tel: 123', 'link'],
    ['JavaScript\u200d:alert', 'link'],
    ['data：x', 'link'],
    ['a'.repeat(41), 'too_long'],
    [`a${'\u0301'.repeat(200)}`, 'too_long'],
  ])('%j', (typed, fault) => {
    expect(readName(typed)).toEqual({ ok: false, fault });
  });
});
