import { maskAddress } from '../mask.ts';
import { ErrorSummary, Field } from './fields.tsx';
import type { ManageProps } from './manage.tsx';
import { ClockFields } from './when-fields.tsx';

/** Name, address, zone and hour. The address stays hidden: whoever has a mail can open this page. */
export const DetailsForm = ({ shown, own, values, errors }: ManageProps) => {
  const { subscription, address } = shown.enrolment;
  const wrong = errors.filter(({ field }) => DETAIL_FIELDS.includes(field));
  return (
    <section class="card" id="details" aria-labelledby="details-title">
      <form method="post" action={`${own}/details`} novalidate>
        <h2 id="details-title">Your details</h2>
        <ErrorSummary errors={wrong} />
        <Field
          name="name"
          label={
            <>
              Your name <span class="optional">optional</span>
            </>
          }
          errors={wrong}
          control={(ties) => (
            <input {...ties} value={values.name ?? ''} autocomplete="given-name" maxlength={160} />
          )}
        />
        <ClockFields
          sendHour={subscription.sendHour}
          locale={subscription.locale}
          values={values}
          errors={wrong}
        />
        <Field
          name="email"
          label={
            <>
              New email address <span class="optional">optional</span>
            </>
          }
          hint={
            <>
              The lessons go to <strong>{maskAddress(address)}</strong>. Somewhere else? A mail goes
              to the new address, and once you press the button in it, everything follows.
            </>
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
          Save the details
        </button>
      </form>
    </section>
  );
};

export const DETAIL_FIELDS: readonly string[] = ['name', 'email', 'time_zone', 'send_hour'];
