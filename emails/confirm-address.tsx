/** @jsxImportSource react */
import { Action } from './components/button.tsx';
import { NewAddressFooter } from './components/footer.tsx';
import { Notice } from './components/notice.tsx';
import type { MailProps } from './types.ts';

export type ConfirmAddressProps = MailProps & { readonly address_url: string };

/** Sent to an unconfirmed address: no greeting, no link to a page, one button. */
const ConfirmAddressMail = ({ address_url, ...mail }: ConfirmAddressProps) => (
  <Notice
    {...mail}
    blocks={{
      button: <Action href={address_url}>{mail.voice.words.email.buttons.useAddress}</Action>,
    }}
    footer={<NewAddressFooter {...mail} />}
  />
);

export default ConfirmAddressMail;
