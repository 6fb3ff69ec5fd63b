import type { Enrolment } from '../../src/domain/subscription.ts';
import { titleOf } from '../../src/usecases/operator/timeline.ts';
import { inBoth } from '../../src/usecases/operator/why.ts';
import { bold } from '../world/terminal.ts';
import { enrolmentsOf } from './person-access.ts';
import type { PersonCommand } from './person-changes.ts';

/** What is stored about a person but their emails, notes and links. */
export const showPerson: PersonCommand = async (access, address) => {
  const enrolments = await enrolmentsOf(access, address);
  const courses = enrolments.map((own) => ({ own, facts: factsOf(own) }));
  const [{ suppressed, bounced }] = enrolments as [Enrolment];
  const reason = suppressed ? (bounced ? 'bounced' : 'complained') : null;
  return {
    json: {
      address: enrolments[0]!.address,
      suppressed: reason,
      courses: courses.map(({ own, facts }) => ({ course: own.subscription.course, ...facts })),
    },
    text: [
      `${bold(enrolments[0]!.address)}${reason === null ? '' : `  suppressed: ${reason}`}`,
      ...courses.flatMap(({ own, facts }) => {
        const { course } = own.subscription;
        const title = (message: string) => titleOf(message, access.ports.courses.find(course));
        return [
          `\n${bold(course)}`,
          ...Object.entries(facts)
            .filter(([, value]) => value !== null && value !== '')
            .map(([name, value]) => `  ${name.replaceAll('_', ' ').padEnd(14)}${value}`),
          ...nextLines(own, title),
        ];
      }),
      '\nEvery email and its reason: npx milepost why, with the address',
    ].join('\n'),
  };
};

function factsOf({ subscription: own, ledger }: Enrolment) {
  const instant = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  return {
    status: own.status,
    target_date: own.targetDate,
    date_kind: own.dateKind,
    time_zone: own.timeZone,
    send_hour: own.sendHour,
    name: own.name,
    locale: own.locale,
    round: own.round,
    paused_until: own.pausedUntil,
    outcome: own.outcome,
    requested_at: instant(own.requestedAt),
    confirmed_at: instant(own.confirmedAt),
    left_at: instant(own.leftAt),
    emails_sent: ledger.filter(({ state }) => state === 'sent').length,
    emails_planned: ledger.filter(({ state }) => state === 'scheduled').length,
  };
}

function nextLines(
  { subscription, ledger }: Enrolment,
  titleOfMessage: (message: string) => string,
): string[] {
  const [next] = ledger
    .filter(({ state }) => state === 'scheduled')
    .toSorted((a, b) => a.dueAt - b.dueAt);
  if (next === undefined) return [];
  return [
    `  ${'next email'.padEnd(14)}${titleOfMessage(next.message)}, ${inBoth(subscription.timeZone)(next.dueAt)}`,
  ];
}
