/** The time zones to choose from, compiled because looking up their offsets takes 40 ms. */
import regions from './compiled/zones.json' with { type: 'json' };

/** A zone under its name of today; `was`: the earlier name that browsers may report. */
export type Zone = {
  readonly name: string;
  /** From UTC, in standard and summer time. @example '+2/+3' */
  readonly offsets: string;
  readonly was?: string;
};

export type ZoneRegion = { readonly region: string; readonly zones: readonly Zone[] };

export const zoneRegions = regions as readonly ZoneRegion[];
