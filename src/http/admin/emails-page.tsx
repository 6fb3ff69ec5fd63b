import {
  type EmailState,
  emailStates,
  statesFigure,
} from '../../usecases/operator/email-states.ts';
import { NOT_COUNTED } from '../../usecases/operator/stats.ts';
import { wordsIn } from '../../words/lesson-words.ts';
import { because } from '../../words/operator.ts';
import type { AppContext } from '../shared/context.ts';
import { FigureCard } from './chart.tsx';
import { csv } from './csv.ts';
import { adminPage, Card, Table } from './layout.tsx';

/** Every email that's stored, by message, state and reason. */
export async function emailsPage(c: AppContext) {
  const states = await emailStates(c.var.services.ports);
  const byMessage = Map.groupBy(states, ({ course, message }) => `${course}/${message}`);
  return adminPage(c, {
    title: 'Emails',
    lead: 'Every email of the people who are stored now, by state and reason.',
    children: (
      <>
        {byMessage.size === 0 && <p>{NOT_COUNTED}</p>}
        <div class="cards">
          {byMessage.size > 0 && <FigureCard figure={statesFigure(states)} wide={false} />}
          {[...byMessage].map(([id, own]) => (
            <Card id={id.replace('/', '-')} title={own[0]!.title}>
              <p class="fine">{id}</p>
              <Table
                caption={own[0]!.title}
                head={['State', 'Emails', 'Why']}
                rows={own.map((one) => [one.state, one.n, inWords(one)])}
              />
            </Card>
          ))}
        </div>
      </>
    ),
  });
}

function inWords({ state, reason }: EmailState): string {
  if (reason === '') return '';
  const words = (because as Record<string, object>)[state];
  return (words && wordsIn(words as Record<string, string>, reason)) ?? reason;
}

export async function emailsFile(c: AppContext) {
  const states = await emailStates(c.var.services.ports);
  return csv(
    c,
    'emails',
    ['course', 'email', 'state', 'reason', 'emails'],
    states.map(({ course, message, state, reason, n }) => [course, message, state, reason, n]),
  );
}
