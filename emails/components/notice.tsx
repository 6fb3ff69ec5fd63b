/** @jsxImportSource react */
import type { ReactNode } from 'react';
import type { MailProps } from '../types.ts';
import { Footer } from './footer.tsx';
import { Layout, Orientation } from './layout.tsx';
import { type Blocks, Prose } from './prose.tsx';

type NoticeProps = MailProps & {
  readonly blocks?: Blocks;
  readonly milepost?: ReactNode;
  readonly footer?: ReactNode;
};

/** A message that is not a lesson: the author's words under their subject. */
export const Notice = ({ course, message, reader, blocks, milepost, footer }: NoticeProps) => (
  <Layout
    subject={message.subject}
    preheader={message.preheader}
    orientation={<Orientation>{course.title}</Orientation>}
    milepost={milepost}
    title={message.subject}
    footer={footer ?? <Footer course={course} reader={reader} />}
  >
    <Prose markdown={message.body} blocks={blocks ?? {}} />
  </Layout>
);
