import type { CompiledCourse } from '../../src/course/compiled.ts';
import { escapeHtml as text } from '../../src/domain/template.ts';
import type { I18n } from '../../src/words/words.ts';

/** The sign-up form as HTML for another site. It has no ids, which could occur there already. */
export function signUpSnippet(
  course: Pick<CompiledCourse, 'id' | 'yourTarget' | 'says'>,
  base: string,
  { language, locale, words }: I18n,
): string {
  const { form, ending, layout } = words;
  return `<form class="milepost" lang="${language}" dir="${words.dir}" method="post" action="${base}/subscribe">
  <p>
    <label>${text(form.day(course.yourTarget))} <input type="date" name="target_date"></label>
    <small>${text(form.dayHint)}</small>
  </p>
  <p><label><input type="checkbox" name="date_kind" value="goal"> ${text(course.says.goal ?? ending.goal.tick)}</label></p>
  <p><label><input type="checkbox" name="no_date" value="yes"> ${text(form.noDateYet)}</label></p>
  <p><label>${text(form.email)} <input type="email" name="email" autocomplete="email" required></label></p>
  <input type="hidden" name="course" value="${course.id}">
  <input type="hidden" name="locale" value="${locale}">
  <input type="hidden" name="show_address" value="yes">
  <div hidden>
    <label>${text(form.trap)} <input type="text" name="leave_empty" tabindex="-1" autocomplete="off" data-1p-ignore data-lpignore="true" data-bwignore data-form-type="other"></label>
  </div>
  <p><button type="submit">${text(form.start)}</button></p>
  <p><small>${text(form.startHint)} <a href="${base}/privacy?locale=${locale}">${text(layout.privacy)}</a></small></p>
</form>`;
}
