/**
 * The upper limit: sends one prepared body of a hundred emails again and again, six calls at once
 * as the platform allows. Nothing is queried, composed or recorded.
 */
type Env = { RESEND_BASE_URL: string; BODIES: string };

let body: Uint8Array<ArrayBuffer> | null = null;

export default {
  async fetch(request) {
    body = new Uint8Array(await request.arrayBuffer());
    return new Response('ok');
  },

  async scheduled(_, env) {
    let left = Number(env.BODIES);
    const push = async (): Promise<void> => {
      while (left-- > 0) {
        const response = await fetch(`${env.RESEND_BASE_URL}/emails/batch`, {
          method: 'POST',
          headers: {
            authorization: 'Bearer re_bench',
            'content-type': 'application/json',
            'user-agent': 'bench/1',
          },
          body,
        });
        await response.json();
      }
    };
    await Promise.all(Array.from({ length: 6 }, push));
  },
} satisfies ExportedHandler<Env>;
