import { useI18n } from '../shared/language.tsx';
import type { ManageProps } from './props.ts';

/** After a goal. The date form and "It's off" are on the same page. */
export const DateNow = ({ own }: ManageProps) => {
  const said = useI18n().words.ending.dateNow;
  return (
    <section class="card outcome" id="outcome" aria-labelledby="outcome-title">
      <h2 id="outcome-title">{said.title}</h2>
      <p>{said.text}</p>
      <p class="acts">
        <a class="button" href="#move">
          {said.date}
        </a>
        <a class="button quiet" href={`${own}?date_kind=goal#move`}>
          {said.goal}
        </a>
        <a class="button quiet" href={`${own}?ending=kept#off`}>
          {said.keep}
        </a>
      </p>
    </section>
  );
};
