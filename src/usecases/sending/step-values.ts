/** The values of an email that are about tasks and steps. */

import { catchUpSteps } from '../../domain/catch-up.ts';
import { recall } from '../../domain/checklist.ts';
import type { Course, Lesson, Step } from '../../domain/course.ts';
import type { Facts } from '../../domain/delivery.ts';
import { hoursOf } from '../../domain/step-times.ts';
import type { Values } from '../../domain/template.ts';
import { dayInSentence, hoursInSentence, type Spoken } from './reader.ts';

/** The steps of missed lessons that fit the time left now. */
export function catchUpValues(moment: Spoken): readonly Values[] {
  const { carries = [], leftOut = [] } = moment.due.facts;
  const { targetDate } = moment.due.person;
  if (targetDate === null) return [];
  const missed = catchUpSteps(moment.course, carries, moment.today, targetDate);
  if (missed.length === 0) {
    // The course was edited since: an empty catch-up is not sent.
    if (moment.due.message === 'catch-up') throw new Error('no step of the catch-up fits');
    return [];
  }
  const late = carries.filter((id) => !missed.some(({ lesson }) => lesson.id === id));
  const hours = hoursOf(missed.flatMap(({ steps }) => steps));
  return [
    {
      missed: missed.map(({ lesson, steps }) => ({
        ...titled(lesson),
        steps: steps.map((step) => dated(step, moment, step.essential.short)),
      })),
      hours: hours > 0 ? [{ text: hoursInSentence(hours, moment) }] : [],
      left_out: lateLessons([...leftOut, ...late], moment),
    },
  ];
}

/** More steps would be a wall of text; the rest are on the person's page. */
const MOST_STEPS = 10;

export function openAgainValues(moment: Spoken): readonly Values[] {
  const { course, due } = moment;
  const { openAgain = [] } = due.facts;
  const shown = openAgain.slice(0, MOST_STEPS);
  const lessons = course.lessons.flatMap((lesson) => {
    const steps = lesson.steps.filter(({ id }) => shown.includes(`${lesson.id}/${id}`));
    if (steps.length === 0) return [];
    return [{ ...titled(lesson), steps: steps.map((step) => dated(step, moment)) }];
  });
  if (lessons.length === 0) return [];
  return [{ lessons, more: openAgain.length > shown.length ? [{}] : [] }];
}

const dated = (step: Step, moment: Spoken, text = step.text): Values => ({
  text: text + dayInSentence(step, moment),
});

const lateLessons = (ids: readonly string[], moment: Spoken): readonly Values[] =>
  moment.course.lessons.filter(({ id }) => ids.includes(id)).map(titled);

const titled = ({ id, title }: Lesson): Values => ({ title, lesson: id });

export function openItems(course: Course, { open }: Facts): readonly Values[] {
  const recalled = recall(course, open);
  if (recalled === null) return [];
  return [{ title: recalled.title, items: recalled.steps.map((text) => ({ text })) }];
}
