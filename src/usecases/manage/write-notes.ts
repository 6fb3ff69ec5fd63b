import { noteOf, withNote } from '../../domain/notes.ts';
import type { NoteWish } from '../../domain/parse/notes.ts';
import type { Instant } from '../../domain/time.ts';
import { noted } from '../../domain/undo.ts';
import type { Ports } from '../ports.ts';
import type { Target } from '../show.ts';
import { type Changed, changeOwn } from './update-subscription.ts';

/** Writes the private notes of a round; fields that are undefined stay as they are. */
export const writeNotes = (
  ports: Ports,
  target: Target,
  wish: NoteWish,
  now: Instant,
): Promise<Changed<'noted' | 'same' | 'left' | 'pending'>> =>
  changeOwn(ports, target, now, 'replaced', ({ subscription }) => {
    const before = noteOf(subscription, wish.round);
    const written = Object.entries(wish).filter(([, value]) => value !== undefined);
    const note = { ...before, ...Object.fromEntries(written) };
    if (JSON.stringify(note) === JSON.stringify(before)) return { done: 'same' };
    const notes = withNote(subscription, { ...note, writtenAt: now });
    return {
      done: 'noted',
      next: { ...subscription, notes, undo: noted(subscription, 'notes', now) },
    };
  });
