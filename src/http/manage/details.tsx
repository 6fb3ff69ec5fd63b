/** What is stored about the person: the details to change, the data to download or erase. */

import { dayInWords, lookUp } from '../../domain/locale.ts';
import { maskAddress } from '../../domain/redact.ts';
import { forgottenAt } from '../../domain/retention.ts';
import { isOff } from '../../domain/subscription.ts';
import { civilDay } from '../../domain/time.ts';
import { CATALOGUES, type Language } from '../../words/words.ts';
import { EmailField, ErrorSummary, Field, Optional } from '../shared/fields.tsx';
import { Rich, useI18n } from '../shared/language.tsx';
import { Folded, Section } from '../shared/layout.tsx';
import { ClockFields } from '../shared/when-fields.tsx';
import type { ManageProps } from './props.ts';

/**
 * Name, language, address, zone and hour. The address is masked, because a forwarded email gives
 * others access to this page.
 */
export const DetailsForm = ({ course, shown, own, values, errors }: ManageProps) => {
  const { form } = useI18n().words;
  const { subscription, address } = shown.enrolment;
  const wrong = errors.filter(({ field }) => DETAIL_FIELDS.includes(field));
  return (
    <Folded
      id="details"
      className="card"
      title={form.details.title}
      open={wrong.length > 0 || shown.enrolment.suppressed}
    >
      <form method="post" action={`${own}/details`} novalidate>
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
        <LanguageField {...{ course, shown, values, errors: wrong }} />
        <ClockFields sendHour={subscription.sendHour} values={values} errors={wrong} />
        <EmailField
          label={<Optional words={form.details.newEmail} />}
          hint={
            <Rich
              text={form.details.newEmailHint}
              parts={{ address: () => <strong>{maskAddress(address)}</strong> }}
            />
          }
          values={values}
          errors={wrong}
        />
        <button type="submit" class="quiet">
          {form.details.save}
        </button>
      </form>
    </Folded>
  );
};

type LanguageProps = Pick<ManageProps, 'course' | 'shown' | 'values' | 'errors'>;

/** Each language by its own name. The current one keeps its region, such as `de-AT`. */
const LanguageField = ({ course, shown, values, errors }: LanguageProps) => {
  const { language, words } = useI18n();
  const { locale } = shown.enrolment.subscription;
  if (course.languages.length < 2) return null;
  return (
    <Field
      name="locale"
      label={words.form.language}
      errors={errors}
      control={(ties) => (
        <select {...ties}>
          {course.languages.map((one) => {
            const value = one === language && lookUp(locale, [one]) ? locale : one;
            const chosen = values.locale === undefined ? one === language : values.locale === value;
            return (
              <option value={value} lang={one} selected={chosen}>
                {CATALOGUES[one as Language].name}
              </option>
            );
          })}
        </select>
      )}
    />
  );
};

export const DETAIL_FIELDS: readonly string[] = ['name', 'email', 'time_zone', 'send_hour'];

/** The stored data: download, erase, unsubscribe. */
export const YourData = ({ course, shown, now, own, leave }: ManageProps) => {
  const { locale, to, words } = useI18n();
  const said = words.manage.data;
  const { subscription, ledger } = shown.enrolment;
  const { targetDate, timeZone } = subscription;
  const over = isOff(subscription) || (targetDate !== null && targetDate < civilDay(now, timeZone));
  const erased = forgottenAt(course, subscription, ledger, ledger);
  return (
    <Section id="data" title={said.title}>
      <p>
        <Rich text={said.text} parts={{ privacy: to('/privacy') }} />
      </p>
      {over && <p>{said.erasedOn(dayInWords(civilDay(erased, timeZone), locale))}</p>}
      <ul class="ways">
        <li>
          <a href={`${own}/export`} download>
            {said.download}
          </a>
          <span class="fine">{said.downloadFine}</span>
        </li>
        <li>
          <a href={leave}>{said.leave}</a>
          <span class="fine">{said.leaveFine}</span>
        </li>
        <li>
          <a href={`${own}/erase`}>{said.erase}</a>
          <span class="fine">{said.eraseFine}</span>
        </li>
      </ul>
      <p>{said.linksText}</p>
      <ul class="ways">
        <li>
          <a href={`${own}/links`}>{said.links}</a>
          <span class="fine">{said.linksFine}</span>
        </li>
      </ul>
    </Section>
  );
};
