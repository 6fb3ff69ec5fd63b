import type { Child } from 'hono/jsx';

type SectionProps = {
  readonly id: string;
  readonly title: Child;
  /** Its class, where it has a look of its own. */
  readonly look?: string;
  readonly children?: Child;
};

/** A part of a page, called by its heading. */
export const Section = ({ id, title, look, children }: SectionProps) => (
  <section class={look} aria-labelledby={id}>
    <h2 id={id}>{title}</h2>
    {children}
  </section>
);
