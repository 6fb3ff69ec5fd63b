import type { Enrolment, Ports } from '../ports.ts';

/** The person's other courses that they have not left. */
export async function stillTaken(ports: Ports, { siblings }: Enrolment): Promise<string[]> {
  const others = await Promise.all(siblings.map((id) => ports.subscriptions.find(id)));
  return others.flatMap((other) =>
    other === null || other.subscription.status === 'left' ? [] : [other.subscription.course],
  );
}
