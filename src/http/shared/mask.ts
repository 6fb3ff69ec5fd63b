/**
 * Masks an address: recognizable to its owner, but not usable by others, because emails are
 * forwarded.
 * @example maskAddress('ada@example.com') // 'a•••@e•••.com'
 */
export function maskAddress(address: string): string {
  const [local = '', domain = ''] = address.split('@');
  return `${local.slice(0, 1)}•••@${domain.slice(0, 1)}•••${domain.slice(domain.lastIndexOf('.'))}`;
}
