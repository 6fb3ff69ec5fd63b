/** @jsxImportSource react */
import { Hr, Link, Section, Text } from 'react-email';
import { font, light, space, type } from '../theme.ts';
import type { CourseWords, Reader } from '../types.ts';

/** Why this mail came, and every way to change that. */
export const Footer = ({ course, reader }: { course: CourseWords; reader: Reader }) => (
  <Frame>
    <Text className="muted" style={small}>
      Reply to this mail with any question: a person reads it ({reader.reply_to}).
    </Text>
    <Text className="muted" style={small}>
      You get this mail because you signed up for {course.title} on {reader.signed_up_on} with{' '}
      {reader.address}.
    </Text>
    <Text className="muted" style={small}>
      <Way href={reader.manage_url}>See or change your plan</Way>
      <br />
      <Way href={reader.move_url}>Move your date</Way>
      <br />
      <Way href={reader.copy_url}>View this mail in the browser</Way>
      <br />
      <Way href={reader.unsubscribe_url}>Leave the course</Way>
    </Text>
    <Sender course={course} reader={reader} />
  </Frame>
);

/** Before an address is confirmed: no page of one's own yet, and perhaps not one's own wish. */
export const UnconfirmedFooter = ({ course, reader }: { course: CourseWords; reader: Reader }) => (
  <Frame>
    <Text className="muted" style={small}>
      Ignore this mail if it was not you: {reader.address} was entered for {course.title} on{' '}
      {reader.signed_up_on}, and without the button nothing follows.
    </Text>
    <Text className="muted" style={small}>
      <Way href={reader.unsubscribe_url}>Send nothing more to this address</Way>
    </Text>
    <Text className="muted" style={small}>
      Reply to this mail with any question: a person reads it ({reader.reply_to}).
    </Text>
    <Sender course={course} reader={reader} />
  </Frame>
);

/** To a new address: the person is known, but whether they are here is not. */
export const NewAddressFooter = ({ course, reader }: { course: CourseWords; reader: Reader }) => (
  <Frame>
    <Text className="muted" style={small}>
      Ignore this mail if it was not you: {reader.address} was given as the new address of someone
      who takes {course.title}, and without the button nothing follows.
    </Text>
    <Text className="muted" style={small}>
      <Way href={reader.unsubscribe_url}>Send nothing more to this address</Way>
    </Text>
    <Text className="muted" style={small}>
      Reply to this mail with any question: a person reads it ({reader.reply_to}).
    </Text>
    <Sender course={course} reader={reader} />
  </Frame>
);

const Frame = ({ children }: { children: React.ReactNode }) => (
  <Section style={{ fontFamily: font.sans, paddingTop: space.l }}>
    <Hr
      className="edge-line"
      style={{ borderTop: `1px solid ${light.line}`, margin: `0 0 ${space.m}` }}
    />
    {children}
  </Section>
);

const Way = ({ href, children }: { href: string; children: string }) => (
  <Link
    href={href}
    className="road"
    data-line-link
    style={{ color: light.road, lineHeight: '32px', textDecoration: 'underline' }}
  >
    {children}
  </Link>
);

const Sender = ({ course, reader }: { course: CourseWords; reader: Reader }) => (
  <Text className="muted" style={small}>
    {course.author}
    <br />
    {reader.postal_address}
  </Text>
);

const small = { ...type.small, color: light.muted, margin: `0 0 ${space.m}` };
