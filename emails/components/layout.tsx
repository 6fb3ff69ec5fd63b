/** @jsxImportSource react */
import type { ReactNode } from 'react';
import { Container, Head, Heading, Html, Text } from 'react-email';
import { font, light, space, stylesheet, type, width } from '../theme.ts';
import type { Voice } from '../types.ts';
import { htmlOnly, layout } from './tokens.tsx';

type LayoutProps = {
  readonly voice: Voice;
  readonly subject: string;
  readonly preheader: ReactNode;
  /** The reader's position, as lines of `Orientation`. */
  readonly orientation: ReactNode;
  readonly milepost?: ReactNode;
  readonly children: ReactNode;
  readonly footer: ReactNode;
};

/** The frame of every email: one column of 600 pixels, one h1, light and dark, no images. */
export const Layout = (props: LayoutProps) => (
  <Html {...written(props.voice)}>
    <Head>
      <meta name="viewport" content="width=device-width,initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="supported-color-schemes" content="light dark" />
      <title>{props.subject}</title>
      <style>{stylesheet}</style>
    </Head>
    <Page voice={props.voice}>
      <Preheader>{props.preheader}</Preheader>
      <Container className="on-paper" style={column}>
        <div {...written(props.voice)} className="ink" style={words}>
          {props.orientation}
          {props.milepost}
          {props.children}
        </div>
        {props.footer}
      </Container>
    </Page>
  </Html>
);

/** The only h1 of an email. */
export const Title = ({ children }: { children: string }) => (
  <Heading as="h1" className="ink" style={title}>
    {children}
  </Heading>
);

/**
 * The language and direction of a part. Email clients keep these attributes on some elements only.
 */
export const written = ({ language, words: { dir } }: Voice) => ({ lang: language, dir });

/** One line of the orientation: "Lesson 2 of 4 · 92 days to go · Tuesday, 3 November 2027". */
export const Orientation = ({ children }: { children: ReactNode }) => (
  <Text className="muted" style={orientation}>
    {children}
  </Text>
);

/**
 * The background of the column, repeated in a table because email clients strip the body. React
 * Email's `Body` does the same, but its table cannot switch to dark colors.
 */
const Page = ({ voice, children }: { voice: Voice; children: ReactNode }) => (
  <body {...written(voice)} className="on-paper" style={page}>
    <table {...layout} width="100%">
      <tbody>
        <tr>
          <td {...written(voice)} className="on-paper" style={page}>
            {children}
          </td>
        </tr>
      </tbody>
    </table>
  </body>
);

/**
 * The hidden first line that an inbox shows. React Email's `Preview` pads it with hundreds of
 * zero-width characters; here the orientation line follows, so no padding is needed.
 */
const Preheader = ({ children }: { children: ReactNode }) => (
  <div {...htmlOnly} style={{ display: 'none', maxHeight: 0, overflow: 'hidden' }}>
    {children}
  </div>
);

const page = { backgroundColor: light.paper, margin: 0, padding: 0 };

const column = {
  backgroundColor: light.paper,
  margin: '0 auto',
  maxWidth: width,
  padding: `${space.l} ${space.l} ${space.xl}`,
};

const words = { ...type.body, color: light.ink, fontFamily: font.sans };

const orientation = { ...type.small, color: light.muted, margin: 0 };

const title = {
  ...type.title,
  color: light.ink,
  fontFamily: font.serif,
  fontWeight: '700',
  letterSpacing: '-0.01em',
  margin: `${space.l} 0 ${space.m}`,
  // A long German word is wider than a phone of 320 pixels at this size.
  overflowWrap: 'anywhere',
} as const;
