import type { Clock } from './provider-clock.ts';

const minuteMs = 60_000;

/**
 * Plays the cron now and at every full minute of the world's clock: wrangler does not. A frozen
 * clock has no next minute, so the cron never runs beside `npm run tick` or the demo.
 */
export function playCron(clock: Clock, play: (minute: number) => void): () => void {
  let played = Number.NaN;
  const look = () => {
    const minute = Math.floor(clock.now() / minuteMs) * minuteMs;
    if (clock.isFrozen() || minute === played) return;
    played = minute;
    play(minute);
  };
  look();
  const timer = setInterval(look, 250);
  return () => clearInterval(timer);
}
