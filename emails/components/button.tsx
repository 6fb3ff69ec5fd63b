/** @jsxImportSource react */
import { Button, Section } from 'react-email';
import { font, light, space, type } from '../theme.ts';

/** The one thing to do in a mail: 48 pixels high. */
export const Action = ({ href, children }: { href: string; children: string }) => (
  <Section style={{ margin: `${space.s} 0 ${space.m}` }}>
    <Button
      href={href}
      className="on-road onRoad"
      data-block-link
      style={{
        ...type.body,
        backgroundColor: light.road,
        borderRadius: '6px',
        color: light.onRoad,
        fontFamily: font.sans,
        fontWeight: '600',
        padding: '14px 28px',
        textAlign: 'center',
      }}
    >
      {children}
    </Button>
  </Section>
);
