/** A Worker that only runs one database query. */
export default {
  async fetch(_, env) {
    await env.DB.prepare('SELECT 1').all();
    return new Response('ok');
  },
} satisfies ExportedHandler<{ DB: D1Database }>;
