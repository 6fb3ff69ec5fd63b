/** The one-week lesson's source text, for the Workers that render it per email. */
import { loadDrafts } from '../scripts/course/load.ts';
import { newReport } from '../scripts/course/problems.ts';
import { livingLinks } from '../scripts/course/web.ts';
import { root } from '../scripts/world/wrangler.ts';
import type { Words } from './workers/lesson-mail.tsx';

export async function lessonWords(): Promise<Words> {
  const [draft] = await loadDrafts(root, newReport());
  const { meta: course } = draft!.course!;
  const index = draft!.lessons.findIndex(({ meta }) => meta.id === 'one-week');
  const { meta, source } = draft!.lessons[index]!;
  const [body, next] = source.body.split(/^\{\{[#/]next\}\}$/m) as [string, string];
  const { title, author } = course;
  const url = 'https://milepost.example/c/ml-interviews';
  return {
    course: { title, yourTarget: 'Your interview', author, url },
    subject: meta.subject,
    preheader: meta.preheader,
    body: body.replace('{{greeting}}', '').trim(),
    next: next.trim(),
    lesson: {
      title: meta.title,
      url: 'https://milepost.example/manage/sample/lessons/one-week',
      minutes: meta.minutes,
      task: meta.task,
      entry: [],
      steps: meta.checklist.map(({ text }) => ({ text })),
      links: livingLinks(meta.links),
      number: index + 1,
      of: draft!.lessons.length,
    },
    road: { marks: ['1 year', '3 months', '1 week', '1 day'], at: index },
  };
}
