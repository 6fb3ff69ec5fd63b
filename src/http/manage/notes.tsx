import { DAY_FIELDS, type NoteField, noteOf } from '../../domain/notes.ts';
import { isChecked } from '../../domain/parse/fields.ts';
import { ErrorSummary, Field } from '../shared/fields.tsx';
import { useI18n } from '../shared/language.tsx';
import { Folded } from '../shared/layout.tsx';
import type { ManageProps } from './props.ts';
import { phaseOf } from './props.ts';

/** Private notes: what to know on the day, then the questions, which are back in the next round. */
export const Notes = (props: ManageProps) => {
  const said = useI18n().words.notes;
  const { course, shown, now, own, errors } = props;
  const { subscription } = shown.enrolment;
  const { notes, round, dateKind } = subscription;
  const phase = phaseOf(course, subscription, now);
  const note = noteOf(subscription, round);
  const isOf = (...phases: readonly string[]) =>
    dateKind === 'appointment' && phases.includes(phase);
  const forDay = isOf('ahead', 'day') || DAY_FIELDS.some((field) => note[field]);
  const asked = isOf('day', 'after') || note.questions ? round : round - 1;
  if (!forDay && asked === 0) return null;
  const isWrong = errors.some(({ field }) => NOTE_FIELDS.includes(field));
  const day = forDay && (
    <>
      <NotesForm {...props} round={round} fields={DAY_FIELDS} />
      {course.pages.some(({ sheet }) => sheet) && (
        <p>
          <a href={`${own}/sheet`}>{said.print}</a>
        </p>
      )}
    </>
  );
  const questions = asked > 0 && <NotesForm {...props} round={asked} fields={['questions']} />;
  return (
    <Folded
      id="notes"
      className="card"
      title={said.title}
      open={isWrong || phase === 'day' || notes.some((one) => one.round < round)}
    >
      <p>{said.text}</p>
      {phase === 'after' ? [questions, day] : [day, questions]}
      {notes
        .filter((one) => one.round < asked && one.questions)
        .map((one) => (
          <>
            <h3>{said.questionsOf(one.round)}</h3>
            <p class="lines">{one.questions}</p>
          </>
        ))}
    </Folded>
  );
};

export const NOTE_FIELDS: readonly string[] = [...DAY_FIELDS, 'questions'];

type FormProps = ManageProps & {
  readonly round: number;
  readonly fields: readonly NoteField[];
};

const NotesForm = ({ shown, own, values, errors, round, fields }: FormProps) => {
  const said = useI18n().words.notes;
  const { subscription } = shown.enrolment;
  const note = noteOf(subscription, round);
  const wrong = errors.filter(({ field }) => fields.some((name) => name === field));
  const areQuestions = fields[0] === 'questions';
  const label = areQuestions && round < subscription.round ? said.questionsBefore : null;
  return (
    // Percent-encoded, 2,000 characters of some scripts exceed the limit of a body.
    <form method="post" action={`${own}/notes`} enctype="multipart/form-data" novalidate>
      <ErrorSummary errors={wrong} />
      <input type="hidden" name="round" value={round} />
      {fields.map((name) => {
        const value = values[name] ?? note[name];
        return (
          <Field
            name={name}
            label={label ?? said.labels[name]}
            hint={said.hints[name]}
            errors={wrong}
            control={(ties) =>
              name === 'questions' ? (
                <textarea {...ties} rows={6}>
                  {value}
                </textarea>
              ) : (
                <input {...ties} type="text" value={value} autocomplete="off" />
              )
            }
          />
        );
      })}
      {!areQuestions && (
        <>
          <label class="tick">
            <input
              type="checkbox"
              name="share"
              value="yes"
              checked={wrong.length > 0 ? isChecked(values.share) : note.share}
              aria-describedby="share-hint"
            />
            {said.share}
          </label>
          <p class="hint" id="share-hint">
            {said.warning}
          </p>
        </>
      )}
      <button type="submit" class="quiet">
        {areQuestions ? said.saveQuestions : said.save}
      </button>
    </form>
  );
};
