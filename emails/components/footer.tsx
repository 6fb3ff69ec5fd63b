/** @jsxImportSource react */
import type { ReactNode } from 'react';
import { Hr, Link, Section, Text } from 'react-email';
import { font, light, space, type } from '../theme.ts';
import type { MailProps } from '../types.ts';

type FooterProps = Pick<MailProps, 'course' | 'reader' | 'voice'> & {
  /** People forward it: invites them to sign up themselves. */
  readonly isShared?: boolean;
};

/** Why the person gets this email, and every link to change that. */
export const Footer = ({ course, reader, voice, isShared = false }: FooterProps) => {
  const said = voice.words.email.footer;
  return (
    <Frame>
      {isShared && (
        <Small>
          {said.forwarded} <Way href={course.url}>{said.startYourOwn}</Way>
        </Small>
      )}
      <Small>{said.reply(reader.reply_to)}</Small>
      <Small>{said.because(course.title, reader.signed_up_on, reader.address)}</Small>
      <Small>
        <Way href={reader.manage_url}>{said.plan}</Way>
        <br />
        <Way href={reader.move_url}>{said.move}</Way>
        <br />
        <Way href={reader.copy_url}>{said.copy}</Way>
        <br />
        <Way href={reader.unsubscribe_url}>{said.leave}</Way>
      </Small>
      <Sender course={course} reader={reader} />
    </Frame>
  );
};

/**
 * Before an address is confirmed: there is no personal page, and the sign-up may be a stranger's.
 */
export const UnconfirmedFooter = ({ course, reader, voice }: FooterProps) => {
  const said = voice.words.email.footer;
  return (
    <Frame>
      <Small>{said.unconfirmed(course.title, reader.signed_up_on, reader.address)}</Small>
      <Small>
        <Way href={reader.unsubscribe_url}>{said.nothingMore}</Way>
      </Small>
      <Small>{said.reply(reader.reply_to)}</Small>
      <Sender course={course} reader={reader} />
    </Frame>
  );
};

/** To a new address: the person is known, but the recipient may be a stranger. */
export const NewAddressFooter = ({ course, reader, voice }: FooterProps) => {
  const said = voice.words.email.footer;
  return (
    <Frame>
      <Small>{said.newAddress(course.title, reader.address)}</Small>
      <Small>
        <Way href={reader.unsubscribe_url}>{said.nothingMore}</Way>
      </Small>
      <Small>{said.reply(reader.reply_to)}</Small>
      <Sender course={course} reader={reader} />
    </Frame>
  );
};

/** To a former address: it gets nothing after this. */
export const FormerAddressFooter = ({ course, reader, voice }: FooterProps) => {
  const said = voice.words.email.footer;
  return (
    <Frame>
      <Small>{said.formerAddress(course.title, reader.address)}</Small>
      <Small>
        <Way href={reader.unsubscribe_url}>{said.nothingMore}</Way>
      </Small>
      <Small>{said.reply(reader.reply_to)}</Small>
      <Sender course={course} reader={reader} />
    </Frame>
  );
};

const Small = ({ children }: { children: ReactNode }) => (
  <Text className="muted" style={small}>
    {children}
  </Text>
);

const Frame = ({ children }: { children: ReactNode }) => (
  <Section style={{ fontFamily: font.sans, paddingTop: space.l }}>
    <Hr
      className="edge-line"
      style={{ borderTop: `1px solid ${light.line}`, margin: `0 0 ${space.m}` }}
    />
    {children}
  </Section>
);

/** A link on a line of its own. */
export const Way = ({ href, children }: { href: string; children: string }) => (
  <Link
    href={href}
    className="road"
    data-line-link
    style={{ color: light.road, lineHeight: '32px', textDecoration: 'underline' }}
  >
    {children}
  </Link>
);

const Sender = ({ course, reader }: Pick<MailProps, 'course' | 'reader'>) => (
  <Small>
    {course.author}
    <br />
    {reader.postal_address}
  </Small>
);

const small = { ...type.small, color: light.muted, margin: `0 0 ${space.m}` };
