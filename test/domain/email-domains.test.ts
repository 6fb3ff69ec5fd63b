import { describe, expect, it } from 'vitest';
import { isForExamples, meantDomain } from '../../src/domain/address.ts';

describe('a mistyped domain has a suggestion', () => {
  it.each([
    ['gmial.com', 'gmail.com'],
    ['gmail.con', 'gmail.com'],
    ['gmial.con', 'gmail.com'],
    ['gmail.co', 'gmail.com'],
    ['gamil.cm', 'gmail.com'],
    ['googelmail.com', 'googlemail.com'],
    ['hotmal.com', 'hotmail.com'],
    ['outlok.com', 'outlook.com'],
    ['yahooo.com', 'yahoo.com'],
    ['icoud.com', 'icloud.com'],
    ['mail.company.con', 'mail.company.com'],
    ['company.ogr', 'company.org'],
    ['gmx.ed', 'gmx.de'],
  ])('%s: %s', (typed, meant) => {
    expect(meantDomain(typed)).toBe(meant);
  });
});

it.each([
  'gmail.com',
  'googlemail.com',
  'hotmail.co.uk',
  'hotmail.de',
  'yahoo.fr',
  'gmai.de',
  'ymail.com',
  'mail.com',
  'gmx.com',
  'web.de',
  'example.com',
  'company.co',
  'company.om',
  'university.edu',
  'a.constructor',
])('%s has no suggestion', (domain) => {
  expect(meantDomain(domain)).toBeNull();
});

it.each([
  ['example.com', true],
  ['mail.example.org', true],
  ['ada.example', true],
  ['a.test', true],
  ['example.de', false],
  ['myexample.com', false],
  ['latest', false],
])('%s is reserved for examples: %s', (domain, expected) => {
  expect(isForExamples(domain)).toBe(expected);
});
