import { raw } from 'hono/html';
import type { CompiledCourse } from '../../course/compiled.ts';
import { type Zone, zoneRegions } from '../../course/zones.ts';
import { capital, hourInWords, zoneInWords } from '../../domain/locale.ts';
import { isChecked } from '../../domain/parse/fields.ts';
import { isCivilDate } from '../../domain/time.ts';
import type { I18n } from '../../words/words.ts';
import { Field, type Filled } from './fields.tsx';
import { useI18n } from './language.tsx';

type DateProps = Filled & {
  readonly course: Pick<CompiledCourse, 'yourTarget' | 'says'>;
  /** Shows the "no date" checkbox; not needed if there is no date. */
  readonly mayLack?: boolean;
};

type ClockProps = Filled & { readonly sendHour: number };

export const DateFields = ({ course, values, errors, mayLack = true }: DateProps) => {
  const { ending, form } = useI18n().words;
  const isGoal = values.date_kind === 'goal';
  return (
    <>
      <Field
        name="target_date"
        label={isGoal ? capital(ending.goal.yours) : form.day(course.yourTarget)}
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
      <GoalField tick={course.says.goal ?? ending.goal.tick} isGoal={isGoal} />
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
const GoalField = ({ tick, isGoal }: { tick: string; isGoal: boolean }) => (
  <label class="tick">
    <input type="checkbox" name="date_kind" value="goal" checked={isGoal} />
    {tick}
  </label>
);

/** Time zone and hour. */
export const ClockFields = ({ sendHour, values, errors }: ClockProps) => {
  const { locale, words } = useI18n();
  return (
    <div class="pair">
      <ZoneField values={values} errors={errors} />
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
