/**
 * The network of a visitor's address: a /24 for IPv4, a /56 for IPv6, the size that one household
 * or office gets. Null for an invalid address and for the loopback address.
 * @example networkOf('203.0.113.7') // '203.0.113'
 * @example networkOf('2001:db8:0:ff11::1') // '2001:db8:0:ff'
 */
export function networkOf(address: string): string | null {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  if (/^\d+\.\d+\.\d+\.\d+$/.test(mapped)) {
    const bytes = mapped.split('.').map(Number);
    if (bytes.some((byte) => byte > 255) || bytes[0] === 127) return null;
    return bytes.slice(0, 3).join('.');
  }
  const groups = groupsOf(address);
  if (groups === null || address === '::1') return null;
  const [a, b, c, d] = groups;
  return [a!, b!, c!, d! >> 8].map((group) => group.toString(16)).join(':');
}

/** The eight groups of an IPv6 address, or null. */
function groupsOf(address: string): readonly number[] | null {
  const host = URL.parse(`http://[${address}]/`)?.hostname.slice(1, -1);
  if (host === undefined) return null;
  const [head = '', tail] = host.split('::') as [string, string?];
  const parts = (text: string): number[] =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
  const [front, back] = [parts(head), parts(tail ?? '')];
  return [...front, ...new Array<number>(8 - front.length - back.length).fill(0), ...back];
}
