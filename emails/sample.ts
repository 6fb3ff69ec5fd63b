import { en } from '../src/words/en/all.ts';
import type {
  CatchUpRow,
  MailProps,
  MessageWords,
  OpenItemsRow,
  PlanRow,
  Reader,
} from './types.ts';

/** A sample reader for the preview server: lesson two is due, lesson one was missed. */
const reader: Reader = {
  greeting: 'Hello Ada,',
  target_date: 'Wednesday, November 3, 2027',
  days_to_go: '92 days',
  address: 'ada@example.org',
  signed_up_on: 'November 20, 2026',
  postal_address: 'Milepost, 1 Example Street, 12345 Sampleton',
  reply_to: 'hello@milepost.example',
  manage_url: 'https://milepost.example/manage/sample',
  move_url: 'https://milepost.example/manage/sample#date',
  copy_url: 'https://milepost.example/manage/sample/mail/sample',
  unsubscribe_url: 'https://milepost.example/unsubscribe/sample',
};

const course = {
  title: 'Machine Learning Interviews',
  yourTarget: 'Your interview',
  author: 'Milepost',
  url: 'https://milepost.example/c/ml-interviews',
};

const mail = (message: MessageWords): MailProps => ({
  voice: { language: 'en', words: en },
  course,
  reader,
  message,
});

const plan: readonly PlanRow[] = [
  row('One year to go: build something people can see', 'Thursday, December 3, 2026', 'sent'),
  row('Three months: two courses, two books, start talking', 'Tuesday, August 3, 2027', 'next'),
  row("One week: review, don't learn", 'Wednesday, October 27, 2027', ''),
  row('The day before: sleep, arrive early', 'Tuesday, November 2, 2027', ''),
];

const catchUp: readonly CatchUpRow[] = [
  {
    missed: [
      {
        title: 'One year to go: build something people can see',
        url: 'https://milepost.example/lessons/ml-interviews/one-year',
        steps: [
          { text: 'Read 20 job ads and choose one kind of job.' },
          { text: 'Write up one project so that an outsider can follow each step.' },
        ],
      },
    ],
    hours: [{ text: 'About 40 hours in all: 3 a week until your date.' }],
    left_out: [],
  },
];

const openItems: readonly OpenItemsRow[] = [
  {
    title: 'One year to go: build something people can see',
    items: [{ text: 'Write up one project so that an outsider can follow each step.' }],
  },
];

const road = { marks: ['1 year', '3 months', '1 week', '1 day'], at: 1 };

export const sampleLesson = {
  ...mail({
    subject: 'Three months: two courses, two books, start talking',
    preheader: 'What to study and read, and why to apply every week from now on.',
    body: [
      'Your interview is in 92 days. From now on, study and apply side by side.',
      '## Two courses, three at most',
      'Add one course on theory or on systems to the hands-on one.',
      '- **Notice period.** Check your contract.\n- **Visa.** Check the official page.',
    ].join('\n\n'),
  }),
  lesson: {
    title: 'Three months: two courses, two books, start talking',
    url: 'https://milepost.example/manage/sample/lessons/three-months',
    minutes: 15,
    task: "Choose your next course and enter next week's study hours in your calendar.",
    entry: [{ url: 'https://milepost.example/tasks/sample.ics?zone=UTC&hour=8', time: '8:00 AM' }],
    steps: [
      {
        text: "If you need theory, take Andrew Ng's Machine Learning Specialization.",
        by: ' By October 3, 2027.',
      },
      { text: 'Read two books, three at most: the chapters that your kind of job needs.' },
    ],
    hours: 'About 60 hours in all: 5 a week until your date.',
    links: [
      {
        label: 'Practical Deep Learning for Coders',
        url: 'https://course.fast.ai/',
        note: 'Free.',
      },
      { label: 'A residency that has ended', note: 'Closed in 2021.' },
    ],
    number: 2,
    of: 4,
  },
  road,
  next_day: [{ day: 'Wednesday, October 27, 2027' }],
  next: "We'll send your next lesson on Wednesday, October 27, 2027.",
  catch_up: catchUp,
  welcome: [],
  open_items: openItems,
  day_notes: [],
  original: null,
};

export const sampleConfirm = {
  ...mail({
    subject: 'Confirm your email for the ML interview course',
    preheader:
      "Press the button to start your countdown. We won't send anything else until you do.",
    body: 'You, or someone else, signed up for our course.\n\n{{> button}}\n\n{{> plan}}',
  }),
  confirm_url: 'https://milepost.example/confirm/sample',
  plan,
  plan_after: [],
};

export const sampleConfirmAddress = {
  ...mail({
    subject: 'Confirm your new address for the ML interview course',
    preheader: "Press the button, and we'll send the lessons here. Until then, nothing changes.",
    body: 'You, or someone else, entered this address.\n\n{{> button}}',
  }),
  address_url: 'https://milepost.example/confirm-address/sample',
};

export const sampleAddressChanged = {
  ...mail({
    subject: 'We now send your ML interview course to another address',
    preheader: "Wasn't you? You can undo the change for seven days.",
    body: 'From now on we send it to a•••@e•••.com.\n\n{{> button}}',
  }),
  restore_url: 'https://milepost.example/restore-address/sample',
};

export const sampleAlreadySubscribed = {
  ...mail({
    subject: "You're already taking the ML interview course",
    preheader: 'Someone signed up with your address again. Nothing has changed.',
    body: 'Hello Ada,\n\nThe new form has another date.\n\n{{> change}}\n\n{{> button}}',
  }),
  change_url: 'https://milepost.example/manage/sample?target_date=2027-12-01',
  asked_date: 'Wednesday, December 1, 2027',
};

export const sampleWelcome = {
  ...mail({
    subject: 'Your plan, and a first task for ten minutes',
    preheader: 'How the lessons reach you, what to expect, and a small place to start.',
    body: "Hello Ada,\n\nWelcome, you're in.\n\n{{> plan}}\n\n## Ten minutes\n\nSave five job ads.",
  }),
  with_date: [{}],
  plan,
  plan_after: [],
};

export const sampleDateMoved = {
  ...mail({
    subject: 'Your interview date has changed',
    preheader: 'Your old date, your new one, and the lessons ahead.',
    body: 'Hello Ada,\n\n**New date:** Wednesday, November 3, 2027\n\n{{> plan}}\n\n{{> open-again}}\n\n{{> button}}',
  }),
  with_date: [{}],
  plan,
  plan_after: [],
  open_again: [{ lessons: catchUp[0]!.missed, more: [{}] }],
};

export const sampleCatchUp = {
  ...mail({
    subject: 'Catching up: what still helps',
    preheader: 'The steps that still help, from lessons meant for an earlier day.',
    body: 'Hello Ada,\n\nSome lessons were meant for an earlier day.\n\n{{> catch-up}}',
  }),
  catch_up: catchUp,
  welcome: [],
};

export const sampleHowDidItGo = {
  ...mail({
    subject: 'How did it go on Wednesday, November 3, 2027?',
    preheader: 'Three answers to choose from, and four notes worth keeping.',
    body: 'Hello Ada,\n\nYour interview was 2 days ago.\n\n{{> outcome}}',
  }),
  outcomes: ['I have an offer', 'Still waiting', 'Not this time'].map((label, index) => ({
    label,
    url: `https://milepost.example/manage/sample?outcome=${index}#outcome`,
  })),
  road: { ...road, at: road.marks.length },
};

export const sampleDateNow = {
  ...mail({
    subject: 'Do you have a date now?',
    preheader: 'Set your interview date or another goal, or keep your place for later.',
    body: 'Hello Ada,\n\nYou wanted to be ready by November 3, 2027.\n\n{{> choices}}',
  }),
  goal_url: 'https://milepost.example/manage/sample?date_kind=goal#move',
  keep_url: 'https://milepost.example/manage/sample?ending=kept#off',
};

export const sampleRoundTwo = {
  ...mail({
    subject: 'Round two: take 20 minutes to look back',
    preheader: 'Turn what you missed into a short plan, then set the next date.',
    body: 'Hello Ada,\n\nA rejection hurts. Take a day off, then spend 20 minutes on this.\n\n{{> button}}',
  }),
  plan: [],
  plan_after: [],
};

export const sampleAskDate = mail({
  subject: 'Do you have an interview date yet?',
  preheader: 'Your lessons are waiting for it. A rough date is enough to start.',
  body: 'Hello Ada,\n\nThe lessons are waiting for a date.\n\n{{> button}}',
});

export const sampleStopAsking = mail({
  subject: "We won't ask for your date again",
  preheader: 'This is our last email, unless you set a date.',
  body: 'Hello Ada,\n\nThis is our last email.\n\n{{> button}}',
});

export const samplePlain = mail({
  subject: 'Your new private links for the ML interview course',
  preheader: 'The links in earlier emails no longer open your page.',
  body: "Hello Ada,\n\nHere's the new link to your page.\n\n{{> button}}",
});

function row(title: string, when: string, note: string): PlanRow {
  return { title, when, notes: note === '' ? [] : [{ text: note }] };
}
