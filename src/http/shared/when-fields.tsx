import { raw } from 'hono/html';
import { capital, hourInWords, zoneInWords } from '../../domain/format.ts';
import { isChecked } from '../../domain/parse/checkbox.ts';
import { isCivilDate } from '../../domain/time.ts';
import type { I18n } from '../../words/words.ts';
import { Field, type Filled } from './fields.tsx';
import { useI18n } from './language.tsx';

type DateProps = Filled & {
  /** What the date is: "your interview". */
  readonly yours: string;
  /** Shows the "no date" checkbox; not needed if there is no date. */
  readonly mayLack?: boolean;
};

type ClockProps = Filled & { readonly sendHour: number };

/** The three inputs of a plan: date, time zone and hour. */
export const WhenFields = (props: DateProps & ClockProps) => (
  <>
    <DateFields {...props} />
    <ClockFields {...props} />
  </>
);

export const DateFields = ({ yours, values, errors, mayLack = true }: DateProps) => {
  const { ending, form } = useI18n().words;
  const isGoal = values.date_kind === 'goal';
  return (
    <>
      <Field
        name="target_date"
        label={isGoal ? capital(ending.goal.yours) : form.day(yours)}
        hint={form.dayHint}
        errors={errors}
        control={(ties) => {
          // A date input shows only valid dates: keep other input in a text field.
          const typed = values.target_date ?? '';
          const date = typed === 'none' ? '' : typed;
          const type = date === '' || isCivilDate(date) ? 'date' : 'text';
          return <input {...ties} type={type} value={date} autocomplete="off" required />;
        }}
      />
      <GoalField {...{ isGoal }} />
      {mayLack && (
        <label class="tick">
          <input
            type="checkbox"
            name="no_date"
            value="yes"
            checked={isChecked(values.no_date) || values.target_date === 'none'}
          />
          {form.noDateYet}
        </label>
      )}
    </>
  );
};

/** The date is a goal, not an appointment (rule 8). */
const GoalField = ({ isGoal }: { isGoal: boolean }) => (
  <label class="tick">
    <input type="checkbox" name="date_kind" value="goal" checked={isGoal} />
    {useI18n().words.ending.goal.tick}
  </label>
);

/** Time zone and hour. */
export const ClockFields = ({ sendHour, values, errors }: ClockProps) => {
  const { locale, words } = useI18n();
  return (
    <div class="pair">
      <Field
        name="time_zone"
        label={words.form.zone}
        errors={errors}
        control={(ties) => (
          <select {...ties} required>
            <ZoneOptions chosen={values.time_zone ?? ''} />
          </select>
        )}
      />
      <Field
        name="send_hour"
        label={words.form.hour}
        errors={errors}
        control={(ties) => (
          <select {...ties}>
            <HourOptions chosen={values.send_hour || String(sendHour)} locale={locale} />
          </select>
        )}
      />
    </div>
  );
};

const HourOptions = ({ chosen, locale }: { chosen: string; locale: string }) => {
  const known = HOURS.some((hour) => String(hour) === chosen);
  return (
    <>
      {!known && (
        <option value={chosen} selected>
          {chosen}
        </option>
      )}
      {HOURS.map((hour) => (
        <option value={hour} selected={String(hour) === chosen}>
          {hourInWords(hour, locale)}
        </option>
      ))}
    </>
  );
};

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/**
 * All zones that the runtime lists, by region. The chosen one comes first, so that a name missing
 * from the list can be chosen too, and so that the list is rendered once per language.
 */
export const ZoneOptions = ({ chosen }: { chosen: string }) => {
  const i18n = useI18n();
  return (
    <>
      {chosen === '' ? (
        <option value="">{i18n.words.form.chooseZone}</option>
      ) : (
        <option value={chosen} selected>
          {zoneLabel(chosen, i18n)}
        </option>
      )}
      {raw(allZones(i18n))}
    </>
  );
};

const written = new Map<string, string>();

function allZones(i18n: I18n): string {
  let list = written.get(i18n.language);
  if (list === undefined) {
    list = Object.entries(Object.groupBy(Intl.supportedValuesOf('timeZone'), regionOf))
      .map(([name, zones]) =>
        String(<optgroup label={regionInWords(name, i18n)}>{zones!.map(option)}</optgroup>),
      )
      .join('');
    written.set(i18n.language, list);
  }
  return list;
}

const regionOf = (zone: string): string => (zone.includes('/') ? zone.split('/')[0]! : 'Other');

const regionInWords = (region: string, { words }: I18n): string =>
  words.form.regions[region] ?? region;

const option = (zone: string) => <option value={zone}>{zonePlace(zone)}</option>;

/** @example zonePlace('America/Argentina/Buenos_Aires') // 'Argentina, Buenos Aires' */
const zonePlace = (zone: string): string =>
  zone
    .split('/')
    .slice(zone.includes('/') ? 1 : 0)
    .join(', ')
    .replaceAll('_', ' ');

const zoneLabel = (zone: string, i18n: I18n): string =>
  zone.includes('/') ? `${zoneInWords(zone)} (${regionInWords(regionOf(zone), i18n)})` : zone;
