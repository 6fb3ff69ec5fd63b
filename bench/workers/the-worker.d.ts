/** Whatever Worker is counted; it takes this name's place when the bundle is made. */
declare module 'the-worker' {
  const worker: ExportedHandler<{ DB: D1Database }>;
  export default worker;
}
