import { maskAddress } from '../mask.ts';
import { ErrorSummary, Field, Optional } from './fields.tsx';
import type { ManageProps } from './manage.tsx';
import { Rich, useSpeech } from './speech.tsx';
import { ClockFields } from './when-fields.tsx';

/** Name, address, zone and hour. The address stays hidden: whoever has a mail can open this page. */
export const DetailsForm = ({ shown, own, values, errors }: ManageProps) => {
  const { form } = useSpeech().words;
  const { subscription, address } = shown.enrolment;
  const wrong = errors.filter(({ field }) => DETAIL_FIELDS.includes(field));
  return (
    <section class="card" id="details" aria-labelledby="details-title">
      <form method="post" action={`${own}/details`} novalidate>
        <h2 id="details-title">{form.details.title}</h2>
        <ErrorSummary errors={wrong} />
        <Field
          name="name"
          label={<Optional words={form.details.name} />}
          errors={wrong}
          control={(ties) => (
            <input
              {...ties}
              type="text"
              value={values.name ?? ''}
              autocomplete="given-name"
              maxlength={160}
            />
          )}
        />
        <ClockFields sendHour={subscription.sendHour} values={values} errors={wrong} />
        <Field
          name="email"
          label={<Optional words={form.details.newEmail} />}
          hint={
            <Rich
              text={form.details.newEmailHint}
              parts={{ address: () => <strong>{maskAddress(address)}</strong> }}
            />
          }
          errors={wrong}
          control={(ties) => (
            <input
              {...ties}
              type="email"
              value={values.email ?? ''}
              autocomplete="email"
              inputmode="email"
              spellcheck={false}
            />
          )}
        />
        <button type="submit" class="quiet">
          {form.details.save}
        </button>
      </form>
    </section>
  );
};

export const DETAIL_FIELDS: readonly string[] = ['name', 'email', 'time_zone', 'send_hour'];
