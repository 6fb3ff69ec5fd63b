/** The provider's list of accepted emails, used to settle emails whose outcome is unknown. */
import type { AcceptedMail, AcceptedPage, ProviderList } from './provider.ts';
import type { ResendOptions } from './resend-client.ts';

const TIMEOUT_MS = 15_000;

export const resendList = (options: ResendOptions): ProviderList => ({
  async page(after) {
    const query = after === null ? '' : `&after=${encodeURIComponent(after)}`;
    const body = (await get(options, `/emails?limit=100${query}`)) as {
      data?: { id: string; to: string[]; created_at: string }[];
      has_more?: boolean;
    } | null;
    if (!Array.isArray(body?.data)) return null;
    const mails = body.data.map(({ id, to, created_at }) => ({
      id,
      to: to[0] ?? '',
      at: Date.parse(created_at),
    })) satisfies AcceptedMail[];
    return { mails, more: body.has_more === true } satisfies AcceptedPage;
  },

  async deliveryOf(id) {
    const body = (await get(options, `/emails/${encodeURIComponent(id)}`)) as {
      tags?: { name: string; value: string }[] | { delivery?: string };
    } | null;
    if (body === null) return null;
    const { tags } = body;
    if (Array.isArray(tags)) return tags.find(({ name }) => name === 'delivery')?.value ?? '';
    return tags?.delivery ?? '';
  },
});

/** Null if the key has no read permission or the provider does not respond. */
async function get(options: ResendOptions, path: string): Promise<unknown> {
  options.onCall?.();
  try {
    const response = await (options.fetch ?? fetch)(`${options.baseUrl}${path}`, {
      headers: { authorization: `Bearer ${options.apiKeys[0]}`, 'user-agent': 'milepost/1' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}
