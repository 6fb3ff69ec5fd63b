import { describe, expect, it } from 'vitest';
import { readNotes } from '../../../src/domain/parse/notes.ts';

const parsed = (input: Record<string, unknown>, round = 2) => {
  const read = readNotes(input, round);
  return read.ok ? read.value : read.errors;
};

describe('the length of a note', () => {
  it.each([
    ['time', 100],
    ['place', 300],
    ['names', 200],
    ['phone', 60],
    ['questions', 2000],
  ])('%s: %i characters, each emoji one', (field, most) => {
    expect(parsed({ [field]: '🙂'.repeat(most) })).toMatchObject({ [field]: '🙂'.repeat(most) });
    expect(parsed({ [field]: '🙂'.repeat(most + 1) })).toEqual([
      { field, code: 'too_long', known: String(most) },
    ]);
  });

  it('a line break counts as one character', () => {
    const questions = `${'x\r\n'.repeat(999)}xx`;
    expect(parsed({ questions })).toMatchObject({ questions: questions.replaceAll('\r', '') });
  });
});

it('control characters are removed, and only questions have lines', () => {
  const place = 'Room\r\n1\u0000\u2028 X-Header: y';
  const questions = ' 1. Why?\r\n2. \u0007How?\n\ud800';
  expect(parsed({ place, questions })).toMatchObject({
    place: 'Room 1 X-Header: y',
    questions: '1. Why?\n2. How?\n\ufffd',
  });
});

it.each([{}, [], true, { size: 1 }])('%j is not a text', (given) => {
  expect(parsed({ phone: given })).toEqual([{ field: 'phone', code: 'not_text' }]);
});

it('null and an empty text remove a note, a missing field keeps it', () => {
  expect(parsed({ time: null, place: ' ', phone: 5550100 })).toEqual({
    ...{ time: '', place: '', names: undefined, phone: '5550100', questions: undefined },
    ...{ round: 2, share: false },
  });
});

it('the box is read only from a form that has it', () => {
  expect(parsed({ questions: 'Why?' })).toMatchObject({ share: undefined });
  expect(parsed({ names: 'Ada' })).toMatchObject({ share: false });
  expect(parsed({ names: 'Ada', share: 'yes' })).toMatchObject({ share: true });
  expect(parsed({ share: false })).toMatchObject({ share: false });
});

it.each([1, '2'])('round %s is the current one or an earlier one', (round) => {
  expect(parsed({ round })).toMatchObject({ round: Number(round) });
});

it.each([0, 3, -1, 1.5, 'x', {}, [1, 2]])('there has been no round %j', (round) => {
  expect(parsed({ round })).toEqual([{ field: 'round', code: 'unknown' }]);
});
