import { dayInWords } from '../../domain/locale.ts';
import { forgottenAt } from '../../domain/retention.ts';
import { isOff } from '../../domain/subscription.ts';
import { civilDay } from '../../domain/time.ts';
import { Rich, useI18n } from '../shared/language.tsx';
import { Section } from '../shared/layout.tsx';
import type { ManageProps } from './props.ts';

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
