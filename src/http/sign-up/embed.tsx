import type { CompiledCourse } from '../../course/compiled.ts';
import { EmailField, ErrorSummary, type Filled } from '../shared/fields.tsx';
import { useI18n } from '../shared/language.tsx';
import { Layout } from '../shared/layout.tsx';
import { ZoneField } from '../shared/when-fields.tsx';
import {
  ClosedNotice,
  type ClosedWords,
  DateChoice,
  SignUpEnd,
  subscribeForm,
} from './sign-up-form.tsx';

type EmbedProps = Filled & {
  readonly course: CompiledCourse;
  readonly closed: ClosedWords | null;
  /** The robot check is on our own page, so the form opens that in place of the other site. */
  readonly hasCheck: boolean;
};

/** The sign-up form without scripts, plan or time zone; the zone is asked if the network has none. */
export const Embed = ({ course, values, errors, closed, hasCheck }: EmbedProps) => {
  const { layout, form } = useI18n().words;
  const asksZone = values.time_zone || errors.some(({ field }) => field === 'time_zone');
  const sends = hasCheck ? { ...subscribeForm(false), target: '_top' } : subscribeForm(true);
  return (
    <Layout title={errors.length > 0 ? layout.courseToCheck(course.title) : course.title}>
      <form method="post" {...sends} novalidate>
        <h1>{form.when(course.yourTarget)}</h1>
        {closed && <ClosedNotice {...closed} />}
        <ErrorSummary errors={errors} />
        <DateChoice course={course} values={values} errors={errors} />
        <EmailField
          label={form.email}
          hint={form.emailHint}
          required
          values={values}
          errors={errors}
        />
        {asksZone && <ZoneField values={values} errors={errors} />}
        <SignUpEnd course={course} errors={errors} check={null} />
      </form>
    </Layout>
  );
};
