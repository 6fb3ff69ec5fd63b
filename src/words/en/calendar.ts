/** The calendar section of the page, and the texts of calendar events. */
export const calendar = {
  title: 'In your calendar',
  text: 'Your lessons and your day, in the calendar that you use anyway. It follows every change that you make here; Google and Outlook may take a day to notice.',
  follow:
    'Follow it in <apple>Apple Calendar or another program</apple>, in <google>Google Calendar</google> or in <outlook>Outlook</outlook>',
  file: '<file>Download it as a file</file>, as it stands today',
  onlyDay: (day: string): string =>
    `Only the day itself, ${day}: <google>to Google Calendar</google> or <outlook>to Outlook</outlook>`,
  fine: 'Whoever has the calendar’s address can see your dates in it, and change nothing.',
  theDay: (course: string): string => `The day that the course “${course}” counts down to.`,
  byMail: (course: string, url: string): string =>
    `${course}. It comes by mail, and it is here too: ${url}`,
  tomorrow: 'Tomorrow is the day',
};
