/** Starts imported people over so many days that the provider's quota suffices. */
import { type CivilDate, civilDay, DAY, type Instant } from '../../src/domain/time.ts';

/** The emails of a person who starts now. */
export type Need = {
  /** Those sent at the start. */
  readonly atOnce: number;
  /** When those are due that depend on their date. */
  readonly dated: readonly Instant[];
  /** How long after the start the others are due: questions for a date. */
  readonly following: readonly number[];
};

/** Emails by day (UTC). */
export type Load = Map<CivilDate, number>;

/** The rest is for people who sign up meanwhile, and for those who confirm. */
const SHARE = 0.8;

/** When each person starts, in the given order: now if nothing depends on it. */
export function spread(
  needs: readonly Need[],
  planned: Load,
  quota: number,
  now: Instant,
): readonly Instant[] {
  const load = new Map(planned);
  for (const { dated } of needs) for (const at of dated) add(load, at, 1);
  const most = Math.max(1, Math.floor(quota * SHARE));
  const roomAt = (at: Instant): number => most - (load.get(civilDay(at, 'UTC')) ?? 0);
  let day = Math.floor(now / DAY) * DAY;
  return needs.map(({ atOnce, dated, following }) => {
    if (atOnce === 0 && following.length === 0) return now;
    // A lesson that is due earlier starts them: it has the steps of what they missed.
    const latest = dated.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    for (;;) {
      const from = Math.max(day, now);
      const fits = roomAt(from) - usedUp(day, now, most) >= Math.max(atOnce, 1);
      // A person whose emails never fit into a day starts on a free one.
      const free = roomAt(from) >= most;
      if ((fits || free) && following.every((wait) => roomAt(from + wait) > 0)) {
        const taken = most - roomAt(from);
        const at = from + Math.floor(((day + DAY - from) * Math.min(taken, most - 1)) / most);
        const start = Math.max(now, Math.min(at, latest));
        add(load, start, atOnce);
        for (const wait of following) add(load, start + wait, 1);
        return start;
      }
      if (from >= latest) return Math.max(now, latest);
      day += DAY;
    }
  });
}

/** Of the first day, only the part that is left counts. */
const usedUp = (day: Instant, now: Instant, most: number): number =>
  Math.ceil((Math.max(0, now - day) / DAY) * most);

/** All emails by day if everyone starts now. */
export function loadOf(needs: readonly Need[], planned: Load, now: Instant): Load {
  const load = new Map(planned);
  for (const { atOnce, dated, following } of needs) {
    add(load, now, atOnce);
    for (const at of dated) add(load, at, 1);
    for (const wait of following) add(load, now + wait, 1);
  }
  return load;
}

function add(load: Load, at: Instant, n: number): void {
  const day = civilDay(at, 'UTC');
  load.set(day, (load.get(day) ?? 0) + n);
}
