import type { SettingName } from '../../src/services/config.ts';

/** The Worker's variables on a laptop. */
export function laptopVars(url: string, mailboxUrl: string) {
  return {
    PUBLIC_URL: url,
    RESEND_BASE_URL: mailboxUrl,
    MAIL_FROM: 'Milepost <course@milepost.test>',
    REPLY_TO: 'help@milepost.test',
    POSTAL_ADDRESS: 'Milepost, 1 Sample Street, 12345 Sampletown',
    MAIL_DAILY_LIMIT: '100',
    WORKERS_PLAN: 'free',
    TIME_TRAVEL: '1',
  } satisfies Partial<Record<SettingName, string>>;
}
