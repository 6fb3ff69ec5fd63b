import { html, raw } from 'hono/html';
import { zoneInWords } from '../../domain/speech.ts';

/**
 * Every zone that the runtime lists, by region. The chosen one stands on top, so that a zone of
 * any other name can be chosen too, and so that the list itself is written once.
 */
export const ZoneOptions = ({ chosen }: { chosen: string }) => (
  <>
    {chosen === '' ? (
      <option value="">Choose your time zone</option>
    ) : (
      <option value={chosen} selected>
        {zoneLabel(chosen)}
      </option>
    )}
    {raw(allZones())}
  </>
);

let written: string | undefined;

function allZones(): string {
  written ??= Object.entries(Object.groupBy(Intl.supportedValuesOf('timeZone'), region))
    .map(([name, zones]) => html`<optgroup label="${name}">${zones!.map(option)}</optgroup>`)
    .join('');
  return written;
}

const region = (zone: string): string => (zone.includes('/') ? zone.split('/')[0]! : 'Other');

const option = (zone: string) => html`<option value="${zone}">${zonePlace(zone)}</option>`;

/** @example zonePlace('America/Argentina/Buenos_Aires') // 'Argentina, Buenos Aires' */
const zonePlace = (zone: string): string =>
  zone
    .split('/')
    .slice(zone.includes('/') ? 1 : 0)
    .join(', ')
    .replaceAll('_', ' ');

const zoneLabel = (zone: string): string =>
  zone.includes('/') ? `${zoneInWords(zone)} (${region(zone)})` : zone;
