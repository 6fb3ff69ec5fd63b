/**
 * An address that its owner recognizes and nobody else can use: mails are passed on.
 * @example maskAddress('ada@example.com') // 'a•••@e•••.com'
 */
export function maskAddress(address: string): string {
  const [local = '', domain = ''] = address.split('@');
  return `${local.slice(0, 1)}•••@${domain.slice(0, 1)}•••${domain.slice(domain.lastIndexOf('.'))}`;
}
