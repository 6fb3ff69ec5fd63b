/** @jsxImportSource react */
import { Action } from './components/button.tsx';
import { FormerAddressFooter } from './components/footer.tsx';
import { Notice } from './components/notice.tsx';
import type { MailProps } from './types.ts';

export type AddressChangedProps = MailProps & { readonly restore_url: string };

/** Sent to the former address, whose owner may be someone else by now: no link to the page. */
const AddressChangedMail = ({ restore_url, ...mail }: AddressChangedProps) => (
  <Notice
    {...mail}
    blocks={{
      button: <Action href={restore_url}>{mail.voice.words.email.buttons.restoreAddress}</Action>,
    }}
    footer={<FormerAddressFooter {...mail} />}
  />
);

export default AddressChangedMail;
