import { describe, expect, it } from 'vitest';
import { readWebhook } from '../../src/mail/events.ts';

// The published test vector of Standard Webhooks.
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const VECTOR = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: '1614265330',
  signatures: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  body: new TextEncoder().encode('{"test": 2432232314}'),
};
const NOW = 1614265330_000;

describe('the signature of an event', () => {
  it('is verified as Standard Webhooks specifies', () => {
    expect(readWebhook(VECTOR, [SECRET], NOW)).toEqual({ ok: true, event: null });
  });

  it.each([
    ['no id', { id: null }, 'unsigned'],
    ['no timestamp', { timestamp: null }, 'unsigned'],
    ['no signature', { signatures: null }, 'unsigned'],
    ['a timestamp that is none', { timestamp: 'now' }, 'unsigned'],
    ['another body', { body: new TextEncoder().encode('{"test": 2432232315}') }, 'forged'],
    ['another id', { id: 'msg_other' }, 'forged'],
    [
      'a signature of another version',
      { signatures: VECTOR.signatures.replace('v1', 'v2') },
      'forged',
    ],
    ['an empty signature', { signatures: 'v1,' }, 'forged'],
    ['a short signature', { signatures: 'v1,g0hM9SsE' }, 'forged'],
  ])('%s is rejected', (_, change, reason) => {
    expect(readWebhook({ ...VECTOR, ...change }, [SECRET], NOW)).toEqual({ ok: false, reason });
  });

  it.each([[-300_001], [301_000]])('is too old or too new when %i ms away', (away) => {
    expect(readWebhook(VECTOR, [SECRET], NOW + away)).toEqual({ ok: false, reason: 'too_old' });
  });

  it('may be one of several, made with one of two secrets', () => {
    const several = { ...VECTOR, signatures: `v1,AAAA ${VECTOR.signatures} v2,BBBB` };
    expect(readWebhook(several, ['whsec_b3RoZXI=', SECRET], NOW).ok).toBe(true);
    expect(readWebhook(VECTOR, ['whsec_b3RoZXI='], NOW)).toEqual({ ok: false, reason: 'forged' });
  });
});
