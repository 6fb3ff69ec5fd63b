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
    ['é'.repeat(40), 'é'.repeat(40)],
    ['J.R. Smith', 'J.R. Smith'],
    ['J.R.R.Tolkien', 'J.R.R.Tolkien'],
    ['St.John', 'St.John'],
    ['名.前', '名.前'],
    ['名。前', '名。前'],
    ['Jean-Luc (he/him)', 'Jean-Luc (he/him)'],
    ['@ada', '@ada'],
    ['Ada 2.0', 'Ada 2.0'],
  ])('%j', (typed, value) => {
    expect(readName(typed)).toEqual({ ok: true, value });
  });
});

describe('a name keeps invisible characters that its script needs', () => {
  it.each([
    ['Sinhala', 'ශ්\u200dරී'],
    ['Persian', 'نیک\u200cنام'],
    ['Devanagari', 'क्\u200dष'],
    ['Mongolian', 'ᠠᠨ\u180eᠠ'],
    ['a Japanese variant', '葛\u{e0100}城'],
    ['an emoji of two', '👩\u200d🚀'],
    ['an emoji with a skin tone', '👩🏽\u200d🚀'],
    ['an emoji with a selector', '❤\ufe0f\u200d🔥'],
  ])('%s: %j', (_, name) => {
    expect(readName(name)).toEqual({ ok: true, value: name });
  });

  it.each([
    ['at an end', '\u200dනිශ\u200c', 'නිශ'],
    ['beside a space', 'نیک\u200c نام', 'نیک نام'],
    ['twice', 'نیک\u200c\u200cنام', 'نیک\u200cنام'],
    ['between other invisible ones', 'نیک\u200b\u200c\u200bنام', 'نیک\u200cنام'],
    ['in Latin', 'A\u200dd\u200ca', 'Ada'],
    ['as a second selector', '葛\u{e0100}\u{e0101}', '葛\u{e0100}'],
    ['as a selector of nothing that varies', 'Ada\ufe0f', 'Ada'],
  ])('but not %s', (_, typed, value) => {
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
    ['evil.co.uk', 'link'],
    ['visit evil.io now', 'link'],
    ['evil.com.Smith', 'link'],
    ['evil.example/path', 'link'],
    ['зло.рф', 'link'],
    ['зл\u200dо.р\u200dф', 'link'],
    ['evil.xn--p1ai', 'link'],
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
