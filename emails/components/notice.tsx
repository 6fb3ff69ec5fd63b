/** @jsxImportSource react */
import type { ReactNode } from 'react';
import type { MailProps } from '../types.ts';
import { Footer } from './footer.tsx';
import { Layout, Orientation, Title } from './layout.tsx';
import { type Blocks, Prose } from './prose.tsx';

type NoticeProps = MailProps & {
  readonly blocks?: Blocks;
  readonly milepost?: ReactNode;
  readonly footer?: ReactNode;
};

/** A message other than a lesson: the author's text under its subject. */
export const Notice = ({ blocks, milepost, footer, ...mail }: NoticeProps) => (
  <Layout
    voice={mail.voice}
    subject={mail.message.subject}
    preheader={mail.message.preheader}
    orientation={<Orientation>{mail.course.title}</Orientation>}
    milepost={milepost}
    footer={footer ?? <Footer {...mail} />}
  >
    <Title>{mail.message.subject}</Title>
    <Prose markdown={mail.message.body} blocks={blocks ?? {}} />
  </Layout>
);
