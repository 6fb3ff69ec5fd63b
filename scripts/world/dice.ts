/** Seeded random numbers: the same seed gives the same sequence. */
export type Dice = {
  /** In [0, 1). */
  readonly roll: () => number;
  /** An integer, both ends included. */
  readonly between: (least: number, most: number) => number;
  readonly pick: <T>(from: readonly T[]) => T;
  /** True with this probability. */
  readonly happens: (share: number) => boolean;
  /** An independent generator, so that one purpose doesn't shift the numbers of another. */
  readonly fork: (purpose: string) => Dice;
};

export function createDice(seed: number): Dice {
  const roll = mulberry32(seed);
  const between = (least: number, most: number): number =>
    least + Math.floor(roll() * (most - least + 1));
  return {
    roll,
    between,
    pick: (from) => from[between(0, from.length - 1)]!,
    happens: (share) => roll() < share,
    fork: (purpose) => createDice(hashOf(`${seed} ${purpose}`)),
  };
}

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** An id formatted like production's. */
export const randomId = ({ between }: Dice): string =>
  Array.from({ length: 20 }, () => ALPHABET[between(0, 31)]).join('');

function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** The FNV-1a hash. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
