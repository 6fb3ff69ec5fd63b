/** @jsxImportSource react */
import { Button, Section } from 'react-email';
import { font, light, space, type } from '../theme.ts';

/** The main button of an email: 48 pixels high. */
export const Action = ({ href, children }: { href: string; children: string }) => (
  <Section style={{ margin: `${space.s} 0 ${space.m}` }}>
    <Button
      href={href}
      className="on-road onRoad edge-road"
      data-block-link
      style={{ ...shape, backgroundColor: light.road, color: light.onRoad }}
    >
      {children}
    </Button>
  </Section>
);

/** One of several equal options: all as wide as 320 pixels allow, less prominent than `Action`. */
export const Answer = ({ href, children }: { href: string; children: string }) => (
  <Section style={{ margin: `0 0 ${space.s}` }}>
    <Button
      href={href}
      className="road edge-road"
      data-block-link
      style={{ ...shape, color: light.road, width: '208px' }}
    >
      {children}
    </Button>
  </Section>
);

const shape = {
  ...type.body,
  border: `2px solid ${light.road}`,
  borderRadius: '8px',
  fontFamily: font.sans,
  fontWeight: '600',
  overflowWrap: 'anywhere',
  padding: '12px 26px',
  textAlign: 'center',
} as const;
