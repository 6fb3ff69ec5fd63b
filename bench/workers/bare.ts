/** The minimum of a sign-up: Hono, field checks, one insert. No plan. */
import { Hono } from 'hono';

const app = new Hono<{ Bindings: { DB: D1Database } }>();

app.post('/subscribe', async (c) => {
  const { email, target_date, time_zone, send_hour = 8 } = await c.req.json();
  if (!/^\S+@\S+\.\S+$/.test(email) || !/^\d{4}-\d\d-\d\d$/.test(target_date)) {
    return c.json({ errors: [{ field: 'email', message: 'Please check your input.' }] }, 422);
  }
  await c.env.DB.prepare(
    `INSERT INTO bare (id, address, target_date, time_zone, send_hour, created_at)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (address) DO NOTHING`,
  )
    .bind(crypto.randomUUID(), email, target_date, time_zone, send_hour, Date.now())
    .run();
  return c.json({ status: 'check_your_inbox' }, 202);
});

export default app;
