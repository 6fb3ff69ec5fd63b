import { expect, test } from 'vitest';
import { linksOf, linkTo, unsubscribeTarget } from '../../scripts/world/mail-links.ts';

const mail = {
  html: '<a class="b" href="https://a.test/confirm/t.1?x=1&amp;y=2">Yes</a> <a href=\'mailto:a@b.c\'>Write</a>',
  text: 'Go to https://a.test/manage/t.2.\nOr (https://a.test/confirm/t.1?x=1&y=2)',
};

test('links are found in both parts, decoded, each once', () => {
  expect(linksOf(mail)).toEqual([
    'https://a.test/confirm/t.1?x=1&y=2',
    'https://a.test/manage/t.2',
  ]);
});

test("a personal page's link is found by its path", () => {
  expect(linkTo(mail, 'manage')).toBe('https://a.test/manage/t.2');
  expect(linkTo(mail, 'unsubscribe')).toBeUndefined();
});

test('a page below the personal page is another link', () => {
  const lesson = {
    ...mail,
    text: 'https://a.test/manage/t.2/lessons/one https://a.test/manage/t.2',
  };
  expect(linkTo(lesson, 'manage')).toBe('https://a.test/manage/t.2');
});

test('the one-click target is taken from the header, whatever its case', () => {
  const headers = { 'list-unsubscribe': '<mailto:x@y.z>, <https://a.test/unsubscribe/t.3>' };
  expect(unsubscribeTarget({ headers })).toBe('https://a.test/unsubscribe/t.3');
});
