/** Stands for the Worker to count; the bundler inserts it. */
declare module 'the-worker' {
  const worker: ExportedHandler<{ DB: D1Database }>;
  export default worker;
}
