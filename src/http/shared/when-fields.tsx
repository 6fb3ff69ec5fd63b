import type { CompiledCourse } from '../../course/compiled.ts';
import { capital, hourInWords } from '../../domain/locale.ts';
import { isChecked } from '../../domain/parse/fields.ts';
import { isCivilDate } from '../../domain/time.ts';
import { Field, type Filled } from './fields.tsx';
import { useI18n } from './language.tsx';
import { ZoneField } from './zone-field.tsx';

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
