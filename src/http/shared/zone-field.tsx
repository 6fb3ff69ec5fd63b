import { raw } from 'hono/html';
import { type Zone, zoneRegions } from '../../course/zones.ts';
import { zoneInWords } from '../../domain/locale.ts';
import type { I18n } from '../../words/words.ts';
import { Field, type Filled } from './fields.tsx';
import { useI18n } from './language.tsx';

/** The page's script, if it has one, shows the hidden parts. */
export const ZoneField = ({ values, errors }: Filled) => {
  const { form } = useI18n().words;
  return (
    <Field
      name="time_zone"
      label={form.zone}
      errors={errors}
      control={(ties) => (
        <>
          <select {...ties} required>
            <ZoneOptions chosen={values.time_zone ?? ''} />
          </select>
          <p class="hint" data-zone-unsure hidden>
            {form.zoneUnsure}
          </p>
          <details class="zone-search" data-zone-search hidden>
            <summary>{form.searchZones}</summary>
            <input type="search" aria-label={form.searchZonesBy} placeholder={form.searchZonesBy} />
          </details>
        </>
      )}
    />
  );
};

/**
 * All zones, by region. The chosen one comes first, so that a name missing from the list can be
 * chosen too, and so that the list is rendered once per language.
 */
const ZoneOptions = ({ chosen }: { chosen: string }) => {
  const i18n = useI18n();
  return (
    <>
      {chosen === '' ? (
        <option value="">{i18n.words.form.chooseZone}</option>
      ) : (
        <option value={chosen} selected>
          {labelOf(chosen)}
        </option>
      )}
      {raw(allZones(i18n))}
    </>
  );
};

const rendered = new Map<string, string>();

function allZones({ language, words }: I18n): string {
  let list = rendered.get(language);
  if (list === undefined) {
    list = zoneRegions
      .map(({ region, zones }) =>
        String(
          <optgroup label={words.form.regions[region] ?? region}>{zones.map(option)}</optgroup>,
        ),
      )
      .join('');
    rendered.set(language, list);
  }
  return list;
}

/** `data-was` is for the script. */
const option = (zone: Zone) => (
  <option value={zone.name} data-was={zone.was}>
    {label(zone)}
  </option>
);

/** A zone that isn't in the list, such as UTC, has only its name. */
function labelOf(chosen: string): string {
  const zones = zoneRegions.flatMap((region) => region.zones);
  const listed = zones.find(({ name, was }) => name === chosen || was === chosen);
  return listed ? label(listed) : zoneInWords(chosen);
}

/** @example 'Buenos Aires, Argentina (-3)' */
const label = ({ name, offsets }: Zone): string => `${placeOf(name)} (${offsets})`;

/** The city first, because typing in a list finds the beginning of a label. */
const placeOf = (name: string): string =>
  name.split('/').slice(1).reverse().join(', ').replaceAll('_', ' ');
