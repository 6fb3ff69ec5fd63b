/** What looks like a secret and is none, with the reason. */
export const ALLOWED: Readonly<Record<string, string>> = {
  MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw: 'published by Standard Webhooks, for everyone to test with',
  'g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=': 'published with it: the signature',
  'dGVzdC1zZWNyZXQtb2YtbWlsZXBvc3Q=': 'the tests: "test-secret-of-milepost"',
  'cmVhbC1zZWNyZXQtb2YtbWlsZXBvc3Q=': 'the tests: "real-secret-of-milepost"',
  'b2xkLXNlY3JldC1vZi10aGUtcHJvdmlkZXI=': 'the tests: "old-secret-of-the-provider"',
};
