import { raw } from 'hono/html';
import { useSpeech } from '../shared/i18n.tsx';
import type { Box, Boxes } from './checklist-view.ts';

/**
 * A lesson's steps with checkboxes. Each is a form of its own, so that it works without a script.
 */
export const Checklist = ({ boxes, action }: { boxes: Boxes; action: string }) => {
  const { plan } = useSpeech().words;
  const { lesson, title, steps, open } = boxes;
  const done = steps.filter((step) => step.done).length;
  return (
    <details class="boxes" id={`${lesson}-steps`} open={open}>
      <summary>
        {plan.checklist}
        <span class="unseen">{plan.checklistOf(title)}</span>{' '}
        <span class="fine">{plan.done(done, steps.length)}</span>
      </summary>
      <ul>
        {steps.map((step) => (
          <Step lesson={lesson} step={step} action={action} />
        ))}
      </ul>
    </details>
  );
};

type StepProps = { readonly lesson: string; readonly step: Box; readonly action: string };

const Step = ({ lesson, step, action }: StepProps) => {
  const { plan } = useSpeech().words;
  return (
    <li class={step.done ? 'ticked' : ''} id={`${lesson}-${step.id}`}>
      <form method="post" action={action}>
        <input type="hidden" name="lesson" value={lesson} />
        <input type="hidden" name="step" value={step.id} />
        <input type="hidden" name="done" value={step.done ? 'no' : 'yes'} />
        <button type="submit" class="box" aria-pressed={step.done ? 'true' : 'false'}>
          <span class="unseen">{plan.stepDone(step.text)}</span>
        </button>
      </form>
      <span>{raw(step.html)}</span>
    </li>
  );
};
