import { raw } from 'hono/html';
import { zoneInWords } from '../../domain/format.ts';
import type { Speech } from '../../words/words.ts';
import { useSpeech } from './i18n.tsx';

/**
 * All zones that the runtime lists, by region. The chosen one comes first, so that a name missing
 * from the list can be chosen too, and so that the list is rendered once per language.
 */
export const ZoneOptions = ({ chosen }: { chosen: string }) => {
  const speech = useSpeech();
  return (
    <>
      {chosen === '' ? (
        <option value="">{speech.words.form.chooseZone}</option>
      ) : (
        <option value={chosen} selected>
          {zoneLabel(chosen, speech)}
        </option>
      )}
      {raw(allZones(speech))}
    </>
  );
};

const written = new Map<string, string>();

function allZones(speech: Speech): string {
  let list = written.get(speech.language);
  if (list === undefined) {
    list = Object.entries(Object.groupBy(Intl.supportedValuesOf('timeZone'), regionOf))
      .map(([name, zones]) =>
        String(<optgroup label={regionInWords(name, speech)}>{zones!.map(option)}</optgroup>),
      )
      .join('');
    written.set(speech.language, list);
  }
  return list;
}

const regionOf = (zone: string): string => (zone.includes('/') ? zone.split('/')[0]! : 'Other');

const regionInWords = (region: string, { words }: Speech): string =>
  words.form.regions[region] ?? region;

const option = (zone: string) => <option value={zone}>{zonePlace(zone)}</option>;

/** @example zonePlace('America/Argentina/Buenos_Aires') // 'Argentina, Buenos Aires' */
const zonePlace = (zone: string): string =>
  zone
    .split('/')
    .slice(zone.includes('/') ? 1 : 0)
    .join(', ')
    .replaceAll('_', ' ');

const zoneLabel = (zone: string, speech: Speech): string =>
  zone.includes('/') ? `${zoneInWords(zone)} (${regionInWords(regionOf(zone), speech)})` : zone;
