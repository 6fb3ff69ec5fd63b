import type { Child } from 'hono/jsx';

type SectionProps = {
  readonly id: string;
  readonly title: Child;
  /** A CSS class, if it has styles of its own. */
  readonly look?: string;
  readonly children?: Child;
};

/** A section labeled by its heading. */
export const Section = ({ id, title, look, children }: SectionProps) => (
  <section class={look} aria-labelledby={id}>
    <h2 id={id}>{title}</h2>
    {children}
  </section>
);
