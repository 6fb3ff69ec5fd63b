/** Why sign-up is closed. `when`: "today after 9:00 AM in Tokyo", "in a minute". */
export const closed = {
  day: {
    title: 'No more sign-ups today',
    text: (when: string): string =>
      `We can send only so many mails a day, and today’s are spoken for. Nothing was saved. Come back ${when}: then there is room again.`,
  },
  network: {
    title: 'Too many sign-ups from your network',
    text: (when: string): string =>
      `From the network that you are in, too many addresses were signed up today. Nothing was saved. Come back ${when}, or try from another network.`,
  },
  mail: {
    title: 'Our mail is resting',
    text: (when: string): string =>
      `The service that delivers our mail takes no more for now. Nothing was saved. Come back ${when}: then it works again.`,
  },
  rush: {
    title: 'Too fast',
    text: (when: string): string =>
      `Too much came from your network at once. Nothing was saved. Try again ${when}.`,
  },
  check: {
    title: 'We cannot check the form',
    text: (when: string): string =>
      `The service that tells people from robots does not answer. Nothing was saved. Try again ${when}.`,
  },
  back: {
    inAMinute: 'in a minute',
    today: (time: string, zone: string): string => `today after ${time} in ${zone}`,
    on: (day: string, time: string, zone: string): string => `on ${day} after ${time} in ${zone}`,
    midnight: ', which is midnight UTC',
  },
};
