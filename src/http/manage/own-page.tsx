import type { FieldError, Input } from '../../domain/parse/sign-up.ts';
import type { Shown } from '../../usecases/manage/show.ts';
import type { AppContext } from '../shared/env.ts';
import { typed } from '../shared/fields.tsx';
import { isSaved } from '../shared/flash.ts';
import { page } from '../shared/responses.tsx';
import { Manage } from './manage.tsx';

/** The person's page; its forms show the submitted values, or the current ones. */
export function ownPage(
  c: AppContext,
  shown: Shown,
  input: Input | null = null,
  errors: readonly FieldError[] = [],
) {
  const { ports, courses, config, now } = c.var.services;
  const { subscription } = shown.enrolment;
  const saved = c.req.query('saved');
  const content = (
    <Manage
      course={courses.find(shown.course.id, subscription.locale)!}
      shown={shown}
      now={now}
      own={`/manage/${c.req.param('token')}`}
      leave={ports.links.unsubscribe('', ports.links.currentKey, subscription.id)}
      feed={ports.links.calendar(
        config.publicUrl,
        ports.links.currentKey,
        subscription.id,
        subscription.linkVersion,
      )}
      saved={isSaved(saved) ? saved : null}
      opened={c.req.query('lesson') ?? null}
      values={{ ...asItStands(shown), ...(input && typed(input)) }}
      errors={errors}
    />
  );
  return page(c, content, errors.length > 0 ? 422 : 200);
}

const asItStands = ({ enrolment: { subscription } }: Shown): Record<string, string> => ({
  name: subscription.name,
  target_date: subscription.targetDate ?? '',
  time_zone: subscription.timeZone,
  send_hour: String(subscription.sendHour),
});
