export type ClockSetting = { now?: string | null; offset_ms?: number; frozen?: boolean };

/** Keeps the clock's distance from real time across restarts, in milliseconds. */
export type ClockStore = { load: () => number; save: (offsetMs: number) => void };

/**
 * The stand-in's clock, which a world shares with its site and its cron: real time until it is set,
 * then running on from there, or frozen.
 */
export function createClock(store?: ClockStore) {
  let offset = store?.load() ?? 0;
  let frozenAt: number | null = null;
  const now = () => frozenAt ?? Date.now() + offset;
  return {
    now,
    isFrozen: () => frozenAt !== null,
    /**
     * `{now}` sets it, `{now, frozen: true}` stops it there, `{offset_ms}` shifts it, `{now: null}`
     * resets it.
     */
    set(setting: ClockSetting) {
      const real = Date.now();
      if (setting.now) {
        const instant = Date.parse(setting.now);
        if (Number.isNaN(instant)) throw new Error(`"${setting.now}" is not an instant.`);
        offset = instant - real;
      } else {
        offset = setting.offset_ms ?? 0;
      }
      frozenAt = setting.frozen ? real + offset : null;
      store?.save(offset);
    },
    describe: () => ({
      now: new Date(now()).toISOString(),
      offset_ms: offset,
      frozen: frozenAt !== null,
    }),
  };
}

export type Clock = ReturnType<typeof createClock>;
